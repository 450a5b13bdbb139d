/** Prisma: `migrations/<time>_name/migration.sql`, sent to the server whole; a `down.sql` beside it is the way back. */

import type { Detector } from "../detector.ts";
import { runsAlone } from "../reading/sql/alone.ts";
import { engineOfSetting } from "../reading/sql/dialect.ts";
import { isNoMigration } from "../reading/sql/no-migration.ts";
import { beside, fileName, folderOf, foldersOf, hasPath, present } from "../reading/sql/path.ts";
import { readSections } from "../reading/sql/sections.ts";

export const prisma: Detector = {
  name: "prisma",
  language: "sql",
  claims(path, tree, named) {
    const name = fileName(path).toLowerCase();
    const folders = foldersOf(path);
    if (name !== "migration.sql" && name !== "down.sql") return false;
    if (name === "down.sql" && !hasPath(tree.paths, beside(path, "migration.sql"))) return false;
    if (!/^\d/.test(folders.at(-1) ?? "") || folders.includes("drizzle")) return false;
    const isLocked = hasPath(tree.paths, lockOf(path));
    // Drizzle keeps its migrations in the same way, with a snapshot beside each.
    if (!isLocked && hasPath(tree.paths, beside(path, "snapshot.json"))) return false;
    return (/migration/.test(folders.at(-2) ?? "") || isLocked) && (named || !isNoMigration(path));
  },
  confirms: () => true,
  wants: (path, text, paths) =>
    present(paths, lockOf(path), ...(/concurrently/i.test(text) ? packagesOf(path) : [])),
  read(path, text, context) {
    const provider = /^[ \t]*provider\s*=\s*"(\w+)"/m.exec(context.tree.text(lockOf(path)) ?? "")?.[1];
    const direction = fileName(path).toLowerCase() === "down.sql" ? "down" : "up";
    const reading = readSections(path, text, context, {
      revision: fileName(folderOf(path)),
      engine: engineOfSetting(provider),
      sections: [{ start: 0, end: text.length, direction, transaction: "implicit" }],
    });
    const splits = context.transaction === null && reading.operations.some(runsAlone);
    if (splits && packagesOf(path).some((each) => isSplitting(context.tree.text(each))))
      for (const operation of reading.operations) operation.transaction = null;
    return reading;
  },
};

/** Since 7.4 Prisma sends a file that holds CONCURRENTLY statement by statement. */
function isSplitting(packageJson: string | null): boolean {
  const [, major, minor] = /"prisma"\s*:\s*"[^\d"]*(\d+)(?:\.(\d+))?/.exec(packageJson ?? "") ?? [];
  return Number(major) > 7 || (Number(major) === 7 && Number(minor ?? 0) >= 4);
}

/** The `package.json` of each folder above. */
function packagesOf(path: string): string[] {
  const found: string[] = [];
  for (let folder = folderOf(path); folder !== ""; folder = folderOf(folder))
    found.push(beside(folder, "package.json"));
  return found;
}

/** Prisma's record of the engine, one folder up. */
function lockOf(path: string): string {
  return beside(folderOf(path), "migration_lock.toml");
}

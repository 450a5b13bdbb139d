/** Drizzle: `NNNN_name.sql` beside `meta/_journal.json`, or `<time>_name/migration.sql`; statements stand between breakpoints. */

import type { Detector } from "../detector.ts";
import { engineOfSetting } from "../reading/sql/dialect.ts";
import { isNoMigration } from "../reading/sql/no-migration.ts";
import { beside, fileName, folderOf, foldersOf, hasPath, present } from "../reading/sql/path.ts";
import { readSections, type Section } from "../reading/sql/sections.ts";

const BREAKPOINT = "--> statement-breakpoint";

export const drizzle: Detector = {
  name: "drizzle",
  language: "sql",
  claims(path, tree, named) {
    const name = fileName(path);
    if (!named && isNoMigration(path)) return false;
    const folders = foldersOf(path);
    if (inFolder(path)) return folders.includes("drizzle") || hasPath(tree.paths, recordOf(path));
    if (!/^\d{4,}_.+\.sql$/i.test(name) || /\.(?:up|down)\.sql$/i.test(name)) return false;
    return hasPath(tree.paths, recordOf(path)) || folders.includes("drizzle");
  },
  confirms: () => true,
  wants: (path, _text, paths) => present(paths, recordOf(path)),
  read(path, text, context) {
    const dialect = /"dialect"\s*:\s*"(\w+)"/.exec(context.tree.text(recordOf(path)) ?? "")?.[1];
    const isFolder = inFolder(path);
    return readSections(path, text, context, {
      revision: isFolder ? fileName(folderOf(path)) : fileName(path).replace(/\.sql$/i, ""),
      engine: engineOfSetting(dialect),
      sections: sections(text),
    });
  },
};

/** Since version 1 each migration has a folder of its own. */
function inFolder(path: string): boolean {
  return fileName(path).toLowerCase() === "migration.sql";
}

/** What Drizzle writes beside a migration says the engine. */
function recordOf(path: string): string {
  return beside(path, inFolder(path) ? "snapshot.json" : "meta/_journal.json");
}

/** All pending migrations run in one transaction; a statement before a breakpoint needs no semicolon. */
function sections(text: string): Section[] {
  const found: Section[] = [];
  let start = 0;
  for (let at = text.indexOf(BREAKPOINT); at !== -1; at = text.indexOf(BREAKPOINT, start)) {
    found.push({ start, end: at, direction: "up", transaction: "all" });
    start = at + BREAKPOINT.length;
  }
  found.push({ start, end: text.length, direction: "up", transaction: "all" });
  return found;
}

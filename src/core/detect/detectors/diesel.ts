/** Diesel: `migrations/<name>/up.sql` and `down.sql`, each in a transaction unless `metadata.toml` says otherwise. */

import type { Detector } from "../detector.ts";
import { isNoMigration } from "../reading/sql/no-migration.ts";
import { beside, fileName, folderOf, foldersOf, hasPath, present } from "../reading/sql/path.ts";
import { readSections } from "../reading/sql/sections.ts";

export const diesel: Detector = {
  name: "diesel",
  language: "sql",
  claims(path, tree, named) {
    const name = fileName(path).toLowerCase();
    if (name !== "up.sql" && name !== "down.sql") return false;
    if (!named && isNoMigration(path)) return false;
    const folders = foldersOf(path);
    const twin = beside(path, name === "up.sql" ? "down.sql" : "up.sql");
    return (
      hasPath(tree.paths, twin) ||
      (/^\d/.test(folders.at(-1) ?? "") && folders.some((folder) => folder.includes("migration")))
    );
  },
  confirms: () => true,
  wants: (path, _text, paths) => present(paths, beside(path, "metadata.toml")),
  read(path, text, context) {
    const metadata = context.tree.text(beside(path, "metadata.toml")) ?? "";
    const wrapped = !/^[ \t]*run_in_transaction\s*=\s*false\b/m.test(metadata);
    const direction = fileName(path).toLowerCase() === "down.sql" ? "down" : "up";
    return readSections(path, text, context, {
      revision: revisionOf(fileName(folderOf(path))),
      sections: [{ start: 0, end: text.length, direction, transaction: wrapped ? "file" : "implicit" }],
    });
  },
};

/** Diesel's version: the digits before the first underscore, without hyphens. */
function revisionOf(folder: string): string {
  return (folder.split("_")[0] ?? folder).replaceAll("-", "");
}

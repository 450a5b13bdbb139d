/** sqlx: `migrations/<number>_name.sql`, or `.up.sql` and `.down.sql`, in a Rust project; in a transaction unless the first line says `-- no-transaction`. */

import type { Detector, Tree } from "../detector.ts";
import { isNoMigration } from "../reading/sql/no-migration.ts";
import { beside, fileName, folderOf, hasPath } from "../reading/sql/path.ts";
import { readSections } from "../reading/sql/sections.ts";

const NAME = /^(\d+)_.+?(?:\.(up|down))?\.sql$/i;

export const sqlx: Detector = {
  name: "sqlx",
  language: "sql",
  claims(path, tree, named) {
    const folder = fileName(folderOf(path)).toLowerCase();
    if (!NAME.test(fileName(path)) || !folder.includes("migration")) return false;
    return isRust(path, tree) && (named || !isNoMigration(path));
  },
  confirms: () => true,
  wants: () => [],
  read(path, text, context) {
    const match = NAME.exec(fileName(path));
    return readSections(path, text, context, {
      revision: match?.[1] ?? null,
      sections: [
        {
          start: 0,
          end: text.length,
          direction: match?.[2]?.toLowerCase() === "down" ? "down" : "up",
          // Without a transaction of sqlx's, the file is still sent whole.
          transaction: text.startsWith("-- no-transaction") ? "implicit" : "file",
        },
      ],
    });
  },
};

/** A folder above holds `Cargo.toml` and no `go.mod`. */
function isRust(path: string, tree: Tree): boolean {
  for (let at = folderOf(path); ; at = folderOf(at)) {
    if (hasPath(tree.paths, beside(`${at}/x`, "go.mod"))) return false;
    if (hasPath(tree.paths, at === "" ? "Cargo.toml" : `${at}/Cargo.toml`)) return true;
    if (at === "") return false;
  }
}

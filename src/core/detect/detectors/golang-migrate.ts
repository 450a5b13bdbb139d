/** golang-migrate: `N_name.up.sql` and `N_name.down.sql`, each sent to the server whole. */

import type { Detector } from "../detector.ts";
import { isNoMigration } from "../reading/sql/no-migration.ts";
import { fileName } from "../reading/sql/path.ts";
import { readSections } from "../reading/sql/sections.ts";

const NAME = /^(\d+)_(.*)\.(up|down)\.sql$/i;

export const golangMigrate: Detector = {
  name: "golang-migrate",
  language: "sql",
  claims: (path, _tree, named) => NAME.test(fileName(path)) && (named || !isNoMigration(path)),
  confirms: () => true,
  wants: () => [],
  read(path, text, context) {
    const match = NAME.exec(fileName(path));
    const direction = match?.[3]?.toLowerCase() === "down" ? "down" : "up";
    return readSections(path, text, context, {
      revision: match?.[1] ?? null,
      sections: [{ start: 0, end: text.length, direction, transaction: "implicit" }],
    });
  },
};

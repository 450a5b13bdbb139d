/** Flyway: `V1__name.sql`, `U1__name.sql` (undo), `R__name.sql` (repeatable), `B1__name.sql` (baseline) and callbacks. */

import type { Detector } from "../detector.ts";
import { runsAlone } from "../reading/sql/alone.ts";
import { isNoMigration } from "../reading/sql/no-migration.ts";
import { fileName, present } from "../reading/sql/path.ts";
import { readSections } from "../reading/sql/sections.ts";

const NAME = /^(?:([VUB])(\d[\d._]*?)|R)__.+\.sql$/;
const CALLBACK = /^(?:before|after)(?:Each)?(?:Migrate|Versioned|Repeatables|Undo)\w*?(?:__.+)?\.sql$/;

export const flyway: Detector = {
  name: "flyway",
  language: "sql",
  claims(path, _tree, named) {
    const name = fileName(path);
    return (NAME.test(name) || CALLBACK.test(name)) && (named || !isNoMigration(path));
  },
  confirms: () => true,
  wants: (path, _text, paths) => present(paths, `${path}.conf`),
  read(path, text, context) {
    const match = NAME.exec(fileName(path));
    const settings = context.tree.text(`${path}.conf`) ?? "";
    const wrapped = !/^[ \t]*executeInTransaction\s*=\s*false\b/m.test(settings);
    const reading = readSections(path, text, context, {
      revision: match?.[2]?.replaceAll("_", ".") ?? null,
      sections: [
        {
          start: 0,
          end: text.length,
          direction: match?.[1] === "U" ? "down" : "up",
          transaction: wrapped ? "file" : "none",
        },
      ],
    });
    // Flyway runs a file outside of a transaction as soon as one of its statements needs that.
    if (wrapped && context.transaction === null && reading.operations.some(runsAlone))
      for (const operation of reading.operations) operation.transaction = null;
    return reading;
  },
};

/** Supabase: `supabase/migrations/<time>_name.sql`, run as one batch; what PostgreSQL refuses in a batch runs by itself. */

import type { Detector } from "../detector.ts";
import { runsAlone } from "../reading/sql/alone.ts";
import { isNoMigration } from "../reading/sql/no-migration.ts";
import { fileName, foldersOf } from "../reading/sql/path.ts";
import { readSections } from "../reading/sql/sections.ts";

const NAME = /^(\d+)_.*\.sql$/i;

export const supabase: Detector = {
  name: "supabase",
  language: "sql",
  claims(path, _tree, named) {
    const folders = foldersOf(path);
    if (folders.at(-1) !== "migrations" || folders.at(-2) !== "supabase") return false;
    return NAME.test(fileName(path)) && (named || !isNoMigration(path));
  },
  confirms: () => true,
  wants: () => [],
  read(path, text, context) {
    const reading = readSections(path, text, context, {
      revision: NAME.exec(fileName(path))?.[1] ?? null,
      sections: [{ start: 0, end: text.length, direction: "up", transaction: "file" }],
    });
    if (context.transaction !== null) return reading;
    let batch = 1;
    for (const operation of reading.operations) {
      if (operation.transaction === null) continue;
      if (runsAlone(operation)) {
        operation.transaction = null;
        batch += 1;
      } else if (batch > 1) operation.transaction = `${operation.transaction}:batch:${batch}`;
    }
    return reading;
  },
};

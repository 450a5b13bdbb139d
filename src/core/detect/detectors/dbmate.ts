/** dbmate: one file with `-- migrate:up` and `-- migrate:down`, each in a transaction unless `transaction:false`. */

import type { Detector } from "../detector.ts";
import { linesLike, sectionsBetween } from "../reading/sql/marks.ts";
import { isNoMigration } from "../reading/sql/no-migration.ts";
import { fileName } from "../reading/sql/path.ts";
import { readSections } from "../reading/sql/sections.ts";

const NAME = /^(\d+).*\.sql$/i;
const SIDE = /^--[ \t]*migrate:(up|down)(?=\s|$)([^\n]*)/gm;

export const dbmate: Detector = {
  name: "dbmate",
  language: "sql",
  claims: (path, _tree, named) =>
    (named || !isNoMigration(path)) && (NAME.test(fileName(path)) || (named && /\.sql$/i.test(path))),
  confirms: (_path, text) => linesLike(text, SIDE).length > 0,
  wants: () => [],
  read(path, text, context) {
    const marks = linesLike(text, SIDE).map((match) => ({
      at: match.index,
      direction: match[1] === "down" ? ("down" as const) : ("up" as const),
      // Without a transaction of dbmate's, the section is still sent whole.
      transaction: /\btransaction:false\b/.test(match[2] ?? "") ? ("implicit" as const) : ("file" as const),
    }));
    return readSections(path, text, context, {
      revision: NAME.exec(fileName(path))?.[1] ?? null,
      sections: sectionsBetween(text, marks),
    });
  },
};

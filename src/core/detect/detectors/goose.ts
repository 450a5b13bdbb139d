/** goose: one file with `-- +goose Up` and `-- +goose Down`, each in a transaction unless `-- +goose NO TRANSACTION`. */

import type { Detector } from "../detector.ts";
import { linesLike, sectionsBetween } from "../reading/sql/marks.ts";
import { isNoMigration } from "../reading/sql/no-migration.ts";
import { fileName } from "../reading/sql/path.ts";
import { readSections } from "../reading/sql/sections.ts";

const NAME = /^(\d+)_.*\.sql$/i;
const SIDE = /^[ \t]*--[ \t]*\+goose[ \t]+(up|down)\b/gim;

export const goose: Detector = {
  name: "goose",
  language: "sql",
  claims: (path, _tree, named) =>
    (named || !isNoMigration(path)) && (NAME.test(fileName(path)) || (named && /\.sql$/i.test(path))),
  confirms: (_path, text) => linesLike(text, SIDE).length > 0,
  wants: () => [],
  read(path, text, context) {
    const transaction = /^[ \t]*--[ \t]*\+goose[ \t]+NO[ \t]+TRANSACTION\b/im.test(text) ? "none" : "file";
    const marks = linesLike(text, SIDE).map((match) => ({
      at: match.index,
      direction: match[1]?.toLowerCase() === "down" ? ("down" as const) : ("up" as const),
      transaction: transaction as "none" | "file",
    }));
    return readSections(path, text, context, {
      revision: NAME.exec(fileName(path))?.[1] ?? null,
      sections: sectionsBetween(text, marks),
    });
  },
};

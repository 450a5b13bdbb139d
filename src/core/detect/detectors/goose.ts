/** goose: one file with `-- +goose Up` and `-- +goose Down`, each in a transaction unless `-- +goose NO TRANSACTION`; then each statement, or block of statements, is sent by itself. */

import type { Detector } from "../detector.ts";
import { linesLike, sectionsBetween } from "../reading/sql/marks.ts";
import { isNoMigration } from "../reading/sql/no-migration.ts";
import { fileName } from "../reading/sql/path.ts";
import { readSections, type Section } from "../reading/sql/sections.ts";

const NAME = /^(\d+)_.*\.sql$/i;
const NO_TRANSACTION = /^[ \t]*--[ \t]*\+goose[ \t]+NO[ \t]+TRANSACTION\b/im;
const BLOCK = /^[ \t]*--[ \t]*\+goose[ \t]+Statement(Begin|End)\b/gim;
const SIDE = /^[ \t]*--[ \t]*\+goose[ \t]+(up|down)\b/gim;

export const goose: Detector = {
  name: "goose",
  language: "sql",
  claims: (path, _tree, named) =>
    (named || !isNoMigration(path)) && (NAME.test(fileName(path)) || (named && /\.sql$/i.test(path))),
  confirms: (_path, text) => linesLike(text, SIDE).length > 0,
  wants: () => [],
  read(path, text, context) {
    const marks = linesLike(text, SIDE).map((match) => ({
      at: match.index,
      direction: match[1]?.toLowerCase() === "down" ? ("down" as const) : ("up" as const),
      transaction: "file" as const,
    }));
    const sections = sectionsBetween(text, marks);
    return readSections(path, text, context, {
      revision: NAME.exec(fileName(path))?.[1] ?? null,
      sections: NO_TRANSACTION.test(text) ? sections.flatMap((side) => sentAlone(side, text)) : sections,
    });
  },
};

/** A block goes to the server in one query, and the server makes a transaction around its statements; what stands outside of blocks goes statement by statement. */
function sentAlone(side: Section, text: string): Section[] {
  const found: Section[] = [{ ...side, transaction: "none" }];
  for (const match of linesLike(text.slice(side.start, side.end), BLOCK)) {
    const last = found.at(-1) as Section;
    const at = side.start + match.index;
    found.splice(-1, 1, { ...last, end: at });
    const isBegin = match[1]?.toLowerCase() === "begin";
    found.push({ ...side, start: at, transaction: isBegin ? "implicit" : "none" });
  }
  return found;
}

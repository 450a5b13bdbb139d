/** Plain SQL files in a folder of migrations, run in the order of their names by psql or something like it. */

import type { Detector } from "../detector.ts";
import { sectionsBetween } from "../reading/sql/marks.ts";
import { fileName, foldersOf, withoutEngine } from "../reading/sql/path.ts";
import { readSections, type Section } from "../reading/sql/sections.ts";
import { extensionUpdate, standingOf } from "./plain-sql/layout.ts";
import { marksOf } from "./plain-sql/marks.ts";

const DOWN = /(?:^|[._-])(?:down|rollback|revert|undo)\.sql$/i;
const DOWN_FOLDERS = new Set(["down", "downs", "rollback", "rollbacks", "revert", "undo"]);
/** graphile-migrate's way of saying that a file runs outside of a transaction. */
const NO_TRANSACTION = /^--![ \t]*no-transaction\b/m;
const GRAPHILE = /(?:^|\/)migrations\/(?:committed\/|current(?:\/|\.sql$))/;

const nothing = { paths: [], text: () => null };

export const plainSql: Detector = {
  name: "sql",
  language: "sql",
  claims(path, tree, named) {
    const plain = withoutEngine(path);
    return /\.sql$/i.test(plain) && (named || standingOf(plain, tree) !== null);
  },
  confirms: (path, text) =>
    standingOf(withoutEngine(path), nothing) !== "stamped" || marksOf(text).length > 0,
  wants: () => [],
  read(path, text, context) {
    const marks = marksOf(text);
    const [first] = marks;
    return readSections(path, text, context, {
      revision: /^[vV]?(\d[\d._-]*\d|\d)/.exec(fileName(path))?.[1] ?? null,
      sections: marks.length > 0 ? sectionsBetween(text, marks) : [wholeSection(path, text)],
      ...(first === undefined ? {} : { prologue: first.at }),
    });
  },
};

function wholeSection(path: string, text: string): Section {
  const whole = { start: 0, end: text.length };
  const update = extensionUpdate(path);
  if (update !== null) return { ...whole, direction: update, transaction: "file" };
  const isDown =
    DOWN.test(fileName(withoutEngine(path))) || foldersOf(path).some((folder) => DOWN_FOLDERS.has(folder));
  const wrapped = GRAPHILE.test(path) && !NO_TRANSACTION.test(text);
  return { ...whole, direction: isDown ? "down" : "up", transaction: wrapped ? "file" : "none" };
}

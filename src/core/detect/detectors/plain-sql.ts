/** Plain SQL files in a folder of migrations, run in the order of their names by psql or something like it. */

import type { Detector } from "../detector.ts";
import { linesLike, type Mark, sectionsBetween } from "../reading/sql/marks.ts";
import { isNoMigration } from "../reading/sql/no-migration.ts";
import { fileName, foldersOf } from "../reading/sql/path.ts";
import { readSections, type Section } from "../reading/sql/sections.ts";

const FOLDER = /^(?:.+[-_.])?(?:migrations?|migrate|schema[-_]?changes|upgrades?|deltas?)(?:[-_.].+)?$/;
const NUMBERED = /^[vV]?\d/;
const NEVER = /^(?:schema|structure|dump|seeds?|queries|fixtures?)\b/i;
const DOWN = /(?:^|[._-])(?:down|rollback|revert|undo)\.sql$/i;
const DOWN_FOLDERS = new Set(["down", "downs", "rollback", "rollbacks", "revert", "undo"]);
const CHECKS = new Set(["verify", "check", "checks"]);

export const plainSql: Detector = {
  name: "sql",
  language: "sql",
  claims(path, _tree, named) {
    if (!/\.sql$/i.test(path)) return false;
    if (named) return true;
    const folders = foldersOf(path);
    const name = fileName(path);
    if (isNoMigration(path) || NEVER.test(name) || folders.some((folder) => CHECKS.has(folder))) return false;
    const at = folders.findLastIndex((folder) => FOLDER.test(folder));
    // A file without a number must lie in the folder itself, or in its `up`, `down` or `sqls`.
    return at !== -1 && (NUMBERED.test(name) || folders.length - at <= 2);
  },
  confirms: () => true,
  wants: () => [],
  read(path, text, context) {
    return readSections(path, text, context, {
      revision: /^[vV]?(\d[\d._-]*\d|\d)/.exec(fileName(path))?.[1] ?? null,
      sections: sectionsOf(path, text),
    });
  },
};

function sectionsOf(path: string, text: string): Section[] {
  const marks = marksOf(text);
  if (marks.length > 0) return sectionsBetween(text, marks);
  const isDown = DOWN.test(fileName(path)) || foldersOf(path).some((folder) => DOWN_FOLDERS.has(folder));
  return [{ start: 0, end: text.length, direction: isDown ? "down" : "up", transaction: "none" }];
}

const SIDES = /^[ \t]*--[ \t]*\+(?:migrate|micrate)[ \t]+(up|down)\b([^\n]*)/gim;
const TERN = /^---- create above \/ drop below ----/gm;
const NODE = /^[ \t]*--[ \t]*(up|down) migration[ \t]*\r?$/gim;

/** The marks of sql-migrate and micrate, of tern, and of node-pg-migrate. */
function marksOf(text: string): Mark[] {
  const sides = linesLike(text, SIDES).map((match) => ({
    at: match.index,
    direction: directionOf(match),
    transaction: /\bnotransaction\b/i.test(match[2] ?? "") ? ("none" as const) : ("file" as const),
  }));
  if (sides.length > 0) return sides;
  const tern = linesLike(text, TERN)[0];
  if (tern !== undefined)
    return [
      { at: 0, direction: "up", transaction: "file" },
      { at: tern.index, direction: "down", transaction: "file" },
    ];
  return linesLike(text, NODE).map((match) => ({
    at: match.index,
    direction: directionOf(match),
    transaction: "file" as const,
  }));
}

function directionOf(match: RegExpExecArray): "up" | "down" {
  return match[1]?.toLowerCase() === "down" ? "down" : "up";
}

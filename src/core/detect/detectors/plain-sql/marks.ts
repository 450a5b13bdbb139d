/** The marks by which smaller tools divide one SQL file into the way up and the way down. */

import { linesLike, type Mark } from "../../reading/sql/marks.ts";

const SIDES = /^[ \t]*--[ \t]*(?:\+(?:migrate|micrate)|rambler)[ \t]+(up|down)\b([^\n]*)/gim;
const TERN = /^---- create above \/ drop below ----/gm;
const NODE = /^[ \t]*--[ \t]*(up|down) migration[ \t]*\r?$/gim;
const PLAY = /^[ \t]*(?:#|--)[- \t]*!(Ups|Downs)[ \t]*\r?$/gm;
const MYBATIS = /^--[ \t]*\/\/[ \t]*@UNDO\b/gim;

/** Some word of each mark: most files have none, and one look is quicker than five. */
const ANY = /\+mi(?:gr|cr)ate|rambler|create above|@undo|!ups|!downs|(?:up|down) migration/i;

/** The marks of sql-migrate, micrate and rambler, of tern, of node-pg-migrate, of Play's evolutions and of MyBatis. */
export function marksOf(text: string): Mark[] {
  if (!ANY.test(text)) return [];
  const sides = linesLike(text, SIDES).map((match) => ({
    at: match.index,
    direction: directionOf(match),
    transaction: /\bnotransaction\b/i.test(match[2] ?? "") ? ("none" as const) : ("file" as const),
  }));
  if (sides.length > 0) return sides;
  const below = linesLike(text, TERN)[0] ?? linesLike(text, MYBATIS)[0];
  if (below !== undefined)
    return [
      { at: 0, direction: "up", transaction: "file" },
      { at: below.index, direction: "down", transaction: "file" },
    ];
  const play = linesLike(text, PLAY);
  if (play.length > 0) return evolutions(play);
  return linesLike(text, NODE).map((match) => ({
    at: match.index,
    direction: directionOf(match),
    transaction: "file" as const,
  }));
}

/** Play commits each statement by itself. The marks begin with `#`, which is no comment of SQL, so they are no part of a section. */
function evolutions(marks: readonly RegExpExecArray[]): Mark[] {
  return marks.flatMap((match) => [
    { at: match.index, direction: null, transaction: "none" as const },
    { at: match.index + match[0].length, direction: directionOf(match), transaction: "none" as const },
  ]);
}

function directionOf(match: RegExpExecArray): "up" | "down" {
  return /^downs?$/i.test(match[1] ?? "") ? "down" : "up";
}

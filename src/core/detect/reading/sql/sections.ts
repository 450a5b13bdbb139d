/** Reads an SQL file as its framework sees it: in sections, each with its direction and its transaction. */

import type { Direction } from "../../../operation.ts";
import { Lines, wholeFile } from "../../../place.ts";
import type { FileReading, ReadContext } from "../../detector.ts";
import { otherEngine } from "./dialect.ts";
import { readDirectives } from "./directives.ts";
import { readPart } from "./read-sql.ts";
import { split } from "./split.ts";
import type { SqlContext } from "./statement.ts";

/** `file`: the framework opens one around the section; `implicit`: the server's, around all that is sent together; `none`: each statement commits; `all`: one around all pending migrations. */
export type Wrapping = "file" | "implicit" | "none" | "all";

/** A range of the text (UTF-16 offsets, end exclusive) that runs in one direction. */
export interface Section {
  start: number;
  end: number;
  direction: Direction;
  transaction: Wrapping;
}

export interface Layout {
  revision: string | null;
  /** The other engine that the file is written for: its path says so, or the framework's settings do. */
  engine?: string | null;
  sections: readonly Section[];
  /** Where the line begins that opens the first section, when the section begins behind it. */
  prologue?: number;
}

/** Up comes before down in what is returned; the policy's word on transactions counts before the framework's. */
export function readSections(path: string, text: string, context: ReadContext, layout: Layout): FileReading {
  const { postgresql } = context.parsers;
  if (postgresql === null) throw new Error("the parser for SQL was not loaded");
  const lines = new Lines(path, text);
  const reading: FileReading = {
    operations: [],
    unread: [],
    directives: [],
    revision: layout.revision,
    dependsOn: [],
  };
  const whole = { text, place: (start: number, end: number) => lines.place(start, end) };
  if (/lockstep:/i.test(text)) {
    const { comments, bodies } = split(text);
    reading.directives.push(...readDirectives(whole, comments, bodies));
  }
  const engine = layout.engine ?? otherEngine(path);
  if (engine !== null) {
    const reason = `it is written for ${engine}, and only PostgreSQL is read`;
    if (text.trim() !== "") reading.unread.push({ place: wholeFile(path), reason });
    return reading;
  }
  const first = layout.prologue ?? Math.min(text.length, ...layout.sections.map((section) => section.start));
  for (const piece of first === 0 ? [] : split(text, 0, first).pieces)
    reading.unread.push({
      place: lines.place(piece.start, piece.end),
      reason: "it stands before the line that begins the first section",
    });
  const up = layout.sections.filter((section) => section.direction === "up");
  const down = layout.sections.filter((section) => section.direction === "down");
  const routines = { up: new Map(), down: new Map() };
  for (const [at, section] of [...up, ...down].entries()) {
    const wrapping = context.transaction ?? section.transaction;
    const source = {
      text:
        section.start === 0 && section.end === text.length ? text : text.slice(section.start, section.end),
      place: (start: number, end: number) => lines.place(section.start + start, section.start + end),
    };
    const part = readPart(source, {
      direction: section.direction,
      phase: null,
      revision: layout.revision,
      ...transactionOf(wrapping, at),
      conditional: false,
      statement: null,
      routines: routines[section.direction],
      parser: postgresql,
      expired: context.expired,
    });
    reading.operations.push(...part.operations);
    reading.unread.push(...part.unread);
  }
  return reading;
}

function transactionOf(wrapping: Wrapping, at: number): Pick<SqlContext, "transaction" | "implicit"> {
  if (wrapping === "none") return { transaction: null };
  if (wrapping === "all") return { transaction: "all" };
  return { transaction: at === 0 ? "file" : `section:${at + 1}`, implicit: wrapping === "implicit" };
}

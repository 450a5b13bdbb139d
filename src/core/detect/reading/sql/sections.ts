/** Reads an SQL file as its framework sees it: in sections, each with its direction and its transaction. */

import { Lines, wholeFile } from "../../../place.ts";
import type { FileReading, ReadContext } from "../../detector.ts";
import { dialectOf, engineWords } from "../../file-dialect.ts";
import { readOther } from "../tolerant/sections.ts";
import { readsAs } from "../tolerant/reads-as.ts";
import { readDirectives } from "./directives.ts";
import { readPart } from "./read-sql.ts";
import type { Layout, Wrapping } from "./section.ts";
import { split } from "./split.ts";
import type { SqlContext } from "./statement.ts";

export type { Layout, Section, Wrapping } from "./section.ts";

/** Up comes before down in what is returned; the policy's word on transactions counts before the framework's. */
export function readSections(path: string, text: string, context: ReadContext, layout: Layout): FileReading {
  const hints = context.dialect ?? { engines: [], stated: false };
  const said = dialectOf(path, hints, layout.engine ?? null);
  if ("unread" in said) return readNothing(path, text, layout, said.unread);
  const reading =
    said.dialect === "postgresql"
      ? readPostgresql(path, text, context, layout)
      : readOther(path, text, context, { ...layout, dialect: said.dialect });
  if (said.from !== null) reading.dialect = { engine: said.dialect, why: said.from };
  if (said.only) for (const operation of reading.operations) operation.onlyOn = said.dialect;
  const looks = misread(reading) ? readsAs(text, said.dialect) : null;
  if (looks !== null) {
    const place = new Lines(path, text).place(looks.start, looks.end);
    const reason = `it reads as ${looks.words}, and ${said.why} ${engineWords[said.dialect]}`;
    reading.unread.push({ place, reason });
  }
  return reading;
}

/** Something of the file was not understood. */
function misread({ operations, unread }: FileReading): boolean {
  return unread.length > 0 || operations.some(({ kind }) => kind === "unknown_statement");
}

function blankReading({ revision }: Layout): FileReading {
  return { operations: [], unread: [], directives: [], revision, dependsOn: [] };
}

/** Only the comments that speak to Lockstep. */
function readNothing(path: string, text: string, layout: Layout, reason: string): FileReading {
  const reading = blankReading(layout);
  const lines = new Lines(path, text);
  const whole = { text, place: (start: number, end: number) => lines.place(start, end) };
  if (/lockstep:/i.test(text)) {
    const { comments, bodies } = split(text);
    reading.directives.push(...readDirectives(whole, comments, bodies));
  }
  if (text.trim() !== "") reading.unread.push({ place: wholeFile(path), reason });
  return reading;
}

function readPostgresql(path: string, text: string, context: ReadContext, layout: Layout): FileReading {
  const { postgresql } = context.parsers;
  if (postgresql === null) throw new Error("the parser for SQL was not loaded");
  const lines = new Lines(path, text);
  const reading = blankReading(layout);
  const whole = { text, place: (start: number, end: number) => lines.place(start, end) };
  if (/lockstep:/i.test(text)) {
    const { comments, bodies } = split(text);
    reading.directives.push(...readDirectives(whole, comments, bodies));
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

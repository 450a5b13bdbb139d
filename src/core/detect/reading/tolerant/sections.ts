/** Reads an SQL file of MySQL, MariaDB or SQLite as its framework sees it. */

import { Lines } from "../../../place.ts";
import type { FileReading, ReadContext } from "../../detector.ts";
import { readDirectives } from "../sql/directives.ts";
import type { Layout, Section, Wrapping } from "../sql/section.ts";
import { spellingOf } from "./dialect.ts";
import type { Dialect } from "./dialect.ts";
import { readTolerant } from "./read-tolerant.ts";
import { Splitter } from "./split.ts";

/** Up comes before down in what is returned; the policy's word on transactions counts before the framework's. */
export function readOther(
  path: string,
  text: string,
  context: ReadContext,
  layout: Layout & { dialect: Dialect },
): FileReading {
  const { dialect, revision, sections } = layout;
  const lines = new Lines(path, text);
  const place = (start: number, end: number) => lines.place(start, end);
  const reading: FileReading = { operations: [], unread: [], directives: [], revision, dependsOn: [] };
  if (/lockstep:/i.test(text)) {
    const comments = allComments(text, dialect);
    reading.directives.push(...readDirectives({ text, place }, comments, []));
  }
  const first = layout.prologue ?? Math.min(text.length, ...sections.map(({ start }) => start));
  const prologue = new Splitter(text, spellingOf(dialect), 0, first);
  for (let piece = prologue.next(); piece !== null; piece = prologue.next()) {
    const reason = "it stands before the line that begins the first section";
    reading.unread.push({ place: place(piece.start, piece.end), reason });
  }
  for (const [at, section] of inOrder(sections).entries()) {
    const part = readTolerant(
      {
        text: text.slice(section.start, section.end),
        place: (start, end) => place(section.start + start, section.start + end),
      },
      {
        dialect,
        direction: section.direction,
        phase: null,
        revision,
        transaction: transactionOf(context.transaction ?? section.transaction, at, dialect),
        conditional: false,
        statement: null,
        expired: context.expired,
      },
    );
    reading.operations.push(...part.operations);
    reading.unread.push(...part.unread);
  }
  return reading;
}

function allComments(text: string, dialect: Dialect): Splitter["comments"] {
  const splitter = new Splitter(text, spellingOf(dialect));
  while (splitter.next() !== null);
  return splitter.comments;
}

function inOrder(sections: readonly Section[]): Section[] {
  const up = sections.filter(({ direction }) => direction === "up");
  return [...up, ...sections.filter(({ direction }) => direction === "down")];
}

/** MySQL makes no transaction around statements that are sent together; for SQLite the frameworks that do so open one. */
function transactionOf(wrapping: Wrapping, at: number, dialect: Dialect): string | null {
  if (wrapping === "none" || (wrapping === "implicit" && dialect !== "sqlite")) return null;
  if (wrapping === "all") return "all";
  return at === 0 ? "file" : `section:${at + 1}`;
}

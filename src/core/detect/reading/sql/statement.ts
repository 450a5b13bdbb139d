/** One parsed statement on its way to operations: its text, its places, and the list that the operations go to. */

import type { Node } from "libpg-query";

import type { Direction, Phase, DetailsByKind, Kind, ReadOperation } from "../../../operation.ts";
import type { Place } from "../../../place.ts";
import type { PostgresqlParser } from "../../parsers.ts";
import type { Directive, Unread } from "../../detector.ts";
import { Lexer } from "./lexer.ts";

/** A text with places; `place` takes UTF-16 offsets, end exclusive. */
export interface SqlSource {
  text: string;
  place(start: number, end: number): Place;
}

export interface SqlContext {
  direction: Direction;
  phase: Phase | null;
  revision: string | null;
  /** The transaction around the text; null: each statement commits by itself. */
  transaction: string | null;
  /** The transaction is the one that the server makes around several statements sent together: a COMMIT begins the next. */
  implicit?: boolean;
  conditional: boolean;
  /** The statement of the host language around the SQL; null: each SQL statement is its own. */
  statement: Place | null;
  parser: PostgresqlParser;
  /** True when the time is over: the rest becomes unread. */
  expired: () => boolean;
}

export interface SqlReading {
  operations: ReadOperation[];
  unread: Unread[];
  directives: Directive[];
}

/** A range of the statement's text, UTF-16, end exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** What an operation says besides what its surroundings say. */
export interface Facts<K extends Kind> {
  schema?: string | null | undefined;
  table?: string | null | undefined;
  columns?: string[];
  name?: string | null | undefined;
  details: DetailsByKind[K];
}

/** What the statements of one text share. */
export interface Surroundings {
  context: SqlContext;
  operations: ReadOperation[];
  unread: Unread[];
  /** Functions, procedures and prepared statements that the text made so far, by lower-case name. */
  routines: Map<string, Routine>;
  prepared: Set<string>;
  /** Routines whose bodies are being read: one that calls itself is read once. */
  open: Set<Routine>;
  /** Reads one node of the parser into operations. */
  dispatch: (node: Node, statement: Statement) => void;
}

/** A routine whose body can be read where it is called. */
export interface Routine {
  name: string;
  read: (caller: Statement) => void;
}

export class Statement {
  readonly text: string;
  readonly source: SqlSource;
  /** Where `text` starts in `source.text`. */
  readonly start: number;
  readonly around: Surroundings;
  readonly transaction: string | null;
  readonly conditional: boolean;
  readonly byte: (byte: number | undefined) => number;
  readonly whole: Span;
  /** The names that stand for template placeholders, empty when there are none. */
  readonly placeholders: ReadonlyMap<string, string>;

  constructor(fields: {
    text: string;
    source: SqlSource;
    start: number;
    around: Surroundings;
    transaction: string | null;
    conditional: boolean;
    byte: (byte: number | undefined) => number;
    placeholders: ReadonlyMap<string, string>;
  }) {
    this.text = fields.text;
    this.source = fields.source;
    this.start = fields.start;
    this.around = fields.around;
    this.transaction = fields.transaction;
    this.conditional = fields.conditional;
    this.byte = fields.byte;
    this.placeholders = fields.placeholders;
    this.whole = { start: 0, end: fields.text.length };
  }

  /** Notes an operation; without a span it is the whole statement. */
  emit<K extends Kind>(kind: K, facts: Facts<K>, span: Span = this.whole): void {
    const { context } = this.around;
    const place = this.place(span);
    this.around.operations.push({
      kind,
      direction: context.direction,
      phase: context.phase,
      revision: context.revision,
      schema: facts.schema ?? null,
      table: facts.table ?? null,
      columns: facts.columns ?? [],
      name: facts.name ?? null,
      details: facts.details,
      place,
      conditional: this.conditional,
      statement: context.statement ?? this.place(this.whole),
      transaction: this.transaction,
    } as unknown as ReadOperation);
  }

  unknown(reason: string, span: Span = this.whole): void {
    this.emit("unknown_statement", { details: { source: this.original(span), reason } }, span);
  }

  /** Reads a statement inside this one. */
  read(node: Node): void {
    this.around.dispatch(node, this);
  }

  place(span: Span): Place {
    return this.source.place(this.start + span.start, this.start + span.end);
  }

  /** The text of a span as the author wrote it, white space folded. */
  original(span: Span): string {
    return fold(this.source.text.slice(this.start + span.start, this.start + span.end));
  }

  lexer(start = 0, end = this.text.length): Lexer {
    return new Lexer(this.text, start, end);
  }
}

/** The text with each run of white space as one space, except inside quotes; comments count as white space. */
export function fold(text: string): string {
  if (!/[\s]{2}|[\n\t\r]|--|\/\*/.test(text)) return text.trim();
  const lexer = new Lexer(text);
  const parts: string[] = [];
  for (let kind = lexer.next(); kind !== "end"; kind = lexer.next()) {
    if (kind !== "space" && kind !== "comment") parts.push(text.slice(lexer.start, lexer.end));
    else if (parts.length > 0 && parts.at(-1) !== " ") parts.push(" ");
  }
  if (parts.at(-1) === " ") parts.pop();
  return parts.join("");
}

/** One parsed statement on its way to operations: its text, its places, and the list that the operations go to. */

import type { Node } from "libpg-query";

import type { Direction, Phase, Kind, Partitioning, ReadOperation } from "../../../operation.ts";
import type { Place } from "../../../place.ts";
import type { PostgresqlParser } from "../../parsers.ts";
import type { Directive, Unread } from "../../detector.ts";
import { newOperation } from "../new-operation.ts";
import type { OperationFacts } from "../new-operation.ts";
import { fold } from "./fold.ts";
import { Lexer } from "./lexer.ts";
import type { SessionTimeouts } from "./session-timeouts.ts";

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
  /** The branch of the host language that it runs in; without it none, or not known. */
  condition?: string | null;
  /** The statement of the host language around the SQL; null: each SQL statement is its own. */
  statement: Place | null;
  /** The routines that texts before this one made, to which this one adds; without it there are none. */
  routines?: Map<string, Routine>;
  /** What texts before this one set in the same session; without it nothing. */
  settings?: SessionTimeouts;
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
export interface Facts<K extends Kind> extends OperationFacts<K> {
  partitioning?: Partitioning | undefined;
}

/** What the statements of one text share. */
export interface Surroundings {
  readonly context: SqlContext;
  readonly operations: ReadOperation[];
  readonly unread: Unread[];
  /** The routines that the text made so far, by lower-case name. */
  readonly routines: Map<string, Routine>;
  readonly prepared: Set<string>;
  readonly settings: SessionTimeouts;
  /** Routines whose bodies are being read: one that calls itself is read once. */
  readonly open: Set<Routine>;
  /** How many blocks of code ran so far: each is a transaction where there is none around it. */
  blocks: number;
  /** How many branches of code ran so far. */
  branches: number;
  /** Reads one node of the parser into operations. */
  dispatch: (node: Node, statement: Statement) => void;
}

/** A routine whose body can be read where it is called, with the arguments of the call (null: not literal). */
export interface Routine {
  /** The arguments that it was called with so far. */
  called: Set<string>;
  read: (caller: Statement, args: readonly (string | null)[]) => void;
}

/** What a statement takes over from where it stands. */
export interface Standing {
  transaction: string | null;
  conditional: boolean;
  /** The branch that it runs in; null: none, or not known. */
  condition: string | null;
  /** The statement around it that a comment goes above; null: itself. */
  host: Place | null;
}

interface Fields extends Standing {
  text: string;
  source: SqlSource;
  /** Where `text` starts in `source.text`. */
  start: number;
  around: Surroundings;
  byte: (byte: number | undefined) => number;
}

export class Statement {
  readonly text: string;
  readonly source: SqlSource;
  readonly start: number;
  readonly around: Surroundings;
  readonly standing: Standing;
  /** The offset in `text` of a byte offset of the parser. */
  readonly byte: (byte: number | undefined) => number;
  /** The range that counts as all of it. */
  readonly whole: Span;
  readonly #fields: Fields;

  constructor(fields: Fields, whole: Span = { start: 0, end: fields.text.length }) {
    this.text = fields.text;
    this.source = fields.source;
    this.start = fields.start;
    this.around = fields.around;
    this.standing = fields;
    this.byte = fields.byte;
    this.whole = whole;
    this.#fields = fields;
  }

  /** A part of this statement that is a statement itself. */
  within(span: Span): Statement {
    return new Statement({ ...this.#fields, host: this.host() }, span);
  }

  /** The same statement run from elsewhere. */
  standingAt(standing: Standing): Statement {
    return new Statement({ ...this.#fields, ...standing }, this.whole);
  }

  /** Notes an operation; without a span it is the whole statement. */
  emit<K extends Kind>(kind: K, facts: Facts<K>, span: Span = this.whole): void {
    const { context } = this.around;
    const place = this.place(span);
    const operation = newOperation(context, kind, facts, {
      place,
      conditional: this.standing.conditional,
      statement:
        context.statement ?? this.standing.host ?? (span === this.whole ? place : this.place(this.whole)),
      transaction: this.standing.transaction,
    });
    if (context.statement !== null) operation.sent = String(this.start);
    if (facts.partitioning !== undefined) operation.partitioning = facts.partitioning;
    const timeouts = this.around.settings.at(this.standing.transaction);
    if (timeouts !== null) operation.timeouts = timeouts;
    if (this.standing.condition !== null) operation.condition = this.standing.condition;
    this.around.operations.push(operation);
  }

  unknown(reason: string, span: Span = this.whole): void {
    this.emit("unknown_statement", { details: { source: this.original(span), reason } }, span);
  }

  /** Reads a statement inside this one. */
  read(node: Node): void {
    this.around.dispatch(node, this);
  }

  /** The statement that a comment goes above. */
  host(): Place {
    return this.around.context.statement ?? this.standing.host ?? this.place(this.whole);
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

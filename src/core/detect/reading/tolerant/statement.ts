/** One statement on its way to operations: its tokens, its places, and the list that the operations go to. */

import { plainClause } from "../../../clause.ts";
import type { Clause, Direction, Kind, Phase, ReadOperation } from "../../../operation.ts";
import type { Place } from "../../../place.ts";
import type { Unread } from "../../detector.ts";
import { mostOperations } from "../../guards.ts";
import { newOperation } from "../new-operation.ts";
import type { OperationFacts } from "../new-operation.ts";
import { thousands } from "../../../thousands.ts";
import { Cursor, Unreadable } from "./cursor.ts";
import type { Dialect, Spelling } from "./dialect.ts";
import type { SessionSettings } from "./session-settings.ts";
import type { Range, Token } from "./split.ts";

/** A text with places; `place` takes UTF-16 offsets, end exclusive. */
export interface SqlText {
  text: string;
  place(start: number, end: number): Place;
}

export interface TolerantContext {
  dialect: Dialect;
  direction: Direction;
  phase: Phase | null;
  revision: string | null;
  /** The transaction around the text; null: each statement commits by itself. */
  transaction: string | null;
  conditional: boolean;
  /** The branch of the host language that it runs in; without it none, or not known. */
  condition?: string | null;
  /** The statement of the host language around the SQL; null: each SQL statement is its own. */
  statement: Place | null;
  /** What the texts before it told the session, and what it tells those behind it; without it the session begins here. */
  settings?: SessionSettings;
  /** True when the time is over: the rest becomes unread. */
  expired: () => boolean;
}

/** A range of tokens that is the body of a stored program. */
export interface Program {
  tokens: readonly Token[];
  from: number;
  to: number;
}

/** What the statements of one text share. */
export interface Session {
  readonly source: SqlText;
  readonly context: TolerantContext;
  readonly operations: ReadOperation[];
  readonly unread: Unread[];
  /** The programs that the text made so far, by lower-case name. */
  readonly programs: Map<string, Program>;
  /** What user variables hold, where the text says it: the tokens of the value. */
  readonly variables: Map<string, Program>;
  /** Calls whose programs were read, with their arguments, and whether it is sure that they run. */
  readonly read: Map<string, "surely" | "perhaps">;
  /** Programs whose bodies are being read. */
  readonly open: Set<Program>;
  /** Names of prepared statements whose text was read. */
  readonly prepared: Set<string>;
  foreignKeyChecks: boolean | null;
  /** Changed by `SET sql_mode`, for what follows. */
  readonly spelling: Spelling;
  /** The tokens of the one statement in this range of the text, null when it is not one. */
  readonly cut: (start: number, end: number) => Token[] | null;
}

/** What an operation says besides what its surroundings say. */
export interface Facts<K extends Kind> extends OperationFacts<K> {
  /** How it is carried out, besides what the whole statement says. */
  clause?: Partial<Clause>;
}

/** What a statement takes over from where it stands. */
export interface Standing {
  transaction: string | null;
  conditional: boolean;
  /** The statement around it that a comment goes above; null: itself. */
  host: Place | null;
}

export class Statement {
  readonly session: Session;
  readonly tokens: readonly Token[];
  readonly from: number;
  readonly to: number;
  readonly standing: Standing;
  /** What counts for every operation of the statement, wherever it stands in it: `ALGORITHM=` comes last. */
  readonly shared: Partial<Clause> = {};
  /** Why no server takes it, or a part of it; null: nothing of the kind was found. */
  fault: string | null = null;
  /** How many operations were noted before it. */
  readonly #first: number;
  readonly #emitted: { operation: ReadOperation; clause: Partial<Clause> }[] = [];

  constructor(session: Session, tokens: readonly Token[], standing: Standing, from = 0, to = tokens.length) {
    this.session = session;
    this.#first = session.operations.length;
    this.tokens = tokens;
    this.standing = standing;
    this.from = from;
    this.to = to;
  }

  get dialect(): Dialect {
    return this.session.context.dialect;
  }

  get isMysql(): boolean {
    return this.dialect !== "sqlite";
  }

  cursor(): Cursor {
    return new Cursor(this.session.source.text, this.tokens, !this.isMysql, this.from, this.to);
  }

  /** The range of the whole statement. */
  get whole(): Range {
    const first = this.tokens[this.from] as Token;
    return { start: first.start, end: (this.tokens[Math.max(this.from, this.to - 1)] as Token).end };
  }

  /** The source of the statement, white space folded. */
  get source(): string {
    return this.cursor().source(this.from, this.to);
  }

  /** Notes an operation; `at` are the tokens that are the operation, without them it is the whole statement. */
  emit<K extends Kind>(kind: K, facts: Facts<K>, at?: Span): void {
    const { context, source, operations } = this.session;
    if (operations.length - this.#first >= mostOperations) throw new Unreadable(tooManyParts);
    const range = at === undefined ? this.whole : this.cursor().range(at.from, at.to);
    const place = source.place(range.start, range.end);
    const operation = newOperation(context, kind, facts, {
      place,
      conditional: this.standing.conditional || this.tokens[at?.from ?? this.from]?.perhaps === true,
      statement: context.statement ?? this.standing.host ?? this.#place,
      transaction: this.standing.transaction,
    });
    if (typeof context.condition === "string") operation.condition = context.condition;
    this.#emitted.push({ operation, clause: facts.clause ?? {} });
    operations.push(operation);
  }

  unknown(reason: string, at?: Span): void {
    const source = this.cursor().source(at?.from ?? this.from, at?.to ?? this.to);
    this.emit("unknown_statement", { details: { source, reason } }, at);
  }

  /** Notes what no server takes: the statement, or a part of it. */
  refuse(reason: string, at?: Span): void {
    this.fault ??= reason;
    this.unknown(reason, at);
  }

  /** Tells each operation what the statement says of all of them; the only one is the whole statement. */
  finish(): void {
    const { line, column } = this.#place;
    const { foreignKeyChecks } = this.session;
    const [only, ...others] = this.#emitted;
    if (only !== undefined && others.length === 0) only.operation.place = this.#place;
    for (const { operation, clause } of this.#emitted) {
      const own = { foreignKeyChecks, ...this.shared, ...clause };
      operation.clause = { ...plainClause, ...own, dialect: this.dialect, together: `${line}:${column}` };
    }
  }

  /** Forgets what was noted: the statement turned out to be unreadable. */
  discard(): void {
    this.session.operations.length = this.#first;
    this.#emitted.length = 0;
  }

  get #place(): Place {
    return this.session.source.place(this.whole.start, this.whole.end);
  }
}

const tooManyParts = `one statement with more than ${thousands(mostOperations)} operations`;

/** Tokens `[from, to)`. */
export interface Span {
  from: number;
  to: number;
}

/** Runs a reading of the statement; what it cannot read is one unknown statement, and nothing of it is dropped. */
export function attempt(statement: Statement, read: (statement: Statement) => void): void {
  try {
    read(statement);
  } catch (cause) {
    if (!(cause instanceof Unreadable)) throw cause;
    statement.discard();
    statement.refuse(cause.message);
  }
  statement.finish();
}

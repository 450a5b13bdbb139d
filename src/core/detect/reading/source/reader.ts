/** One migration while it is read: where it stands, and the lists that its operations go to. */

import { plainClause } from "../../../clause.ts";
import type { DetailsByKind, Direction, Kind, Phase, ReadOperation, TableName } from "../../../operation.ts";
import type { Place } from "../../../place.ts";
import type { ReadContext, Unread } from "../../detector.ts";
import type { Interpreter } from "./interpreter.ts";
import { sourceWithHelpers } from "./spelling.ts";
import { SessionTimeouts } from "../sql/session-timeouts.ts";
import type { Dialect } from "../tolerant/dialect.ts";
import { sessionSettings } from "../tolerant/session-settings.ts";
import type { SessionSettings } from "../tolerant/session-settings.ts";
import { statementOfLine } from "./statement-of-line.ts";
import { field, placeOf, type SourceFile, type Syntax } from "./syntax.ts";

/** What an operation says besides where the migration stands. */
export interface Facts<K extends Kind> {
  schema?: string | null;
  table?: string | null;
  columns?: string[];
  name?: string | null;
  details: DetailsByKind[K];
}

const MAX_OPERATIONS = 5_000;

export class Reader {
  readonly file: SourceFile;
  readonly context: ReadContext;
  readonly operations: ReadOperation[] = [];
  readonly unread: Unread[] = [];
  direction: Direction = "up";
  phase: Phase | null = null;
  revision: string | null = null;
  /** The transaction of what runs now. */
  transaction: string | null = null;
  /** How many blocks outside the transaction were run: each ends it, and the next begins behind. */
  blocks = 0;
  /** The database system that the migration is told it runs on. */
  readonly dialect: string;
  /** How many texts of SQL were read: what each sends is told from the next. */
  texts = 0;
  /** It asked which one. */
  asked = false;
  /** Names of types that the migration made already. */
  readonly types = new Set<string>();
  /** What the session was told to wait for at most. */
  readonly settings = { up: new SessionTimeouts(), down: new SessionTimeouts() };
  readonly #sessions = new Map<Direction, SessionSettings>();
  readonly #seen = new Set<string>();

  constructor(file: SourceFile, context: ReadContext, dialect: string) {
    this.file = file;
    this.context = context;
    this.dialect = dialect;
  }

  emit<K extends Kind>(run: Interpreter, kind: K, node: Syntax, facts: Facts<K>): void {
    const timeouts = this.settings[this.direction].at(this.transaction);
    const place = placeOf(this.file, node);
    const session = this.#sessions.get(this.direction);
    const clause =
      session === undefined || session.foreignKeyChecks === null
        ? null
        : {
            ...plainClause,
            foreignKeyChecks: session.foreignKeyChecks,
            dialect: session.spelling.dialect,
            together: `${place.line}:${place.column}`,
          };
    this.add({
      kind,
      direction: this.direction,
      phase: this.phase,
      revision: this.revision,
      schema: facts.schema ?? null,
      table: facts.table ?? null,
      columns: facts.columns ?? [],
      name: facts.name ?? null,
      details: facts.details,
      place,
      conditional: run.conditional > 0,
      ...(run.condition === null ? {} : { condition: run.condition }),
      ...(timeouts === null ? {} : { timeouts }),
      ...(clause === null ? {} : { clause }),
      statement: this.statementAround(run, node),
      transaction: this.transaction,
    } as unknown as ReadOperation);
  }

  add(operation: ReadOperation): void {
    if (this.operations.length < MAX_OPERATIONS) this.operations.push(operation);
    else this.cannotRead(operation.place, `more than ${MAX_OPERATIONS} operations: the rest was not read`);
  }

  /** What the session on MySQL, MariaDB or SQLite was told. */
  sessionOf(dialect: Dialect): SessionSettings {
    const session = this.#sessions.get(this.direction) ?? sessionSettings(dialect);
    this.#sessions.set(this.direction, session);
    return session;
  }

  /** Code whose effect cannot be read. */
  code(run: Interpreter, node: Syntax, called: string | null, tables: TableName[]): void {
    this.emit(run, "run_code", node, {
      details: { source: sourceWithHelpers(this.file, node), called, tables },
    });
  }

  /** An operation that is clearly one, of which too little is known. */
  vague(run: Interpreter, node: Syntax, reason: string): void {
    this.emit(run, "unknown_statement", node, {
      details: { source: sourceWithHelpers(this.file, node), reason },
    });
  }

  /** Notes something unread, once per place and reason. */
  cannotRead(place: Place, reason: string): void {
    const key = `${place.line}:${place.column}:${reason}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.unread.push({ place, reason });
  }

  /** The statement that a comment goes above: of a compound one its head; of one that stands behind others on its line, what begins the line. */
  statementAround(run: Interpreter, node: Syntax): Place {
    const statement = statementOfLine(this.file, run.statement);
    if (statement.start > node.start || statement.end < node.end) return placeOf(this.file, statement);
    const body = field(statement, "body") ?? field(statement, "consequence");
    const end = body === null ? statement.end : Math.max(node.end, statement.start);
    return this.file.lines.place(statement.start, end);
  }

  /** Runs what commits by itself: it ends the transaction, and what follows begins another. */
  outside<T>(visit: () => T): T {
    const before = this.transaction;
    this.transaction = null;
    const result = visit();
    this.leave(before);
    return result;
  }

  /** The transaction behind a block that ran outside it. */
  leave(before: string | null): void {
    if (before === null) {
      this.transaction = null;
      return;
    }
    this.blocks += 1;
    this.transaction = `${before.replace(/:\d+$/u, "")}:${this.blocks + 1}`;
  }
}

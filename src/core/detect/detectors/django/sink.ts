/** Where the SQL goes that Django would send: to the reader of the right engine, at the place of the operation that asks for it. */

import type { DetailsByKind, Kind, ReadOperation } from "../../../operation.ts";
import type { EngineName } from "../../../impact.ts";
import type { Interpreter } from "../../reading/source/interpreter.ts";
import type { Facts, Reader } from "../../reading/source/reader.ts";
import { statementOfLine } from "../../reading/source/statement-of-line.ts";
import { readSqlText } from "../../reading/source/sql.ts";
import { placeOf, type Syntax } from "../../reading/source/syntax.ts";
import { literal, type Piece } from "../../reading/source/text.ts";

/** One operation of the migration, as far as its place is concerned. */
export interface Origin {
  node: Syntax;
  condition: { branch: string | null } | null;
}

interface Deferred {
  origin: Origin;
  table: string;
  columns: readonly string[];
  sql: string;
}

/** What stands in the SQL for a type, or for an expression, that SQL cannot say. */
const TYPE = "lockstep_unknown_type";
/** MySQL takes only types that it knows, and Django gives this one to nothing. */
const MYSQL_TYPE = "char(251)";
const EXPRESSION = /\(?lockstep_expression_(\d+)\(\)\)?/gu;

export class Sink {
  readonly reader: Reader;
  readonly run: Interpreter;
  readonly engine: EngineName;
  origin: Origin;
  #statements: string[] = [];
  #deferred: Deferred[] = [];
  readonly #expressions: string[] = [];
  #said = 0;
  /** The types of columns before they are changed, as far as the models say them. */
  readonly #types = new Map<string, string>();
  /** Something in the SQL stands for what SQL cannot say. */
  #stoodIn = false;

  constructor(reader: Reader, run: Interpreter, engine: EngineName) {
    this.reader = reader;
    this.run = run;
    this.engine = engine;
    this.origin = { node: reader.file.root, condition: null };
  }

  /** So many things were sent or said for the operation so far. */
  get count(): number {
    return this.#statements.length + this.#said;
  }

  /** A type, or what stands for one that is not known. */
  type(known: string | null): string {
    if (known !== null) return known;
    this.#stoodIn = true;
    return this.engine === "mysql" || this.engine === "mariadb" ? MYSQL_TYPE : TYPE;
  }

  /** Stands in the SQL for an expression, by its spelling. */
  expression(spelling: string): string {
    this.#stoodIn = true;
    this.#expressions.push(spelling);
    return `(lockstep_expression_${this.#expressions.length - 1}())`;
  }

  /** What the type of a column is that an ALTER of this operation changes. */
  was(column: string, type: string): void {
    this.#types.set(column, type.replaceAll(", ", ","));
  }

  send(sql: string): void {
    this.#statements.push(sql);
  }

  /** Django sends it at the end of the migration, unless what it is about is gone by then. */
  defer(sql: string, table: string, columns: readonly string[]): void {
    this.#deferred.push({ origin: this.origin, table, columns, sql });
  }

  /** Forgets what was put off about a table, or one of its columns. */
  forget(table: string, column: string | null): void {
    this.#deferred = this.#deferred.filter(
      (one) => one.table !== table || (column !== null && !one.columns.includes(column)),
    );
  }

  emit<K extends Kind>(kind: K, facts: Facts<K> & { details: DetailsByKind[K] }): void {
    this.flush();
    this.#at(() => this.reader.emit(this.run, kind, this.origin.node, facts));
  }

  code(called: string | null, tables: Parameters<Reader["code"]>[3]): void {
    this.flush();
    this.#at(() => this.reader.code(this.run, this.origin.node, called, tables));
  }

  vague(reason: string): void {
    this.flush();
    this.#at(() => this.reader.vague(this.run, this.origin.node, reason));
  }

  /** SQL of the migration's own. */
  own(pieces: readonly Piece[], parameters: boolean, node: Syntax): void {
    this.flush();
    this.#at(() => readSqlText(this.reader, this.run, pieces, parameters ? "driver" : "plain", node));
  }

  /** Reads what was sent for the operation so far. */
  flush(): void {
    if (this.#statements.length === 0) return;
    const text = this.#statements.join(";\n");
    this.#statements = [];
    this.#at(() => readSqlText(this.reader, this.run, literal(text), "plain", this.origin.node));
  }

  /** Reads what was put off to the end of the migration. */
  end(): void {
    const deferred = this.#deferred;
    this.#deferred = [];
    for (const { origin, sql } of deferred) {
      if (origin !== this.origin) this.flush();
      this.origin = origin;
      this.send(sql);
    }
    this.flush();
  }

  /** What comes of it stands at the operation, and under its condition. */
  #at(read: () => void): void {
    this.#said += 1;
    const { operations, file } = this.reader;
    const before = operations.length;
    read();
    const { node, condition } = this.origin;
    const statement = placeOf(file, statementOfLine(file, node));
    for (let at = before; at < operations.length; at += 1) {
      const operation = operations[at] as ReadOperation;
      operations[at] = {
        ...operation,
        statement,
        ...(condition === null ? {} : { conditional: true }),
        ...(condition?.branch == null ? {} : { condition: condition.branch }),
        ...this.#typed(operation),
        ...(this.#stoodIn ? this.#withoutStandIns(operation) : {}),
      } as ReadOperation;
    }
  }

  #typed(operation: ReadOperation): object {
    if (operation.kind !== "alter_column_type" || operation.details.oldType !== null) return {};
    const oldType = this.#types.get(operation.columns[0] ?? "") ?? null;
    return { details: { ...operation.details, oldType } };
  }

  #withoutStandIns({ details, clause }: ReadOperation): object {
    const restored = { details: this.#restored(details) };
    return clause === undefined ? restored : { ...restored, clause: this.#restored(clause) };
  }

  #restored(value: unknown): unknown {
    if (typeof value === "string") {
      if (value === TYPE || value === MYSQL_TYPE) return null;
      return value.includes("lockstep_expression_")
        ? value.replaceAll(EXPRESSION, (_, at: string) => this.#expressions[Number(at)] ?? "")
        : value;
    }
    if (Array.isArray(value)) return value.map((item) => this.#restored(item));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.#restored(item)]));
  }
}

/** From what a change says to operations: its SQL is read as the engine reads it, with places in the changelog. */

import type { Direction, ReadOperation } from "../../../operation.ts";
import { Lines, type Place } from "../../../place.ts";
import type { ReadContext, Unread } from "../../detector.ts";
import { newOperation } from "../../reading/new-operation.ts";
import { literal, type Piece } from "../../reading/source/text.ts";
import { fold } from "../../reading/sql/fold.ts";
import { readSql, type SqlReading } from "../../reading/sql/read-sql.ts";
import { SessionTimeouts } from "../../reading/sql/session-timeouts.ts";
import { readTolerant, type TolerantReading } from "../../reading/tolerant/read-tolerant.ts";
import type { SessionSettings } from "../../reading/tolerant/session-settings.ts";
import type { Said } from "./change.ts";
import { forgetTypes, hinted, isAbsent, withoutOwnSchema } from "./finish.ts";
import type { Modifier } from "./modify-sql.ts";
import type { ChangelogNode } from "./node.ts";
import { partsOf, rangesOf } from "./pieces.ts";

/** Where the operations of one changeSet stand, in one direction. */
export interface Standing {
  direction: Direction;
  revision: string;
  transaction: string | null;
  conditional: boolean;
  condition: string | null;
  modifiers: readonly Modifier[];
  /** Tables that are made only where they are not there. */
  absent: readonly string[];
  /** What the statements before set, and the routines that they made. */
  settings: SessionTimeouts;
  /** What they set on MySQL, MariaDB or SQLite; null on PostgreSQL. */
  session: SessionSettings | null;
}

export class Statements {
  readonly operations: ReadOperation[] = [];
  readonly unread: Unread[] = [];
  readonly #context: ReadContext;
  readonly #lines: Lines;
  readonly #text: string;
  /** Few changelogs do, and all of an operation has to be looked through. */
  readonly #namesOwnSchema: boolean;
  #reads = 0;

  constructor(text: string, lines: Lines, context: ReadContext) {
    this.#text = text;
    this.#lines = lines;
    this.#context = context;
    this.#namesOwnSchema = /\$\{\s*database\./iu.test(text);
  }

  take(said: Said, standing: Standing): void {
    const place = this.#placeOf(said.node);
    const before = this.operations.length;
    switch (said.kind) {
      case "sql": {
        this.#read(modified(literal(said.sql), standing), place, standing, () => null);
        for (const operation of this.operations.slice(before)) hinted(operation, said);
        break;
      }
      case "text":
        this.#readText(said, standing, place);
        break;
      case "code": {
        const source = this.#sourceOf(said.node);
        this.#note(standing, place, "run_code", { source, called: said.called, tables: said.tables });
        break;
      }
      case "rows":
        this.#noteRows(said, standing, place);
        break;
      case "vague": {
        const source = this.#sourceOf(said.node);
        this.#note(standing, place, "unknown_statement", { source, reason: said.reason });
        break;
      }
      case "unread":
        this.unread.push({ place, reason: said.reason });
    }
    for (const operation of this.operations.slice(before)) this.#finish(operation, standing);
  }

  #readText(said: Extract<Said, { kind: "text" }>, standing: Standing, host: Place): void {
    for (const part of partsOf(said.pieces, said.splits)) {
      const pieces = modified(part, standing);
      const range = said.path === null ? rangesOf(pieces) : () => null;
      this.#read(pieces, host, standing, range, said.bare);
    }
  }

  /** Each statement is told apart by where it stands in the SQL; then `range` says where that is in the changelog. */
  #read(
    pieces: readonly Piece[],
    host: Place,
    { direction, revision, transaction, conditional, condition, settings, session }: Standing,
    range: (start: number, end: number) => { start: number; end: number } | null,
    bare = false,
  ): void {
    const text = pieces.map((piece) => piece.text).join("");
    const inner = new Lines(host.path, text);
    const source = { text, place: (start: number, end: number) => inner.place(start, end) };
    const { expired } = this.#context;
    const { postgresql } = this.#context.parsers;
    const common = {
      direction,
      phase: null,
      revision,
      transaction,
      conditional,
      condition,
      statement: bare ? null : host,
      expired,
    };
    const readPlain = (): SqlReading | TolerantReading => {
      if (session !== null)
        return readTolerant(source, { ...common, dialect: session.spelling.dialect, settings: session });
      if (postgresql === null) throw new Error("the parser for SQL was not loaded");
      return readSql(source, { ...common, parser: postgresql, settings });
    };
    const reading = readPlain();
    const outer = ({ line, column, endLine, endColumn }: Place): Place => {
      const found = range(inner.offset(line, column), inner.offset(endLine, endColumn));
      return found === null ? host : this.#lines.place(found.start, found.end);
    };
    this.#reads += 1;
    for (const operation of reading.operations) {
      operation.place = outer(operation.place);
      if (bare) operation.statement = outer(operation.statement);
      const { clause } = operation;
      if (clause !== undefined)
        operation.clause = {
          ...clause,
          together: `${host.line}:${host.column}/${this.#reads}/${clause.together}`,
        };
      this.operations.push(operation);
    }
    for (const { place, reason } of reading.unread) this.unread.push({ place: outer(place), reason });
  }

  #noteRows(said: Extract<Said, { kind: "rows" }>, standing: Standing, place: Place): void {
    const details = {
      statement: said.statement,
      sources: [],
      where: true,
      rows: said.rows,
      onConflict: said.updates ? ("update" as const) : null,
      source: this.#sourceOf(said.node),
    };
    const around = { place, statement: place, ...standing };
    const context = { ...standing, phase: null };
    this.operations.push(newOperation(context, "change_data", { ...said.table, details }, around));
  }

  #note<K extends "run_code" | "unknown_statement">(
    standing: Standing,
    place: Place,
    kind: K,
    details: Parameters<typeof newOperation<K>>[2]["details"],
  ): void {
    const around = { place, statement: place, ...standing };
    this.operations.push(newOperation({ ...standing, phase: null }, kind, { details }, around));
  }

  /** What counts for every operation, whoever read it. */
  #finish(operation: ReadOperation, standing: Standing): void {
    if (operation.schema?.includes("${") === true) operation.schema = null;
    if (this.#namesOwnSchema) withoutOwnSchema(operation);
    if (standing.condition !== null) operation.condition = standing.condition;
    if (operation.kind === "create_table" && isAbsent(operation.table, standing))
      operation.details = { ...operation.details, ifNotExists: true };
    forgetTypes(operation);
  }

  #placeOf({ start, end }: ChangelogNode): Place {
    return this.#lines.place(start, end);
  }

  #sourceOf({ start, end }: ChangelogNode): string {
    return fold(this.#text.slice(start, Math.min(end, start + 4_000)));
  }
}

function modified(pieces: readonly Piece[], { modifiers }: Standing): Piece[] {
  return modifiers.reduce<Piece[]>((found, modifier) => modifier.apply(found), [...pieces]);
}

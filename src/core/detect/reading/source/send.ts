/** Where operations of a framework's own calls come from: SQL as the framework would send it, read by the SQL reader of the engine, or facts where there is no such SQL. */

import { plainClause } from "../../../clause.ts";
import type { Kind, ReadOperation } from "../../../operation.ts";
import { isDialect } from "./dialect-sql.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Facts, Reader } from "./reader.ts";
import { readSqlText } from "./sql.ts";
import { placeOf, type Syntax } from "./syntax.ts";
import type { Piece } from "./text.ts";

/** Where a call stands, and under what condition it runs. */
export interface Standing {
  /** The smallest text that is the operation. */
  node: Syntax;
  statement: Syntax;
  conditional: boolean;
  condition: string | null;
}

export interface Sender {
  readonly reader: Reader;
  readonly run: Interpreter;
  /** Counts the statements that are sent, so that each is told from the next. */
  statements: number;
}

/** The word that stands where a type is not known. */
export const unknownType = "unknown_type";

/** Where the interpreter is now. */
export function standingAt(run: Interpreter, node: Syntax): Standing {
  return {
    node,
    statement: run.statement,
    conditional: run.conditional > 0,
    condition: run.condition,
  };
}

/** The name of a statement, for calls that go into one. */
export function nextStatement(sender: Sender): string {
  sender.statements += 1;
  return `statement ${sender.statements}`;
}

/** Reads a statement that a call sends; all of it stands at the call. `together`: the statement that it is a clause of. */
export function send(
  sender: Sender,
  statement: readonly Piece[],
  at: Standing,
  together: string = nextStatement(sender),
): readonly ReadOperation[] {
  const { reader, run } = sender;
  const made = standing(sender, at, () => readSqlText(reader, run, statement, "plain", at.node));
  for (const operation of made) {
    if (operation.clause === undefined) operation.sent = together;
    else operation.clause.together = together;
    forgetType(operation);
  }
  return made;
}

/** Notes an operation for which the engine has no SQL of its own, or whose SQL says less than the call. */
export function note<K extends Kind>(
  sender: Sender,
  kind: K,
  at: Standing,
  facts: Facts<K>,
  together: string = nextStatement(sender),
): void {
  const { reader, run } = sender;
  const made = standing(sender, at, () => reader.emit(run, kind, at.node, facts));
  const { dialect } = reader;
  for (const operation of made) {
    if (isDialect(dialect)) operation.clause = { ...plainClause, ...operation.clause, dialect, together };
    else operation.sent = together;
  }
}

/** An operation that is clearly one, of which too little is known. */
export function sendVague(sender: Sender, at: Standing, reason: string): void {
  const { reader, run } = sender;
  standing(sender, at, () => reader.vague(run, at.node, reason));
}

/** What a call does that was recorded before stands where it was recorded. */
function standing(sender: Sender, at: Standing, visit: () => void): ReadOperation[] {
  const { reader, run } = sender;
  const before = reader.operations.length;
  const { statement } = run;
  run.statement = at.statement;
  visit();
  run.statement = statement;
  const made = reader.operations.slice(before);
  for (const operation of made) {
    operation.place = placeOf(reader.file, at.node);
    if (!at.conditional) continue;
    operation.conditional = true;
    if (at.condition !== null) operation.condition = at.condition;
  }
  return made;
}

function forgetType({ kind, details }: ReadOperation): void {
  const columns = kind === "add_column" ? [details.column] : kind === "create_table" ? details.columns : [];
  for (const column of columns) if (column.type?.startsWith(unknownType) === true) column.type = null;
  if (kind === "alter_column_type" && details.type?.startsWith(unknownType) === true) details.type = null;
}

/** Columns and constraints as CREATE TABLE and ALTER TABLE declare them. */

import type { ColumnDef, Constraint as ConstraintNode } from "libpg-query";

import type { Column, Constraint, TableName } from "../../../../operation.ts";
import { behindWord, defaultValue, elementEnd, parenthesised, spanText } from "../expression.ts";
import { qualifiedOf, strings, tableOf } from "../nodes.ts";
import type { Span, Statement } from "../statement.ts";
import { typeText } from "../types-text.ts";

const SERIAL = /^(small|big)?serial$/;

const TYPES: Record<string, Constraint["type"]> = {
  CONSTR_PRIMARY: "primary_key",
  CONSTR_UNIQUE: "unique",
  CONSTR_CHECK: "check",
  CONSTR_FOREIGN: "foreign_key",
  CONSTR_EXCLUSION: "exclusion",
  CONSTR_NOTNULL: "not_null",
};

export function constraintType(node: ConstraintNode): Constraint["type"] | null {
  return TYPES[node.contype ?? ""] ?? null;
}

export function columnOf(statement: Statement, def: ColumnDef): Column {
  const type = typeText(def.typeName);
  const serial = type !== null && SERIAL.test(type);
  const column: Column = {
    name: def.colname ?? "",
    type,
    nullable: !serial,
    default: null,
    identity: false,
    generated: null,
    primaryKey: false,
    unique: false,
    check: null,
    references: null,
    collation: def.collClause === undefined ? null : strings(def.collClause.collname).join("."),
  };
  const marks = inlineConstraints(def);
  for (const mark of marks) applyInline(statement, column, mark, def, marks);
  return column;
}

function inlineConstraints(def: ColumnDef): ConstraintNode[] {
  const found: ConstraintNode[] = [];
  for (const node of def.constraints ?? []) if ("Constraint" in node) found.push(node.Constraint);
  return found;
}

function applyInline(
  statement: Statement,
  column: Column,
  mark: ConstraintNode,
  def: ColumnDef,
  marks: readonly ConstraintNode[],
): void {
  switch (mark.contype) {
    case "CONSTR_NOTNULL":
      column.nullable = false;
      break;
    case "CONSTR_DEFAULT": {
      const span = markSpan(statement, mark, def, marks);
      const text = behindWord(statement, "default", span.start, span.end) ?? span;
      column.default = defaultValue(statement, mark.raw_expr, text);
      break;
    }
    case "CONSTR_IDENTITY":
      column.identity = true;
      column.nullable = false;
      break;
    case "CONSTR_GENERATED":
      column.generated = mark.generated_kind === "v" ? "virtual" : "stored";
      break;
    case "CONSTR_CHECK": {
      const span = markSpan(statement, mark, def, marks);
      const text = spanText(statement, parenthesised(statement, span.start, span.end));
      column.check = column.check === null ? text : `(${column.check}) AND (${text})`;
      break;
    }
    case "CONSTR_PRIMARY":
      column.primaryKey = true;
      column.nullable = false;
      break;
    case "CONSTR_UNIQUE":
      column.unique = true;
      break;
    case "CONSTR_FOREIGN":
      column.references = referencesOf(mark);
      break;
    default:
  }
}

/** From the constraint up to the next mark of the column, or to the column's end. */
function markSpan(
  statement: Statement,
  mark: ConstraintNode,
  def: ColumnDef,
  marks: readonly ConstraintNode[],
): Span {
  const start = statement.byte(mark.location);
  let end = statement.text.length;
  for (const other of [...marks, ...(def.collClause === undefined ? [] : [def.collClause])]) {
    const at = statement.byte(other.location);
    if (at > start && at < end) end = at;
  }
  return { start, end: elementEnd(statement, start, end) };
}

export function referencesOf(node: ConstraintNode): TableName & { columns: string[] } {
  return { ...tableOf(node.pktable), columns: strings(node.pk_attrs) };
}

/** The columns that a table constraint is about. */
export function constraintColumns(node: ConstraintNode): string[] {
  if (node.contype === "CONSTR_FOREIGN") return strings(node.fk_attrs);
  if (node.contype !== "CONSTR_EXCLUSION") return strings(node.keys);
  const found: string[] = [];
  for (const pair of node.exclusions ?? []) {
    const first = "List" in pair ? pair.List.items?.[0] : undefined;
    if (first !== undefined && "IndexElem" in first && first.IndexElem.name !== undefined)
      found.push(first.IndexElem.name);
  }
  return found;
}

/** A table constraint of CREATE TABLE; null for what is none (an attribute such as DEFERRABLE). */
export function constraintOf(statement: Statement, node: ConstraintNode): Constraint | null {
  const type = constraintType(node);
  if (type === null) return null;
  return {
    name: node.conname ?? null,
    type,
    columns: constraintColumns(node),
    references: type === "foreign_key" ? referencesOf(node) : null,
    expression: constraintExpression(statement, node),
  };
}

/** The source of a CHECK's condition, or all of an EXCLUDE; null for others. */
export function constraintExpression(statement: Statement, node: ConstraintNode): string | null {
  if (node.contype !== "CONSTR_CHECK" && node.contype !== "CONSTR_EXCLUSION") return null;
  const start = statement.byte(node.location);
  const end = elementEnd(statement, start);
  if (node.contype === "CONSTR_CHECK") return spanText(statement, parenthesised(statement, start, end));
  return spanText(statement, { start, end });
}

const ACTIONS: Record<string, string> = { r: "restrict", c: "cascade", n: "set null", d: "set default" };

/** ON DELETE as written, null for the default. */
export function deleteAction(node: ConstraintNode): string | null {
  return ACTIONS[node.fk_del_action ?? ""] ?? null;
}

/** The column of a CHECK that says only that it IS NOT NULL, or of a NOT NULL constraint; else null. */
export function notNullOf(node: ConstraintNode): string | null {
  if (node.contype === "CONSTR_NOTNULL") return strings(node.keys)[0] ?? null;
  const test =
    node.raw_expr !== undefined && "NullTest" in node.raw_expr ? node.raw_expr.NullTest : undefined;
  if (test?.nulltesttype !== "IS_NOT_NULL" || test.arg === undefined || !("ColumnRef" in test.arg))
    return null;
  const fields = strings(test.arg.ColumnRef.fields);
  return fields.length > 0 ? qualifiedOf(fields).name : null;
}

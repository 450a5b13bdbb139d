/** Columns as migrations declare them, as facts. */

import type { Column, Constraint, TableName } from "../../../operation.ts";
import { stringOf, type Value } from "../../reading/source/value.ts";
import { clientDefault, serverDefault, sqlOf } from "./expressions.ts";
import type { Reader } from "../../reading/source/reader.ts";
import { typeText } from "./types.ts";
import { hosted, type ColumnValue, type ConstraintValue } from "./values.ts";

const SERIAL: Record<string, string> = { smallint: "smallserial", integer: "serial", bigint: "bigserial" };

/** The column, null when its name is not known. `alone`: it is added to a table, where a counter matters and Alembic makes no primary key of it. */
export function columnFacts(reader: Reader, value: ColumnValue, alone: boolean): Column | null {
  const name = stringOf(value.name);
  if (name === null) return null;
  const type = typeText(value.type);
  const counts =
    alone &&
    value.primaryKey &&
    value.autoincrement &&
    value.serverDefault === null &&
    value.reference === null;
  const counter = counts && type !== null && Object.hasOwn(SERIAL, type) ? (SERIAL[type] ?? null) : null;
  const known = serverDefault(reader, value.serverDefault);
  return {
    name,
    type: counter ?? type,
    nullable: value.nullable ?? !value.primaryKey,
    default: known ?? (value.identity || value.computed !== null ? null : clientDefault(value.default)),
    identity: value.identity,
    generated: value.computed,
    primaryKey: value.primaryKey && !alone,
    // With an index, the index is what is unique.
    unique: value.unique && !value.index,
    check:
      value.checks.length === 0
        ? null
        : value.checks.map((check) => sqlOf(check.expression) ?? "?").join(" AND "),
    references: value.reference?.to ?? null,
    collation: collationOf(value.type),
  };
}

function collationOf(type: Value | null): string | null {
  const known = hosted(type);
  return known?.host === "type" ? stringOf(known.keywords.get("collation")) : null;
}

/** A constraint inside CREATE TABLE. */
export function constraintFacts(value: ConstraintValue): Constraint {
  return {
    name: stringOf(value.name),
    type: value.type,
    columns: value.columns ?? [],
    references: value.references,
    expression: sqlOf(value.expression),
  };
}

/** The table that a value names: a string, a Table, a model. */
export function tableNameOf(
  value: Value | null | undefined,
  schema: Value | null | undefined,
): TableName | null {
  const known = hosted(value);
  if (known?.host === "table") return known.name;
  const name = stringOf(value);
  return name === null ? null : { schema: stringOf(schema), table: name };
}

/** The parts of a snapshot of Drizzle, whichever way it is laid out, as operations. */

import type { Column, DefaultValue } from "../../../column.ts";
import type { ReadOperation } from "../../../operation.ts";
import type { Place } from "../../../place.ts";
import { declare, plainIndex, plainTable } from "../declaring.ts";
import { mapping, mappingsAt, textAt, textsAt } from "./json.ts";
import type { Mapping } from "./json.ts";

export interface TableName {
  schema: string | null;
  table: string;
}

export function schemaIn(of: Mapping): string | null {
  const schema = textAt(of, "schema");
  return schema === "" || schema === "public" ? null : schema;
}

export function tableOperation(on: TableName, place: Place): ReadOperation {
  return declare("create_table", place, { ...on, details: plainTable([], []) });
}

export function columnOperation(of: Mapping, on: TableName, place: Place): ReadOperation {
  const name = textAt(of, "name") ?? "";
  const dimensions = typeof of["dimensions"] === "number" ? Math.min(of["dimensions"], 8) : 0;
  const type = textAt(of, "type");
  const generated = mapping(of["generated"]);
  const column: Column = {
    name,
    type: type === null ? null : type + "[]".repeat(Math.max(0, dimensions)),
    nullable: of["notNull"] !== true,
    default: defaultIn(of["default"]),
    identity: Object.keys(mapping(of["identity"])).length > 0,
    generated: Object.keys(generated).length === 0 ? null : generatedIn(generated),
    primaryKey: of["primaryKey"] === true,
    unique: of["isUnique"] === true,
    check: null,
    references: null,
    collation: null,
  };
  const details = { column, ifNotExists: false, separateReference: false };
  return declare("add_column", place, { ...on, columns: [name], details });
}

function generatedIn(of: Mapping): "stored" | "virtual" {
  return textAt(of, "type")?.toLowerCase() === "virtual" ? "virtual" : "stored";
}

function defaultIn(value: unknown): DefaultValue | null {
  if (value === undefined || value === null) return null;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const called = [...text.matchAll(/([\p{L}_][\p{L}\p{N}_$]*)\(/gu)].map((match) => match[1] ?? "");
  const isLiteral = /^(?:'|-?\d|true$|false$)/u.test(text) && called.length === 0;
  const functions = [...new Set(called.map((name) => name.toLowerCase()))];
  return { text, kind: isLiteral ? "literal" : "expression", functions };
}

export function indexOperation(of: Mapping, on: TableName, place: Place): ReadOperation {
  const parts = Array.isArray(of["columns"]) ? (of["columns"] as unknown[]) : [];
  const columns: string[] = [];
  const expressions: string[] = [];
  for (const part of parts) {
    const about = mapping(part);
    const text = typeof part === "string" ? part : (textAt(about, "value") ?? textAt(about, "expression"));
    if (text !== null) (about["isExpression"] === true ? expressions : columns).push(text);
  }
  const where = textAt(of, "where");
  const method = textAt(of, "method");
  return declare("create_index", place, {
    ...on,
    columns,
    name: textAt(of, "name"),
    details: { ...plainIndex(of["isUnique"] === true), expressions, where, method },
  });
}

export function foreignKeyOperation(of: Mapping, on: TableName, place: Place): ReadOperation {
  const schema = textAt(of, "schemaTo");
  const action = textAt(of, "onDelete")?.toLowerCase() ?? null;
  const from = textsAt(of, "columnsFrom");
  return declare("add_foreign_key", place, {
    ...on,
    columns: from.length > 0 ? from : textsAt(of, "columns"),
    name: textAt(of, "name"),
    details: {
      references: {
        schema: schema === "" || schema === "public" ? null : schema,
        table: textAt(of, "tableTo") ?? "",
        columns: textsAt(of, "columnsTo"),
      },
      notValid: false,
      onDelete: action === "no action" ? null : action,
    },
  });
}

export function keyOperation(
  kind: "add_primary_key" | "add_unique",
  of: Mapping,
  on: TableName,
  place: Place,
): ReadOperation {
  const facts = { ...on, columns: textsAt(of, "columns"), name: textAt(of, "name") };
  return declare(kind, place, { ...facts, details: { usingIndex: null } });
}

export function checkOperation(of: Mapping, on: TableName, place: Place): ReadOperation {
  const details = { expression: textAt(of, "value"), notValid: false, notNullOf: null };
  return declare("add_check", place, { ...on, name: textAt(of, "name"), details });
}

export function enumOperation(of: Mapping, place: Place): ReadOperation {
  const details = { variant: "enum", values: textsAt(of, "values") } as const;
  return declare("create_type", place, { schema: schemaIn(of), name: textAt(of, "name"), details });
}

/** Nothing of a view but its name and whether its text is the same is asked for: its columns are in the text as well. */
export function viewOperation(of: Mapping, place: Place): ReadOperation {
  const table = textAt(of, "name");
  const source = { schema: null, table: textAt(of, "definition") ?? "" };
  const facts = { schema: schemaIn(of), table };
  if (of["materialized"] === true)
    return declare("create_materialized_view", place, {
      ...facts,
      details: { sources: [source], withData: true },
    });
  return declare("create_view", place, { ...facts, details: { temporary: false, sources: [source] } });
}

/** Each of a table's own parts in the layout of one mapping per table. */
export function partsOf(table: Mapping, on: TableName, place: Place): ReadOperation[] {
  return [
    tableOperation(on, place),
    ...mappingsAt(table, "columns").map((one) => columnOperation(one, on, place)),
    ...mappingsAt(table, "compositePrimaryKeys").map((one) =>
      keyOperation("add_primary_key", one, on, place),
    ),
    ...mappingsAt(table, "uniqueConstraints").map((one) => keyOperation("add_unique", one, on, place)),
    ...mappingsAt(table, "checkConstraints").map((one) => checkOperation(one, on, place)),
    ...mappingsAt(table, "indexes").map((one) => indexOperation(one, on, place)),
    ...mappingsAt(table, "foreignKeys").map((one) => foreignKeyOperation(one, on, place)),
  ];
}

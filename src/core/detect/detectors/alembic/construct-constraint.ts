/** `PrimaryKeyConstraint` and its kin. */

import type { Interpreter } from "../../reading/source/interpreter.ts";
import type { Syntax } from "../../reading/source/syntax.ts";
import { stringOf, type Arguments, type Value } from "../../reading/source/value.ts";
import { referred } from "./construct-table.ts";
import { columnNames, lastName } from "./types.ts";
import { host, hosted, type ConstraintValue } from "./values.ts";

const TYPES: Record<string, ConstraintValue["type"]> = {
  PrimaryKeyConstraint: "primary_key",
  UniqueConstraint: "unique",
  CheckConstraint: "check",
  ForeignKeyConstraint: "foreign_key",
  ExcludeConstraint: "exclusion",
};

export function makeConstraint(run: Interpreter, args: Arguments, _node: Syntax, path: string): Value {
  const type = TYPES[lastName(path)] ?? "check";
  const [first, second, third] = args.positional;
  const constraint: ConstraintValue = {
    host: "constraint",
    type,
    name: args.keywords.get("name") ?? null,
    columns: [],
    references: null,
    expression: null,
    onDelete: stringOf(args.keywords.get("ondelete")),
    table: null,
  };
  if (type === "primary_key" || type === "unique") {
    constraint.columns = columnNames(run, {
      kind: "list",
      type: "list",
      items: args.positional,
      open: args.open,
    });
    const column = hosted(first);
    constraint.table = column?.host === "column" ? column.table : null;
  } else if (type === "foreign_key") {
    constraint.columns = columnNames(run, args.keywords.get("columns") ?? first);
    constraint.references = referencesOf(run, args.keywords.get("refcolumns") ?? second);
    constraint.name ??= third ?? null;
  } else if (type === "check") constraint.expression = args.keywords.get("sqltext") ?? first ?? null;
  return host(constraint);
}

function referencesOf(run: Interpreter, value: Value | undefined): ConstraintValue["references"] {
  if (value?.kind !== "list") return null;
  const columns = columnNames(run, value);
  const column = hosted(value.items[0]);
  if (column?.host === "column" && column.table !== null) return { ...column.table, columns: columns ?? [] };
  const parts = (columns ?? []).map(referred);
  const [first] = parts;
  if (first === undefined) return null;
  return { schema: first.schema, table: first.table, columns: parts.flatMap((part) => part.columns) };
}

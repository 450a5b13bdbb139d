/** `Column`, `ForeignKey` and `Table`. */

import type { TableName } from "../../../operation.ts";
import type { Interpreter } from "../../reading/source/interpreter.ts";
import { memberOf } from "../../reading/source/classes.ts";
import { stringOf, truthOf, type Arguments, type Value } from "../../reading/source/value.ts";
import { typeOf } from "./types.ts";
import { host, hosted, splitName, type ColumnValue, type ReferenceValue, type TableValue } from "./values.ts";

function flag(args: Arguments, name: string): boolean {
  const value = args.keywords.get(name);
  return value !== undefined && truthOf(value) === true;
}

/** `Column(name, type, ForeignKey(...), nullable=..., ...)`. */
export function makeColumn(_run: Interpreter, args: Arguments): Value {
  const positional = [...args.positional];
  const first = positional[0];
  const unnamed = first !== undefined && (typeOf(first) !== null || hosted(first)?.host === "reference");
  const name =
    args.keywords.get("name") ??
    (unnamed ? { kind: "none" as const } : (positional.shift() ?? { kind: "none" as const }));
  const nullable = args.keywords.get("nullable");
  const column: ColumnValue = {
    host: "column",
    name,
    type: args.keywords.get("type_") ?? args.keywords.get("sa_type") ?? null,
    nullable: nullable === undefined ? null : truthOf(nullable),
    default: args.keywords.get("default") ?? null,
    serverDefault: args.keywords.get("server_default") ?? null,
    primaryKey: flag(args, "primary_key"),
    unique: flag(args, "unique"),
    index: flag(args, "index"),
    autoincrement: !isFalse(args.keywords.get("autoincrement")),
    identity: false,
    computed: null,
    reference: null,
    checks: [],
    table: null,
  };
  for (const value of positional) take(column, value);
  if (hosted(column.serverDefault)?.host === "identity") column.identity = true;
  return host(column);
}

function isFalse(value: Value | undefined): boolean {
  return value !== undefined && truthOf(value) === false;
}

function take(column: ColumnValue, value: Value): void {
  const known = hosted(value);
  if (known?.host === "reference") column.reference = known;
  else if (known?.host === "identity") column.identity = true;
  else if (known?.host === "computed") column.computed = known.persisted ? "stored" : "virtual";
  else if (known?.host === "sequence") column.serverDefault ??= null;
  else if (known?.host === "constraint") column.checks.push(known);
  else column.type ??= value;
}

/** `ForeignKey("table.column")`. */
export function reference(_run: Interpreter, args: Arguments): Value {
  const target = args.positional[0] ?? args.keywords.get("column");
  const made: ReferenceValue = { host: "reference", to: null };
  const known = hosted(target);
  if (known?.host === "column" && known.table !== null) {
    made.to = { ...known.table, columns: [stringOf(known.name) ?? ""].filter(Boolean) };
  }
  const written = stringOf(target);
  if (written !== null) made.to = referred(written);
  return host(made);
}

/** `schema.table.column` as ForeignKey takes it. */
export function referred(written: string): TableName & { columns: string[] } {
  const dot = written.lastIndexOf(".");
  if (dot === -1) return { ...splitName(written), columns: [] };
  return { ...splitName(written.slice(0, dot)), columns: [written.slice(dot + 1)] };
}

/** `Table(name, metadata, Column(...), ...)`, and the lightweight `table(name, column(...))`. */
export function makeTable(_run: Interpreter, args: Arguments): Value {
  const [name, ...rest] = args.positional;
  const table = tableOf(stringOf(name ?? args.keywords.get("name")), rest, args.keywords);
  const metadata = rest.map(hosted).find((value) => value?.host === "metadata");
  if (metadata?.host === "metadata") {
    metadata.tables.push(table);
    if (table.name !== null) table.name.schema ??= metadata.schema;
  }
  return host(table);
}

/** A table from its name and items. */
export function tableOf(
  name: string | null,
  items: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): TableValue {
  const prefixes = keywords.get("prefixes");
  const table: TableValue = {
    host: "table",
    name: name === null ? null : { schema: stringOf(keywords.get("schema")), table: name },
    columns: [],
    constraints: [],
    indexes: [],
    prefixes: prefixes?.kind === "list" ? prefixes.items.map((item) => stringOf(item) ?? "") : [],
    partitioned: keywords.has("postgresql_partition_by"),
  };
  for (const item of items) {
    const known = hosted(item);
    if (known?.host === "column") table.columns.push({ ...known, table: table.name });
    else if (known?.host === "constraint") table.constraints.push({ ...known, table: table.name });
    else if (known?.host === "index") table.indexes.push({ ...known, table: table.name });
  }
  return table;
}

/** The table of a model class of the file (`__tablename__` or `__table__`), null when it is none. */
export function modelTable(value: Value | null | undefined): TableValue | null {
  if (value?.kind === "instance") return modelTable(value.class);
  if (value?.kind !== "class") return null;
  const written = hosted(memberOf(value, "__table__"));
  if (written?.host === "table") return written;
  const name = stringOf(memberOf(value, "__tablename__"));
  if (name === null) return null;
  const given = memberOf(value, "__table_args__");
  const parts = given?.kind === "list" ? given.items : given === undefined ? [] : [given];
  const options = parts.find((part) => part.kind === "dict");
  const keywords = new Map<string, Value>();
  if (options?.kind === "dict") {
    for (const { key, value: option } of options.entries.values()) keywords.set(stringOf(key) ?? "", option);
  }
  const columns = value.members.ownNames().flatMap((member) => {
    const column = hosted(value.members.own(member));
    if (column?.host !== "column") return [];
    const named =
      column.name.kind === "none"
        ? { kind: "text" as const, pieces: [{ text: member, source: null, hole: null }], node: null }
        : column.name;
    return [host({ ...column, name: named })];
  });
  return tableOf(name, [...columns, ...parts], keywords);
}

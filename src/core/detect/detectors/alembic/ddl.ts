/** DDL that SQLAlchemy's own objects issue: `CreateTable(...)`, `table.create()`, `index.drop()`, `enum.create()`. */

import type { TableName } from "../../../operation.ts";
import type { Interpreter } from "../../reading/source/interpreter.ts";
import type { Syntax } from "../../reading/source/syntax.ts";
import { stringOf, truthOf, type Arguments, type Value } from "../../reading/source/value.ts";
import { modelTable } from "./construct-table.ts";
import { notNullOf, sqlOf } from "./expressions.ts";
import type { Reader } from "../../reading/source/reader.ts";
import { createEnum, createIndex, createTable } from "./tables.ts";
import { enumOf } from "./types.ts";
import { host, hosted, type Alembic, type ConstraintValue, type IndexValue } from "./values.ts";

/** Runs a DDL element. */
export function runDdl(reader: Reader, run: Interpreter, ddl: Alembic & { host: "ddl" }, node: Syntax): void {
  const object = hosted(ddl.object);
  const table = object?.host === "table" ? object : modelTable(ddl.object);
  if (ddl.action === "create_schema" && ddl.name !== null) {
    reader.emit(run, "create_schema", node, { name: ddl.name, details: { ifNotExists: false } });
  } else if (ddl.action === "drop_schema" && ddl.name !== null) {
    reader.emit(run, "drop_schema", node, { name: ddl.name, details: { ifExists: false, cascade: false } });
  } else if (ddl.action === "add_constraint" && object?.host === "constraint")
    addConstraint(reader, run, object, node);
  else if (ddl.action === "drop_constraint" && object?.host === "constraint" && object.table !== null) {
    reader.emit(run, "drop_constraint", node, {
      ...object.table,
      name: stringOf(object.name),
      details: { ifExists: false, cascade: false, type: object.type },
    });
  } else if (ddl.action.endsWith("_table") && table !== null) {
    create(reader, run, host(table), ddl.action.startsWith("create"), node, false);
  } else if (object !== null && (ddl.action.endsWith("_index") || ddl.action.endsWith("_sequence"))) {
    create(reader, run, host(object), ddl.action.startsWith("create"), node, false);
  } else reader.vague(run, node, `what ${ddl.action.replace("_", " ")} is about is not known before it runs`);
}

function addConstraint(reader: Reader, run: Interpreter, value: ConstraintValue, node: Syntax): void {
  const { table } = value;
  if (table === null) {
    reader.vague(run, node, "which table the constraint is for is not known before it runs");
    return;
  }
  const facts = { ...table, columns: value.columns ?? [], name: stringOf(value.name) };
  if (value.type === "unique")
    reader.emit(run, "add_unique", node, { ...facts, details: { usingIndex: null } });
  else if (value.type === "primary_key") {
    reader.emit(run, "add_primary_key", node, { ...facts, details: { usingIndex: null } });
  } else if (value.type === "foreign_key" && value.references !== null) {
    reader.emit(run, "add_foreign_key", node, {
      ...facts,
      details: {
        references: value.references,
        notValid: false,
        onDelete: value.onDelete?.toLowerCase() ?? null,
      },
    });
  } else if (value.type === "check") {
    const expression = sqlOf(value.expression);
    reader.emit(run, "add_check", node, {
      ...facts,
      details: { expression, notValid: false, notNullOf: notNullOf(reader, expression) },
    });
  } else reader.vague(run, node, "what the constraint says is not known before it runs");
}

/** `object.create(bind)` and `object.drop(bind)`. False when the object is none that is made in a database. */
export function createOrDrop(
  reader: Reader,
  run: Interpreter,
  object: Alembic,
  creates: boolean,
  args: Arguments,
  node: Syntax,
): boolean {
  const check = args.keywords.get("checkfirst") ?? args.positional[1];
  return create(reader, run, host(object), creates, node, check !== undefined && truthOf(check) === true);
}

function create(
  reader: Reader,
  run: Interpreter,
  value: Value,
  creates: boolean,
  node: Syntax,
  checks: boolean,
): boolean {
  const object = hosted(value);
  if (object?.host === "table") {
    if (creates) createTable({ reader, run, node, table: object, ifNotExists: checks, open: false });
    else if (object.name === null)
      reader.vague(run, node, "which table it drops is not known before it runs");
    else
      reader.emit(run, "drop_table", node, { ...object.name, details: { ifExists: checks, cascade: false } });
    return true;
  }
  if (object?.host === "index") return index(reader, run, object, creates, node);
  if (object?.host === "sequence") {
    const facts = { schema: object.schema, name: object.name };
    if (creates) reader.emit(run, "create_sequence", node, { ...facts, details: { ifNotExists: checks } });
    else reader.emit(run, "drop_sequence", node, { ...facts, details: { ifExists: checks, cascade: false } });
    return true;
  }
  if (object?.host !== "type") return false;
  const type = enumOf(value);
  if (type === null) return true;
  if (type.name === null) reader.vague(run, node, "which type it is about is not known before it runs");
  else if (creates) createEnum(reader, run, node, value, true);
  else {
    reader.types.delete(`${reader.direction} ${type.schema ?? ""}.${type.name}`);
    reader.emit(run, "drop_type", node, {
      schema: type.schema,
      name: type.name,
      details: { ifExists: checks, cascade: false },
    });
  }
  return true;
}

function index(
  reader: Reader,
  run: Interpreter,
  object: IndexValue,
  creates: boolean,
  node: Syntax,
): boolean {
  const table: TableName | null = object.table;
  if (!creates) {
    reader.emit(run, "drop_index", node, {
      ...table,
      name: stringOf(object.name),
      details: { ifExists: false, cascade: false, concurrently: false },
    });
  } else if (table === null)
    reader.vague(run, node, "which table the index is for is not known before it runs");
  else {
    const columns: Value = { kind: "list", type: "list", items: object.columns, open: false };
    createIndex({ reader, run, node, table, name: object.name, columns, keywords: object.keywords });
  }
  return true;
}

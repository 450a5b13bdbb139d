/** Views, sequences, schemas, triggers, rules, policies, extensions and comments. */

import type {
  AlterPolicyStmt,
  AlterSeqStmt,
  CommentStmt,
  CreateExtensionStmt,
  CreatePolicyStmt,
  CreateSchemaStmt,
  CreateSeqStmt,
  CreateTrigStmt,
  RefreshMatViewStmt,
  RuleStmt,
  ViewStmt,
} from "libpg-query";

import { objectParts, option, qualifiedOf, strings, tableOf, valueOf } from "../nodes.ts";
import type { Statement } from "../statement.ts";
import { tablesIn } from "../tables-in.ts";
import { objectWords, onTable } from "./drop.ts";

export function createView(node: ViewStmt, statement: Statement): void {
  const sources = tablesIn(node.query);
  const view = tableOf(node.view);
  if (node.replace === true) statement.emit("replace_view", { ...view, details: { sources } });
  else
    statement.emit("create_view", {
      ...view,
      details: { temporary: node.view?.relpersistence === "t", sources },
    });
}

export function refresh(node: RefreshMatViewStmt, statement: Statement): void {
  statement.emit("refresh_materialized_view", {
    ...tableOf(node.relation),
    details: { concurrently: node.concurrent === true, withData: node.skipData !== true },
  });
}

export function createSequence(node: CreateSeqStmt, statement: Statement): void {
  const { schema, table } = tableOf(node.sequence);
  statement.emit("create_sequence", {
    schema,
    name: table,
    details: { ifNotExists: node.if_not_exists === true },
  });
}

export function alterSequence(node: AlterSeqStmt, statement: Statement): void {
  const { schema, table } = tableOf(node.sequence);
  const actions: string[] = [];
  for (const item of node.options ?? []) {
    if (!("DefElem" in item)) continue;
    const value = valueOf(item.DefElem.arg);
    actions.push(`${(item.DefElem.defname ?? "").replace("_", " ")}${value === null ? "" : ` ${value}`}`);
  }
  statement.emit("alter_sequence", { schema, name: table, details: { action: actions.join(", ") } });
}

/** CREATE SCHEMA may hold the statements that make its objects. */
export function createSchema(node: CreateSchemaStmt, statement: Statement): void {
  statement.emit("create_schema", {
    name: node.schemaname ?? node.authrole?.rolename,
    details: { ifNotExists: node.if_not_exists === true },
  });
  for (const element of node.schemaElts ?? []) statement.read(element);
}

export function createTrigger(node: CreateTrigStmt, statement: Statement): void {
  statement.emit("create_trigger", {
    ...tableOf(node.relation),
    name: node.trigname,
    details: { replace: node.replace === true, function: strings(node.funcname).join(".") },
  });
}

/** A rule acts on each statement of its table, as a trigger does. */
export function createRule(node: RuleStmt, statement: Statement): void {
  statement.emit("create_trigger", {
    ...tableOf(node.relation),
    name: node.rulename,
    details: { replace: node.replace === true, function: null },
  });
}

export function createPolicy(node: CreatePolicyStmt, statement: Statement): void {
  statement.emit("create_row_policy", {
    ...tableOf(node.table),
    name: node.policy_name,
    details: { permissive: node.permissive === true },
  });
}

/** A changed policy can hide rows that were seen before, as a restrictive one does. */
export function alterPolicy(node: AlterPolicyStmt, statement: Statement): void {
  statement.emit("create_row_policy", {
    ...tableOf(node.table),
    name: node.policy_name,
    details: { permissive: false },
  });
}

export function createExtension(node: CreateExtensionStmt, statement: Statement): void {
  const schema = option(node.options, "schema");
  statement.emit("create_extension", {
    schema: schema === undefined || schema === true ? null : valueOf(schema),
    name: node.extname,
    details: { ifNotExists: node.if_not_exists === true },
  });
}

const ON_RELATION = new Set(["OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_FOREIGN_TABLE"]);
const ON_TABLE = new Set(["OBJECT_TABCONSTRAINT", "OBJECT_TRIGGER", "OBJECT_RULE", "OBJECT_POLICY"]);

export function comment(node: CommentStmt, statement: Statement): void {
  const type = node.objtype ?? "OBJECT_TABLE";
  const parts = objectParts(node.object);
  const target = qualifiedOf(parts);
  const details = { object: objectWords(type) };
  if (ON_RELATION.has(type))
    statement.emit("set_comment", { schema: target.schema, table: target.name, details });
  else if (type === "OBJECT_COLUMN") {
    const { name, ...table } = onTable(parts);
    statement.emit("set_comment", { ...table, columns: [name], details });
  } else if (ON_TABLE.has(type)) statement.emit("set_comment", { ...onTable(parts), details });
  else statement.emit("set_comment", { schema: target.schema, name: target.name, details });
}

/** DROP of every kind of object: one operation for each name. */

import type { DropStmt, ObjectType } from "libpg-query";

import type { Facts, Span, Statement } from "../statement.ts";
import { objectParts, qualifiedOf } from "../nodes.ts";
import { listSpans } from "./tables.ts";
import type { Kind } from "../../../../operation.ts";

type PlainDrop = Extract<
  Kind,
  | "drop_table"
  | "drop_view"
  | "drop_materialized_view"
  | "drop_type"
  | "drop_domain"
  | "drop_function"
  | "drop_sequence"
  | "drop_schema"
  | "drop_extension"
>;

/** The kinds whose name is a relation go to `table`, the others to `name`. */
const RELATIONS: Partial<Record<ObjectType, PlainDrop>> = {
  OBJECT_TABLE: "drop_table",
  OBJECT_FOREIGN_TABLE: "drop_table",
  OBJECT_VIEW: "drop_view",
  OBJECT_MATVIEW: "drop_materialized_view",
};

const NAMED: Partial<Record<ObjectType, PlainDrop>> = {
  OBJECT_TYPE: "drop_type",
  OBJECT_DOMAIN: "drop_domain",
  OBJECT_FUNCTION: "drop_function",
  OBJECT_PROCEDURE: "drop_function",
  OBJECT_ROUTINE: "drop_function",
  OBJECT_AGGREGATE: "drop_function",
  OBJECT_SEQUENCE: "drop_sequence",
  OBJECT_SCHEMA: "drop_schema",
  OBJECT_EXTENSION: "drop_extension",
};

export function drop(node: DropStmt, statement: Statement): void {
  const objects = node.objects ?? [];
  const spans = objects.some((object) => "ObjectWithArgs" in object)
    ? []
    : listSpans(statement, objects.length);
  for (const [at, object] of objects.entries()) dropOne(node, objectParts(object), statement, spans[at]);
}

function dropOne(node: DropStmt, parts: string[], statement: Statement, span: Span | undefined): void {
  const details = { ifExists: node.missing_ok === true, cascade: node.behavior === "DROP_CASCADE" };
  const type = node.removeType ?? "OBJECT_TABLE";
  const target = qualifiedOf(parts);
  const relation = RELATIONS[type];
  const named = NAMED[type];
  if (relation !== undefined) {
    statement.emit(
      relation,
      { schema: target.schema, table: target.name, details } as Facts<PlainDrop>,
      span,
    );
  } else if (named !== undefined) {
    statement.emit(named, { schema: target.schema, name: target.name, details } as Facts<PlainDrop>, span);
  } else if (type === "OBJECT_INDEX") {
    const concurrently = node.concurrent === true;
    statement.emit(
      "drop_index",
      { schema: target.schema, name: target.name, details: { ...details, concurrently } },
      span,
    );
  } else if (type === "OBJECT_TRIGGER" || type === "OBJECT_RULE") {
    statement.emit("drop_trigger", { ...onTable(parts), details }, span);
  } else if (type === "OBJECT_POLICY") {
    statement.emit("drop_row_policy", { ...onTable(parts), details }, span);
  } else {
    statement.unknown(
      `drops an object whose kind is not judged (${objectWords(type)} ${parts.join(".")})`,
      span,
    );
  }
}

/** A trigger, rule or policy is named behind its table. */
export function onTable(parts: readonly string[]): { schema: string | null; table: string; name: string } {
  const table = qualifiedOf(parts.slice(0, -1));
  return { schema: table.schema, table: table.name, name: parts.at(-1) ?? "" };
}

/** `OBJECT_EVENT_TRIGGER` as people say it. */
export function objectWords(type: string): string {
  return type
    .replace(/^OBJECT_/, "")
    .toLowerCase()
    .replaceAll("_", " ");
}

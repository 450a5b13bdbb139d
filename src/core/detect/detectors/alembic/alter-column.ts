/** `alter_column`: one call, one operation for each thing that it changes, in the order in which Alembic does them. */

import type { TableName } from "../../../operation.ts";
import { stringOf, truthOf } from "../../reading/source/value.ts";
import { serverDefault, sqlOf } from "./expressions.ts";
import type { Operation } from "./operation-call.ts";
import { typeText } from "./types.ts";
import { hosted } from "./values.ts";

export function alterColumn(operation: Operation & { table: TableName }): void {
  const { reader, run, node, given, table } = operation;
  const written = given.get("column_name");
  const taken = hosted(written);
  const column = taken?.host === "column" ? stringOf(taken.name) : stringOf(written);
  if (column === null) {
    reader.vague(run, node, `which column of ${table.table} it alters is not known before it runs`);
    return;
  }
  const facts = { ...table, columns: [column] };
  const type = given.get("type_");
  if (type !== undefined && type.kind !== "none") {
    const collation = hosted(type);
    reader.emit(run, "alter_column_type", node, {
      ...facts,
      details: {
        type: typeText(type),
        oldType: typeText(given.get("existing_type")),
        using: sqlOf(given.args.keywords.get("postgresql_using")),
        collation: collation?.host === "type" ? stringOf(collation.keywords.get("collation")) : null,
      },
    });
  }
  nullability(operation, facts);
  defaultOf(operation, facts);
  const comment = given.get("comment");
  if (comment !== undefined && !(comment.kind === "bool" && !comment.value)) {
    reader.emit(run, "set_comment", node, { ...facts, details: { object: "column" } });
  }
  const newName = given.get("new_column_name");
  if (newName === undefined || newName.kind === "none") {
    if (given.args.open)
      reader.vague(run, node, `what else it changes in ${table.table}.${column} is not known before it runs`);
    return;
  }
  const name = stringOf(newName);
  if (name === null)
    reader.vague(run, node, `the new name of ${table.table}.${column} is not known before it runs`);
  else if (name !== column) reader.emit(run, "rename_column", node, { ...facts, details: { newName: name } });
}

type Column = { schema: string | null; table: string; columns: string[] };

function nullability({ reader, run, node, given, table }: Operation, facts: Column): void {
  const nullable = given.get("nullable");
  if (nullable === undefined || nullable.kind === "none") return;
  const now = truthOf(nullable);
  const existing = given.get("existing_nullable");
  if (now === null) {
    reader.vague(
      run,
      node,
      `whether ${table?.table}.${facts.columns[0]} may then be NULL is not known before it runs`,
    );
    return;
  }
  if (existing !== undefined && existing.kind !== "none" && truthOf(existing) === now) return;
  if (now) reader.emit(run, "drop_not_null", node, { ...facts, details: {} });
  else reader.emit(run, "set_not_null", node, { ...facts, details: {} });
}

function defaultOf({ reader, run, node, given }: Operation, facts: Column): void {
  const value = given.get("server_default");
  if (value === undefined || (value.kind === "bool" && !value.value)) return;
  if (value.kind === "none") {
    reader.emit(run, "drop_default", node, { ...facts, details: {} });
    return;
  }
  const found = serverDefault(reader, value) ?? {
    text: "identity",
    kind: "expression",
    functions: ["nextval"],
  };
  reader.emit(run, "set_default", node, { ...facts, details: { default: found } });
}

/** RENAME, SET SCHEMA and OWNER TO of every kind of object. */

import type {
  AlterObjectSchemaStmt,
  AlterOwnerStmt,
  ObjectType,
  ReassignOwnedStmt,
  RenameStmt,
  RoleSpec,
} from "libpg-query";

import { objectParts, qualifiedOf, tableOf } from "../nodes.ts";
import type { Statement } from "../statement.ts";
import { roleWord } from "./alter-commands.ts";
import { objectWords } from "./drop.ts";

export function rename(node: RenameStmt, statement: Statement): void {
  const newName = node.newname ?? "";
  const relation = tableOf(node.relation);
  const object = qualifiedOf(objectParts(node.object));
  const named = { schema: object.schema, name: object.name };
  switch (node.renameType) {
    case "OBJECT_TABLE":
    case "OBJECT_FOREIGN_TABLE":
      statement.emit("rename_table", { ...relation, details: { newName } });
      break;
    case "OBJECT_VIEW":
    case "OBJECT_MATVIEW":
      statement.emit("alter_view", { ...relation, details: { action: `rename to ${newName}` } });
      break;
    case "OBJECT_COLUMN":
      renameColumn(node, statement);
      break;
    case "OBJECT_INDEX":
      statement.emit("rename_index", { schema: relation.schema, name: relation.table, details: { newName } });
      break;
    // Triggers, policies and rules belong to a table as constraints do, and nobody calls them by name.
    case "OBJECT_TRIGGER":
    case "OBJECT_POLICY":
    case "OBJECT_RULE":
    case "OBJECT_TABCONSTRAINT":
      statement.emit("rename_constraint", { ...relation, name: node.subname, details: { newName } });
      break;
    case "OBJECT_DOMCONSTRAINT":
      statement.emit("alter_domain", {
        ...named,
        details: { action: `rename constraint ${node.subname ?? ""} to ${newName}`, constrains: false },
      });
      break;
    case "OBJECT_TYPE":
      statement.emit("rename_type", { ...named, details: { newName } });
      break;
    case "OBJECT_DOMAIN":
      statement.emit("alter_domain", {
        ...named,
        details: { action: `rename to ${newName}`, constrains: false },
      });
      break;
    case "OBJECT_ATTRIBUTE":
      statement.emit("alter_type", {
        schema: relation.schema,
        name: relation.table,
        details: { action: `rename attribute ${node.subname ?? ""} to ${newName}` },
      });
      break;
    case "OBJECT_SEQUENCE":
      statement.emit("alter_sequence", {
        schema: relation.schema,
        name: relation.table,
        details: { action: `rename to ${newName}` },
      });
      break;
    case "OBJECT_SCHEMA":
      statement.emit("set_schema", { name: node.subname, details: { newSchema: newName, object: "schema" } });
      break;
    case "OBJECT_FUNCTION":
    case "OBJECT_PROCEDURE":
    case "OBJECT_ROUTINE":
    case "OBJECT_AGGREGATE":
      renameRoutine(node, statement);
      break;
    default:
      statement.unknown(`renames an object whose kind is not judged (${objectWords(node.renameType ?? "")})`);
  }
}

function renameColumn(node: RenameStmt, statement: Statement): void {
  const relation = tableOf(node.relation);
  const column = node.subname ?? "";
  const newName = node.newname ?? "";
  if (node.relationType === "OBJECT_VIEW" || node.relationType === "OBJECT_MATVIEW")
    statement.emit("alter_view", {
      ...relation,
      columns: [column],
      details: { action: `rename column ${column} to ${newName}` },
    });
  else statement.emit("rename_column", { ...relation, columns: [column], details: { newName } });
}

/** Under its old name the routine is gone, under the new one it is there. */
function renameRoutine(node: RenameStmt, statement: Statement): void {
  const object = qualifiedOf(objectParts(node.object));
  const routine =
    node.renameType === "OBJECT_PROCEDURE"
      ? "procedure"
      : node.renameType === "OBJECT_AGGREGATE"
        ? "aggregate"
        : "function";
  statement.emit("drop_function", {
    schema: object.schema,
    name: object.name,
    details: { ifExists: false, cascade: false },
  });
  statement.emit("create_function", {
    schema: object.schema,
    name: node.newname,
    details: { replace: false, routine },
  });
}

const ON_RELATION = new Set<ObjectType>([
  "OBJECT_TABLE",
  "OBJECT_FOREIGN_TABLE",
  "OBJECT_VIEW",
  "OBJECT_MATVIEW",
]);

export function setSchema(node: AlterObjectSchemaStmt, statement: Statement): void {
  const type = node.objectType ?? "OBJECT_TABLE";
  const details = {
    newSchema: node.newschema ?? "",
    object: objectWords(type).replace("matview", "materialized view"),
  };
  if (ON_RELATION.has(type)) {
    statement.emit("set_schema", { ...tableOf(node.relation), details });
    return;
  }
  const object =
    node.relation === undefined
      ? qualifiedOf(objectParts(node.object))
      : { schema: tableOf(node.relation).schema, name: tableOf(node.relation).table };
  statement.emit("set_schema", { schema: object.schema, name: object.name, details });
}

export function setOwner(node: AlterOwnerStmt, statement: Statement): void {
  const type = node.objectType ?? "OBJECT_TABLE";
  const details = { owner: roleName(node.newowner), object: objectWords(type) };
  if (ON_RELATION.has(type)) {
    statement.emit("set_owner", { ...tableOf(node.relation), details });
    return;
  }
  const object = qualifiedOf(objectParts(node.object));
  statement.emit("set_owner", { schema: object.schema, name: object.name, details });
}

export function reassignOwned(node: ReassignOwnedStmt, statement: Statement): void {
  const roles = (node.roles ?? []).map((role) => ("RoleSpec" in role ? roleName(role.RoleSpec) : ""));
  statement.emit("set_owner", {
    details: { owner: roleName(node.newrole), object: `everything that ${roles.join(", ")} owns` },
  });
}

/** A role's name, or `current_user` and the like. */
export function roleName(role: RoleSpec | undefined): string {
  return role?.rolename ?? roleWord(role?.roletype);
}

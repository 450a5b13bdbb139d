/** Rights and roles. */

import type {
  AlterDefaultPrivilegesStmt,
  AlterRoleStmt,
  CreateRoleStmt,
  DropRoleStmt,
  GrantRoleStmt,
  GrantStmt,
  Node,
} from "libpg-query";

import { objectParts, qualifiedOf, stringOf, strings, valueOf } from "../nodes.ts";
import type { Statement } from "../statement.ts";
import { objectWords } from "./drop.ts";
import { roleName } from "./rename.ts";
import { listSpans } from "./tables.ts";

export function grant(node: GrantStmt, statement: Statement): void {
  const revoke = node.is_grant !== true;
  const privileges = privilegesOf(node.privileges);
  const columns = (node.privileges ?? []).flatMap((item) =>
    "AccessPriv" in item ? strings(item.AccessPriv.cols) : [],
  );
  const object = objectWords(node.objtype ?? "OBJECT_TABLE");
  if (node.targtype === "ACL_TARGET_ALL_IN_SCHEMA") {
    for (const schema of strings(node.objects))
      statement.emit("change_privileges", {
        schema,
        details: { revoke, privileges, object: `all ${object}s in schema` },
      });
    return;
  }
  for (const item of node.objects ?? []) {
    const target = qualifiedOf(objectParts(item));
    const about = node.objtype === "OBJECT_TABLE" ? { table: target.name, columns } : { name: target.name };
    statement.emit("change_privileges", {
      schema: target.schema,
      ...about,
      details: { revoke, privileges, object },
    });
  }
}

/** Lower-case privileges, `all` for all of them. */
function privilegesOf(nodes: readonly Node[] | undefined): string[] {
  if (nodes === undefined || nodes.length === 0) return ["all"];
  return nodes.map((item) => ("AccessPriv" in item ? (item.AccessPriv.priv_name ?? "all") : ""));
}

export function grantRole(node: GrantRoleStmt, statement: Statement): void {
  for (const item of node.granted_roles ?? [])
    statement.emit("change_privileges", {
      name: "AccessPriv" in item ? item.AccessPriv.priv_name : null,
      details: { revoke: node.is_grant !== true, privileges: ["membership"], object: "role" },
    });
}

export function defaultPrivileges(node: AlterDefaultPrivilegesStmt, statement: Statement): void {
  const action = node.action ?? {};
  let schemas: string[] = [];
  for (const item of node.options ?? [])
    if ("DefElem" in item && item.DefElem.defname === "schemas" && item.DefElem.arg !== undefined)
      schemas = "List" in item.DefElem.arg ? strings(item.DefElem.arg.List.items) : [];
  for (const schema of schemas.length === 0 ? [null] : schemas)
    statement.emit("change_privileges", {
      schema,
      details: {
        revoke: action.is_grant !== true,
        privileges: privilegesOf(action.privileges),
        object: `future ${objectWords(action.objtype ?? "OBJECT_TABLE")}s`,
      },
    });
}

export function createRole(node: CreateRoleStmt, statement: Statement): void {
  statement.emit("change_privileges", {
    name: node.role,
    details: { revoke: false, privileges: optionsOf(node.options), object: "role" },
  });
}

/** An option that is switched off takes a right away. */
export function alterRole(node: AlterRoleStmt, statement: Statement): void {
  const off = (node.options ?? []).some((item) => "DefElem" in item && valueOf(item.DefElem.arg) === "false");
  const removesMember = node.action === -1;
  statement.emit("change_privileges", {
    name: roleName(node.role),
    details: { revoke: off || removesMember, privileges: optionsOf(node.options), object: "role" },
  });
}

function optionsOf(nodes: readonly Node[] | undefined): string[] {
  return (nodes ?? []).map((item) => ("DefElem" in item ? (item.DefElem.defname ?? "") : ""));
}

export function dropRole(node: DropRoleStmt, statement: Statement): void {
  const roles = node.roles ?? [];
  const spans = listSpans(statement, roles.length);
  for (const [at, role] of roles.entries())
    statement.emit(
      "change_privileges",
      {
        name: "RoleSpec" in role ? roleName(role.RoleSpec) : stringOf(role),
        details: { revoke: true, privileges: ["all"], object: "role" },
      },
      spans[at],
    );
}

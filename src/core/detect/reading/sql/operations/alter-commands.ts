/** What each command of ALTER TABLE is: every subtype of the parser has its line. */

import type { AlterTableType } from "libpg-query";

import { objectParts, qualifiedOf, tableOf, valueOf } from "../nodes.ts";
import { type AlterCommand, dropped, emit } from "./alter-command.ts";
import {
  addColumn,
  alterType,
  columnDefault,
  columnOption,
  dropColumn,
  generatedExpression,
  identity,
} from "./alter-columns.ts";
import { addConstraint, alterConstraint } from "./alter-constraints.ts";
import { boundsOf } from "./partitions.ts";

type Handler = (command: AlterCommand) => void;

export const alterCommands: Record<AlterTableType, Handler> = {
  AT_AddColumn: addColumn,
  AT_AddColumnToView: internal,
  AT_ColumnDefault: columnDefault,
  AT_CookedColumnDefault: internal,
  AT_DropNotNull: (command) => emit(command, "drop_not_null", { columns: names(command), details: {} }),
  AT_SetNotNull: (command) => emit(command, "set_not_null", { columns: names(command), details: {} }),
  AT_SetExpression: generatedExpression,
  AT_DropExpression: (command) => emit(command, "drop_default", { columns: names(command), details: {} }),
  AT_SetStatistics: (command) =>
    emit(command, "set_table_option", {
      columns: names(command),
      details: { option: "statistics", value: valueOf(command.cmd.def) },
    }),
  AT_SetOptions: columnOption,
  AT_ResetOptions: columnOption,
  AT_SetStorage: (command) =>
    emit(command, "set_storage", {
      columns: names(command),
      details: { value: (valueOf(command.cmd.def) ?? "").toLowerCase() },
    }),
  AT_SetCompression: (command) =>
    emit(command, "set_storage", {
      columns: names(command),
      details: { value: `compression ${valueOf(command.cmd.def) ?? ""}` },
    }),
  AT_DropColumn: dropColumn,
  AT_AddIndex: internal,
  AT_ReAddIndex: internal,
  AT_AddConstraint: addConstraint,
  AT_ReAddConstraint: internal,
  AT_ReAddDomainConstraint: internal,
  AT_AlterConstraint: alterConstraint,
  AT_ValidateConstraint: (command) =>
    emit(command, "validate_constraint", { name: command.cmd.name, details: { type: null } }),
  AT_AddIndexConstraint: internal,
  AT_DropConstraint: (command) =>
    emit(command, "drop_constraint", {
      name: command.cmd.name,
      details: { ...dropped(command), type: null },
    }),
  AT_ReAddComment: internal,
  AT_AlterColumnType: alterType,
  AT_AlterColumnGenericOptions: columnOption,
  AT_ChangeOwner: changeOwner,
  AT_ClusterOn: (command) => option(command, "cluster on", command.cmd.name ?? null),
  AT_DropCluster: (command) => option(command, "cluster on", null),
  AT_SetLogged: (command) => rewrite(command, "set logged"),
  AT_SetUnLogged: (command) => rewrite(command, "set unlogged"),
  AT_DropOids: (command) => rewrite(command, "set without oids"),
  AT_SetAccessMethod: (command) => rewrite(command, `set access method ${command.cmd.name ?? "default"}`),
  AT_SetTableSpace: setTableSpace,
  AT_SetRelOptions: options,
  AT_ResetRelOptions: options,
  AT_ReplaceRelOptions: options,
  AT_EnableTrig: (command) => trigger(command, true, command.cmd.name ?? ""),
  AT_EnableAlwaysTrig: (command) => trigger(command, true, command.cmd.name ?? ""),
  AT_EnableReplicaTrig: (command) => trigger(command, true, command.cmd.name ?? ""),
  AT_DisableTrig: (command) => trigger(command, false, command.cmd.name ?? ""),
  AT_EnableTrigAll: (command) => trigger(command, true, "all"),
  AT_DisableTrigAll: (command) => trigger(command, false, "all"),
  AT_EnableTrigUser: (command) => trigger(command, true, "user"),
  AT_DisableTrigUser: (command) => trigger(command, false, "user"),
  AT_EnableRule: (command) => trigger(command, true, command.cmd.name ?? ""),
  AT_EnableAlwaysRule: (command) => trigger(command, true, command.cmd.name ?? ""),
  AT_EnableReplicaRule: (command) => trigger(command, true, command.cmd.name ?? ""),
  AT_DisableRule: (command) => trigger(command, false, command.cmd.name ?? ""),
  AT_AddInherit: (command) => option(command, "inherit", objectParts(command.cmd.def).join(".")),
  AT_DropInherit: (command) => option(command, "no inherit", objectParts(command.cmd.def).join(".")),
  AT_AddOf: (command) => option(command, "of", objectParts(command.cmd.def).join(".")),
  AT_DropOf: (command) => option(command, "of", null),
  AT_ReplicaIdentity: replicaIdentity,
  AT_EnableRowSecurity: (command) => security(command, true, null),
  AT_DisableRowSecurity: (command) => security(command, false, null),
  AT_ForceRowSecurity: (command) => security(command, true, true),
  AT_NoForceRowSecurity: (command) => security(command, true, false),
  AT_GenericOptions: (command) => option(command, "options", null),
  AT_AttachPartition: attach,
  AT_DetachPartition: detach,
  AT_DetachPartitionFinalize: detach,
  AT_AddIdentity: identity,
  AT_SetIdentity: identity,
  AT_DropIdentity: (command) => emit(command, "drop_default", { columns: names(command), details: {} }),
  AT_ReAddStatistics: internal,
};

function names(command: AlterCommand): string[] {
  return command.cmd.name === undefined ? [] : [command.cmd.name];
}

/** Subtypes that the server makes for itself: no text yields them, but should one come, a person looks at it. */
function internal(command: AlterCommand): void {
  command.statement.unknown(
    `ALTER TABLE command that is not known (${command.cmd.subtype ?? "?"})`,
    command.span,
  );
}

function option(command: AlterCommand, name: string, value: string | null): void {
  emit(command, "set_table_option", { details: { option: name, value } });
}

function options(command: AlterCommand): void {
  const { def, subtype } = command.cmd;
  const list = def !== undefined && "List" in def ? (def.List.items ?? []) : [];
  for (const item of list) {
    if (!("DefElem" in item)) continue;
    const { defname, defnamespace, arg } = item.DefElem;
    const name = defnamespace === undefined ? (defname ?? "") : `${defnamespace}.${defname ?? ""}`;
    const value = subtype === "AT_ResetRelOptions" ? null : (valueOf(arg) ?? "true");
    emit(command, "set_table_option", { details: { option: name, value } });
  }
}

function rewrite(command: AlterCommand, how: string): void {
  if (command.object === "OBJECT_SEQUENCE") {
    const { schema, table } = command.relation;
    command.statement.emit("alter_sequence", { schema, name: table, details: { action: how } }, command.span);
  } else emit(command, "rewrite_table", { details: { how } });
}

function setTableSpace(command: AlterCommand): void {
  if (command.object !== "OBJECT_INDEX") {
    rewrite(command, `set tablespace ${command.cmd.name ?? ""}`);
    return;
  }
  const { schema, table } = command.relation;
  command.statement.emit(
    "rebuild_index",
    { schema, name: table, details: { scope: "index", concurrently: false } },
    command.span,
  );
}

function changeOwner(command: AlterCommand): void {
  const object = OBJECTS[command.object] ?? "table";
  const owner = command.cmd.newowner?.rolename ?? roleWord(command.cmd.newowner?.roletype);
  emit(command, "set_owner", { details: { owner, object } });
}

const OBJECTS: Partial<Record<string, string>> = {
  OBJECT_TABLE: "table",
  OBJECT_INDEX: "index",
  OBJECT_SEQUENCE: "sequence",
  OBJECT_VIEW: "view",
  OBJECT_MATVIEW: "materialized view",
  OBJECT_FOREIGN_TABLE: "foreign table",
  OBJECT_TYPE: "type",
};

/** `CURRENT_USER` and the like, for a role without a name. */
export function roleWord(type: string | undefined): string {
  return (type ?? "").replace(/^ROLESPEC_/, "").toLowerCase();
}

function trigger(command: AlterCommand, enabled: boolean, name: string): void {
  emit(command, "set_trigger", { name, details: { enabled, trigger: name } });
}

function replicaIdentity(command: AlterCommand): void {
  const { def } = command.cmd;
  const node = def !== undefined && "ReplicaIdentityStmt" in def ? def.ReplicaIdentityStmt : {};
  const words: Record<string, string> = { d: "default", f: "full", n: "nothing" };
  const value = words[node.identity_type ?? ""] ?? `using index ${node.name ?? ""}`;
  emit(command, "set_replica_identity", { details: { value } });
}

function security(command: AlterCommand, enabled: boolean, force: boolean | null): void {
  emit(command, "set_row_security", { details: { enabled, force } });
}

function attach(command: AlterCommand): void {
  const { def } = command.cmd;
  const part = def !== undefined && "PartitionCmd" in def ? def.PartitionCmd : {};
  const partition = tableOf(part.name);
  if (command.object === "OBJECT_INDEX") {
    const { schema, table } = command.relation;
    const value = qualifiedOf(objectParts({ RangeVar: part.name ?? {} })).name;
    command.statement.emit(
      "set_table_option",
      { schema, name: table, details: { option: "attach partition", value } },
      command.span,
    );
    return;
  }
  emit(command, "attach_partition", {
    details: { partition, default: part.bound?.is_default === true },
    partitioning: { key: null, bounds: boundsOf(part.bound) },
  });
}

function detach(command: AlterCommand): void {
  const { def, subtype } = command.cmd;
  const part = def !== undefined && "PartitionCmd" in def ? def.PartitionCmd : {};
  const concurrently = part.concurrent === true || subtype === "AT_DetachPartitionFinalize";
  emit(command, "detach_partition", { details: { partition: tableOf(part.name), concurrently } });
}

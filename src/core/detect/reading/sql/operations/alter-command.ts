/** One command of an ALTER TABLE on its way to an operation. */

import type { AlterTableCmd, ColumnDef, Constraint, ObjectType } from "libpg-query";

import type { Kind, TableName } from "../../../../operation.ts";
import type { Facts, Span, Statement } from "../statement.ts";

export interface AlterCommand {
  cmd: AlterTableCmd;
  relation: TableName;
  object: ObjectType;
  span: Span;
  statement: Statement;
}

/** Notes an operation on the relation of the command, at the command's place. */
export function emit<K extends Kind>(command: AlterCommand, kind: K, facts: Facts<K>): void {
  const { schema, table } = command.relation;
  const isRelation = command.object !== "OBJECT_INDEX" && command.object !== "OBJECT_SEQUENCE";
  const about = isRelation ? { schema, table } : { schema, name: table };
  command.statement.emit(kind, { ...about, ...facts }, command.span);
}

export function columnDef(command: AlterCommand): ColumnDef {
  const { def } = command.cmd;
  return def !== undefined && "ColumnDef" in def ? def.ColumnDef : {};
}

export function constraintDef(command: AlterCommand): Constraint {
  const { def } = command.cmd;
  return def !== undefined && "Constraint" in def ? def.Constraint : {};
}

/** What DROP says of IF EXISTS and CASCADE. */
export function dropped(command: AlterCommand): { ifExists: boolean; cascade: boolean } {
  return { ifExists: command.cmd.missing_ok === true, cascade: command.cmd.behavior === "DROP_CASCADE" };
}

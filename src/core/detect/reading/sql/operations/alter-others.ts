/** ALTER TYPE of composite types and ALTER VIEW, which the parser reads as ALTER TABLE. */

import { valueOf } from "../nodes.ts";
import type { AlterCommand } from "./alter-command.ts";

/** ALTER TYPE ... ADD, DROP or ALTER ATTRIBUTE. */
export function alterTypeCommand(command: AlterCommand): void {
  const { cmd, relation, statement, span } = command;
  if (cmd.subtype === "AT_ChangeOwner") {
    const owner = cmd.newowner?.rolename ?? "";
    statement.emit(
      "set_owner",
      { schema: relation.schema, name: relation.table, details: { owner, object: "type" } },
      span,
    );
    return;
  }
  const attribute =
    cmd.name ??
    (cmd.def !== undefined && "ColumnDef" in cmd.def ? cmd.def.ColumnDef.colname : undefined) ??
    "";
  const words: Record<string, string> = {
    AT_AddColumn: "add attribute",
    AT_DropColumn: "drop attribute",
    AT_AlterColumnType: "alter attribute",
  };
  const action = `${words[cmd.subtype ?? ""] ?? "alter"} ${attribute}`;
  statement.emit("alter_type", { schema: relation.schema, name: relation.table, details: { action } }, span);
}

/** ALTER VIEW ... SET (...) and column defaults; false for what a view shares with tables. */
export function alterViewCommand(command: AlterCommand): boolean {
  const { cmd, relation, statement, span } = command;
  const list = cmd.def !== undefined && "List" in cmd.def ? (cmd.def.List.items ?? []) : [];
  const options = list.map((item) =>
    "DefElem" in item ? `${item.DefElem.defname ?? ""} = ${valueOf(item.DefElem.arg) ?? "true"}` : "",
  );
  const words: Record<string, string> = {
    AT_SetRelOptions: `set ${options.join(", ")}`,
    AT_ReplaceRelOptions: `set ${options.join(", ")}`,
    AT_ResetRelOptions: `reset ${options.map((text) => text.split(" = ")[0]).join(", ")}`,
    AT_ColumnDefault: `${cmd.def === undefined ? "drop" : "set"} default of ${cmd.name ?? ""}`,
  };
  const action = words[cmd.subtype ?? ""];
  if (action === undefined) return false;
  statement.emit("alter_view", { ...relation, details: { action } }, span);
  return true;
}

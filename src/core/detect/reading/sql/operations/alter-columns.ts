/** The commands of ALTER TABLE that are about one column. */

import { behindWord, defaultValue, elementEnd, spanText } from "../expression.ts";
import { strings, valueOf } from "../nodes.ts";
import { typeText } from "../types-text.ts";
import { type AlterCommand, columnDef, dropped, emit } from "./alter-command.ts";
import { columnOf } from "./columns.ts";

export function addColumn(command: AlterCommand): void {
  const column = columnOf(command.statement, columnDef(command));
  emit(command, "add_column", {
    columns: [column.name],
    details: { column, ifNotExists: command.cmd.missing_ok === true, separateReference: false },
  });
}

export function dropColumn(command: AlterCommand): void {
  emit(command, "drop_column", { columns: names(command), details: dropped(command) });
}

export function columnDefault(command: AlterCommand): void {
  const { def } = command.cmd;
  if (def === undefined) {
    emit(command, "drop_default", { columns: names(command), details: {} });
    return;
  }
  const { statement, span } = command;
  const text = behindWord(statement, "default", span.start, span.end) ?? span;
  emit(command, "set_default", {
    columns: names(command),
    details: { default: defaultValue(statement, def, text) },
  });
}

export function alterType(command: AlterCommand): void {
  const { statement, span } = command;
  const def = columnDef(command);
  const using =
    def.raw_default === undefined
      ? null
      : behindWord(statement, "using", statement.byte(def.typeName?.location), span.end);
  emit(command, "alter_column_type", {
    columns: names(command),
    details: {
      type: typeText(def.typeName),
      oldType: null,
      using: spanText(statement, using),
      collation: def.collClause === undefined ? null : strings(def.collClause.collname).join("."),
    },
  });
}

/** SET EXPRESSION of a generated column writes every row anew. */
export function generatedExpression(command: AlterCommand): void {
  emit(command, "rewrite_table", { columns: names(command), details: { how: "set expression" } });
}

/** An identity is a default that takes the next number of a sequence. */
export function identity(command: AlterCommand): void {
  const { statement, span } = command;
  const text = statement.original({ start: span.start, end: elementEnd(statement, span.start, span.end) });
  emit(command, "set_default", {
    columns: names(command),
    details: {
      default: {
        text: text.replace(/^.*?\b(?=add\b|set\b|restart\b)/is, ""),
        kind: "expression",
        functions: ["nextval"],
      },
    },
  });
}

/** ALTER COLUMN ... SET (n_distinct = 5) and foreign tables' options. */
export function columnOption(command: AlterCommand): void {
  const { def, subtype } = command.cmd;
  const list = def !== undefined && "List" in def ? (def.List.items ?? []) : [];
  for (const item of list) {
    if (!("DefElem" in item)) continue;
    const value = subtype === "AT_ResetOptions" ? null : valueOf(item.DefElem.arg);
    emit(command, "set_table_option", {
      columns: names(command),
      details: { option: item.DefElem.defname ?? "", value },
    });
  }
}

function names(command: AlterCommand): string[] {
  return command.cmd.name === undefined ? [] : [command.cmd.name];
}

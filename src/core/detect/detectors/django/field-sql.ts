/** Fields that are added to a model or taken from it. */

import { deferrable, definitionOf, foreignKeyName, foreignKeyOf, takesDefault } from "./column-sql.ts";
import { isMysql, literalOf, noteColumn, quoted, tableIn, type Editor } from "./editor.ts";
import { isPairs, type FieldState } from "./field-state.ts";
import { fieldIndexes, noteLikeIndex } from "./index-sql.ts";
import { columnOf, pairTable, tableName } from "./names.ts";
import { rebuild } from "./rebuild.ts";
import type { ModelState } from "./state.ts";
import { createPairs, dropTable } from "./table-sql.ts";

export function addField(editor: Editor, model: ModelState, field: FieldState): void {
  const { sink, engine } = editor;
  if (isPairs(field)) {
    createPairs(editor, model, field);
    return;
  }
  const column = columnOf(field);
  // SQLite's editor makes the table anew even for pairs that a model of their own holds.
  if (column === null && engine === "sqlite" && field.relation?.many === true)
    rebuild(editor, tableIn(editor, model));
  if (column === null) return;
  noteColumn(editor, model, field);
  if (field.null === null) sink.vague(`whether ${column} may be NULL is not known before it runs`);
  const table = tableIn(editor, model);
  const target = foreignKeyOf(editor, model, field);
  const name = quoted(editor, column);
  const on = quoted(editor, table);
  let definition = definitionOf(editor, model, field, engine !== "sqlite");
  if (target !== null) {
    const to = `${quoted(editor, target.table)} (${quoted(editor, target.column)})`;
    const called = foreignKeyName(editor, table, column, target);
    const key = called === null ? "" : ` CONSTRAINT ${quoted(editor, called)}`;
    if (engine === "postgresql") definition += `${key} REFERENCES ${to}${deferrable(editor)}`;
    else if (engine === "sqlite") definition += ` REFERENCES ${to}${deferrable(editor)}`;
    else definition += `, ADD${key} FOREIGN KEY (${name}) REFERENCES ${to}`;
  }
  if (engine === "sqlite" && needsRebuild(field)) rebuild(editor, table);
  sink.send(`ALTER TABLE ${on} ADD COLUMN ${name} ${definition}`);
  const { default: value } = field;
  if (engine !== "sqlite" && value.kind === "set" && field.dbDefault === null) {
    if (takesDefault(editor, field)) sink.send(`ALTER TABLE ${on} ALTER COLUMN ${name} DROP DEFAULT`);
    else if (value.given) sink.send(`UPDATE ${on} SET ${name} = ${literalOf(editor, value.value)}`);
  }
  if (field.comment !== null && engine === "postgresql")
    sink.send(`COMMENT ON COLUMN ${on}.${name} IS ${literalOf(editor, field.comment)}`);
  for (const sql of fieldIndexes(editor, model, field)) sink.defer(sql, table, [column]);
  noteLikeIndex(editor, model, field);
}

/** SQLite adds no column that is mandatory, unique, or has a value for the rows that are there. */
function needsRebuild(field: FieldState): boolean {
  const computed = field.dbDefault !== null && field.dbDefault.value.kind === "host";
  return (
    field.primaryKey === true ||
    field.unique === true ||
    field.null !== true ||
    field.default.kind === "set" ||
    computed
  );
}

export function removeField(editor: Editor, model: ModelState, field: FieldState): void {
  const { sink, engine } = editor;
  const table = tableIn(editor, model);
  if (isPairs(field)) {
    dropTable(editor, pairTable(table, field, engine));
    return;
  }
  const column = columnOf(field);
  if (column === null) return;
  noteColumn(editor, model, field);
  const on = quoted(editor, table);
  const target = foreignKeyOf(editor, model, field);
  if (target !== null && engine !== "sqlite")
    dropForeignKey(editor, table, column, foreignKeyName(editor, table, column, target));
  if (engine === "sqlite" && (field.unique !== false || field.index !== false || target !== null))
    rebuild(editor, table);
  const cascade = isMysql(editor) || engine === "sqlite" ? "" : " CASCADE";
  sink.send(`ALTER TABLE ${on} DROP COLUMN ${quoted(editor, column)}${cascade}`);
  sink.forget(table, column);
}

export function dropForeignKey(editor: Editor, table: string, column: string, name: string | null): void {
  const word = isMysql(editor) ? "FOREIGN KEY" : "CONSTRAINT";
  if (isMysql(editor) && name !== null) {
    editor.sink.send(`ALTER TABLE ${quoted(editor, table)} DROP ${word} ${quoted(editor, name)}`);
    return;
  }
  editor.sink.emit("drop_constraint", {
    ...tableName(table),
    columns: [column],
    name,
    details: { ifExists: false, cascade: false, type: "foreign_key" },
  });
}

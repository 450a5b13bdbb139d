/** SQLite: what Django does by making the table anew, filling it, dropping the old one and renaming. */

import type { Change } from "./change.ts";
import { isMysql, quoted, tableIn, type Editor } from "./editor.ts";
import { createIndex, isIndexed } from "./index-sql.ts";
import { indexName, tableName } from "./names.ts";
import { fieldType } from "./targets.ts";

const HOW = "create, copy, drop and rename";

export function rebuild({ sink }: Editor, table: string): void {
  sink.emit("rewrite_table", { ...tableName(table), details: { how: HOW } });
}

/** The table is made anew, whatever it is of the field that differs. */
export function rebuiltField({ before, after, table, from, to }: Change): void {
  const { editor } = after;
  const { sink } = editor;
  const [old, field] = [before.field, after.field];
  const relation = [old, field].some((one) => one.relation !== null && one.relation.constraint !== false);
  const renamed = `ALTER TABLE ${quoted(editor, table)} RENAME COLUMN ${quoted(editor, from)} TO ${quoted(editor, to)}`;
  if (from !== to && !relation && old.spelling === field.spelling) {
    sink.send(renamed);
    return;
  }
  rebuild(editor, table);
  if (from !== to) sink.send(renamed);
  const on = { ...tableName(table), columns: [to] };
  const oldType = fieldType(before.editor.project, before.model, old, editor.engine);
  const type = fieldType(editor.project, after.model, field, editor.engine);
  if (oldType !== type || (type === null && old.path !== field.path))
    sink.emit("alter_column_type", {
      ...on,
      details: { type, oldType, using: null, collation: field.collation },
    });
  if (old.null === true && field.null === false) sink.emit("set_not_null", { ...on, details: {} });
  if (old.null === false && field.null === true) sink.emit("drop_not_null", { ...on, details: {} });
  if (old.unique !== true && field.unique === true)
    sink.emit("add_unique", { ...on, name: null, details: { usingIndex: null } });
  if (!isIndexed(editor, old) && isIndexed(editor, field) && !isMysql(editor))
    sink.send(
      createIndex(editor, {
        table: tableIn(editor, after.model),
        name: indexName(table, [to], "", editor.engine),
        parts: [quoted(editor, to)],
      }),
    );
}

/** SQLite: what Django does by making the table anew, filling it, dropping the old one and renaming. */

import type { Change, Side } from "./change.ts";
import { definitionOf } from "./column-sql.ts";
import { isMigrated, isMysql, quoted, tableIn, type Editor } from "./editor.ts";
import { isPairs } from "./field-state.ts";
import { createIndex, isIndexed } from "./index-sql.ts";
import { indexName, pairTable, tableName } from "./names.ts";
import type { ModelState } from "./state.ts";
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
  if (from !== to && !relation && defined(before) === defined(after)) {
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
  if (field.unique === true && (oldType !== type || old.collation !== field.collation))
    rebuildReferring(after, to);
}

/** What Django writes behind the column's name. */
function defined({ editor, model, field }: Side): string {
  return definitionOf(editor, model, { ...field, column: "x" }, false);
}

/** The columns that refer to one whose type changes get its type: their tables are made anew as well. */
function rebuildReferring({ editor, model, field }: Side, column: string): void {
  const { project, sink } = editor;
  const isModel = (to: string, from: ModelState): boolean => project.own(to, from.name)?.name === model.name;
  for (const other of project.models()) {
    if (!isMigrated(other)) continue;
    const refers = other.fields.some(
      ({ relation }) =>
        relation !== null &&
        !relation.many &&
        isModel(relation.to, other) &&
        (relation.toField === null ? field.primaryKey === true : relation.toField === field.name),
    );
    if (refers && other.name !== model.name) rebuild(editor, tableIn(editor, other));
    for (const pair of field.primaryKey === true ? other.fields.filter(isPairs) : []) {
      const isOwn = other.name === model.name;
      if (isOwn !== isModel(pair.relation?.to ?? "", other))
        rebuild(editor, pairTable(tableIn(editor, other), pair, editor.engine));
    }
  }
  if (field.primaryKey === true)
    sink.vague(
      `Django makes the tables of other applications that refer to ${tableIn(editor, model)}.${column} anew as well, and which there are is not known here`,
    );
}

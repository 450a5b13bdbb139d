/** A field that is declared anew: only what differs to the database is changed, in the order in which Django does it. */

import { checkOf, databaseDefault, foreignKeyName, foreignKeyOf, addForeignKey } from "./column-sql.ts";
import { alterType } from "./alter-type.ts";
import { becomesMandatory } from "./alter-null.ts";
import { isMysql, literalOf, noteColumn, quoted, tableIn, typeIn, type Editor } from "./editor.ts";
import { dropForeignKey } from "./field-sql.ts";
import { addUnique, createIndex, isIndexed, likeIndex, noteLikeIndex } from "./index-sql.ts";
import { columnOf, indexName, pairTable, tableName } from "./names.ts";
import { rebuiltField } from "./rebuild.ts";
import type { Change, Side } from "./change.ts";
import { isPairs } from "./field-state.ts";
import { pairModel, renameTable } from "./table-sql.ts";
import { targetOf } from "./targets.ts";

export function alterField(before: Side, after: Side): void {
  const { editor } = after;
  if (isPairs(before.field) && isPairs(after.field)) {
    const renamed = before.field.name !== after.field.name;
    if (renamed || isAltered(before, after)) alterPairs(before, after);
    return;
  }
  const from = columnOf(before.field);
  const to = columnOf(after.field);
  if (from === null && to === null) return;
  if (from === null || to === null) {
    editor.sink.vague(
      `${after.field.name} has a column on one side of the change only, and Django refuses that`,
    );
    return;
  }
  if (before.field.columnUnknown !== after.field.columnUnknown)
    for (const side of [before, after]) noteColumn(side.editor, side.model, side.field);
  if (!isAltered(before, after)) return;
  const change: Change = { before, after, table: tableIn(editor, after.model), from, to, behind: [] };
  for (const side of [before, after]) noteColumn(side.editor, side.model, side.field);
  noteUnknown(change);
  if (editor.engine === "sqlite") rebuiltField(change);
  else alterColumn(change);
}

/** `_field_should_be_altered`. */
function isAltered(before: Side, after: Side): boolean {
  if (columnOf(before.field) !== columnOf(after.field)) return true;
  if (before.field.spelling !== after.field.spelling) return true;
  if (before.field.writtenDefault !== after.field.writtenDefault) return true;
  if (before.field.relation === null || after.field.relation === null) return false;
  if (before.field.relation.many)
    return (
      before.field.relation.to !== after.field.relation.to ||
      before.field.relation.table !== after.field.relation.table
    );
  return tableOfTarget(before) !== tableOfTarget(after);
}

function tableOfTarget({ editor, model, field }: Side): string {
  return targetOf(editor.project, model, field, editor.engine).table;
}

/** What the migration does not say for certain may change. */
function noteUnknown({ before, after, to }: Change): void {
  const { sink } = after.editor;
  for (const [name, words] of [
    ["null", "may be NULL"],
    ["unique", "is UNIQUE"],
    ["index", "has an index"],
    ["primaryKey", "is the primary key"],
  ] as const) {
    if (before.field[name] === null || after.field[name] === null)
      sink.vague(`whether ${to} ${words}, before and behind the change, is not known before it runs`);
  }
}

function alterColumn(change: Change): void {
  const { before, after, table, from, to } = change;
  const { editor } = after;
  const { sink, engine } = editor;
  const [old, field] = [before.field, after.field];
  const oldTarget = foreignKeyOf(before.editor, before.model, old);
  if (oldTarget !== null) dropForeignKey(editor, table, from, foreignKeyName(editor, table, from, oldTarget));
  const becomesKey = old.primaryKey === false && field.primaryKey === true;
  if (old.unique === true && old.primaryKey !== true && (field.unique !== true || becomesKey))
    dropUnique(change);
  if (old.index === true && isIndexed(editor, old) && (field.index !== true || field.unique === true)) {
    dropIndex(editor, table, indexName(table, [from], "", engine));
    if (likeIndex(before.editor, before.model, old) !== null)
      dropIndex(editor, table, indexName(table, [from], "_like", engine));
  }
  const check = [
    checkOf(editor, { ...old, column: "x" }),
    checkOf(editor, { ...field, column: "x" }),
  ] as const;
  if (check[0] !== check[1] && check[0] !== null)
    sink.emit("drop_constraint", {
      ...tableName(table),
      name: `${table}_${from}_check`,
      details: { ifExists: false, cascade: false, type: "check" },
    });
  if (from !== to)
    sink.send(
      `ALTER TABLE ${quoted(editor, table)} RENAME COLUMN ${quoted(editor, from)} TO ${quoted(editor, to)}`,
    );
  const actions = alterType(change);
  if (
    field.dbDefault !== null &&
    (old.dbDefault === null || databaseDefault(editor, old) !== databaseDefault(editor, field))
  )
    actions.push(`ALTER COLUMN ${quoted(editor, to)} SET DEFAULT ${databaseDefault(editor, field)}`);
  else if (field.dbDefault === null && old.dbDefault !== null)
    actions.push(`ALTER COLUMN ${quoted(editor, to)} DROP DEFAULT`);
  const dropsDefault = becomesMandatory(change, actions);
  for (const sql of change.behind) sink.send(sql);
  if (old.primaryKey === true && field.primaryKey === false)
    sink.emit("drop_constraint", {
      ...tableName(table),
      name: `${table}_pkey`,
      details: { ifExists: false, cascade: false, type: "primary_key" },
    });
  if (field.unique === true && field.primaryKey !== true && (old.unique !== true || old.primaryKey === true))
    sink.send(addUnique(editor, table, [to], indexName(table, [to], "_uniq", engine)));
  if (
    (old.index !== true || old.unique === true || (isMysql(editor) && !isIndexed(editor, old))) &&
    isIndexed(editor, field)
  )
    sink.send(
      createIndex(editor, { table, name: indexName(table, [to], "", engine), parts: [quoted(editor, to)] }),
    );
  if (becomesKey) {
    const name = quoted(editor, indexName(table, [to], "_pk", engine));
    sink.send(
      `ALTER TABLE ${quoted(editor, table)} ADD CONSTRAINT ${name} PRIMARY KEY (${quoted(editor, to)})`,
    );
  }
  const target = foreignKeyOf(editor, after.model, field);
  if (target !== null) sink.send(addForeignKey(editor, table, to, target));
  if (check[0] !== check[1] && check[1] !== null) {
    const name = quoted(editor, indexName(table, [to], "_check", engine));
    sink.send(
      `ALTER TABLE ${quoted(editor, table)} ADD CONSTRAINT ${name} CHECK (${checkOf(editor, field)})`,
    );
  }
  if (dropsDefault)
    sink.send(`ALTER TABLE ${quoted(editor, table)} ALTER COLUMN ${quoted(editor, to)} DROP DEFAULT`);
  likeIndexes(change);
  if (engine === "postgresql" && old.comment !== field.comment)
    sink.send(
      `COMMENT ON COLUMN ${quoted(editor, table)}.${quoted(editor, to)} IS ${literalOf(editor, field.comment ?? "")}`,
    );
}

function dropUnique({ after, table, from }: Change): void {
  const { editor } = after;
  if (isMysql(editor)) {
    editor.sink.send(`ALTER TABLE ${quoted(editor, table)} DROP INDEX ${quoted(editor, from)}`);
    return;
  }
  // What it is called depends on how it came to be: PostgreSQL's own name, or Django's.
  editor.sink.emit("drop_constraint", {
    ...tableName(table),
    columns: [from],
    name: `${table}_${from}_key`,
    details: { ifExists: false, cascade: false, type: "unique" },
  });
}

/** By the name that Django gave to it. */
export function dropIndex(editor: Editor, table: string, name: string, concurrently = false): void {
  if (isMysql(editor)) editor.sink.send(`DROP INDEX ${quoted(editor, name)} ON ${quoted(editor, table)}`);
  else
    editor.sink.emit("drop_index", {
      ...tableName(table),
      name,
      details: { ifExists: editor.engine === "postgresql", cascade: false, concurrently },
    });
}

/** PostgreSQL's second index for LIKE comes and goes with the first, and with the type. */
function likeIndexes({ before, after, table, from }: Change): void {
  const { editor } = after;
  const [old, field] = [before.field, after.field];
  if (editor.engine !== "postgresql") return;
  const [had, has] = [old, field].map((one) => one.index === true || one.unique === true) as [
    boolean,
    boolean,
  ];
  if (had !== has) for (const side of [before, after]) noteLikeIndex(side.editor, side.model, side.field);
  const isText = (side: Side): string | undefined =>
    /^(?:varchar|text|citext)/u.exec(typeIn(side.editor, side.model, side.field))?.[0];
  const leaves = had && isText(before) !== undefined && isText(before) !== isText(after);
  if ((!had && field.index === true) || (old.unique !== true && field.unique === true) || leaves) {
    const sql = likeIndex(editor, after.model, field);
    if (sql !== null) editor.sink.send(sql);
  }
  // Of whatever type: Django asks for IF EXISTS.
  if (old.unique === true && field.index !== true && field.unique !== true)
    dropIndex(editor, table, indexName(table, [from], "_like", editor.engine));
}

/** A many-to-many field: its table of pairs is renamed, or refers to another table. */
function alterPairs(before: Side, after: Side): void {
  const { editor } = after;
  const from = pairTable(tableIn(before.editor, before.model), before.field, editor.engine);
  const to = pairTable(tableIn(editor, after.model), after.field, editor.engine);
  renameTable(editor, from, to);
  const old = pairModel(before.editor, before.model, before.field);
  const made = pairModel(editor, after.model, after.field);
  for (const at of [2, 1]) {
    const [was, is] = [old.fields[at], made.fields[at]];
    if (was !== undefined && is !== undefined)
      alterField({ editor: before.editor, model: old, field: was }, { editor, model: made, field: is });
  }
}

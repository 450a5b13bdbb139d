/** Tables that are made, dropped and renamed, with those of the pairs of their many-to-many fields. */

import { addForeignKey, deferrable, definitionOf, foreignKeyOf } from "./column-sql.ts";
import { columnsIn, isMysql, noteColumn, literalOf, quoted, tableIn, type Editor } from "./editor.ts";
import { isPairs, type FieldState } from "./field-state.ts";
import {
  addUnique,
  constraintSql,
  createIndex,
  declaredIndex,
  fieldIndexes,
  isIndexOnly,
  uniqueIndex,
} from "./index-sql.ts";
import { columnOf, indexName, pairTable } from "./names.ts";
import { noOptions, type ModelState } from "./state.ts";
import { targetOf } from "./targets.ts";

export function createModel(editor: Editor, model: ModelState): void {
  const { sink, engine } = editor;
  const table = tableIn(editor, model);
  const { options } = model;
  const put = (sql: string | null, columns: readonly string[]): void => {
    if (sql !== null) sink.defer(sql, table, columns);
  };
  for (const names of options.uniqueTogether ?? []) {
    const columns = columnsIn(model, names);
    put(addUnique(editor, table, columns, indexName(table, columns, "_uniq", engine)), columns);
  }
  const definitions: string[] = [];
  for (const field of model.fields) {
    const column = columnOf(field);
    if (column === null) continue;
    noteColumn(editor, model, field);
    const target = foreignKeyOf(editor, model, field);
    const inline =
      target !== null && engine === "sqlite"
        ? ` REFERENCES ${quoted(editor, target.table)} (${quoted(editor, target.column)})${deferrable(editor)}`
        : "";
    definitions.push(`${quoted(editor, column)} ${definitionOf(editor, model, field, false)}${inline}`);
    if (target !== null && inline === "") put(addForeignKey(editor, table, column, target), [column]);
  }
  const { constraints } = options;
  for (const constraint of constraints) {
    if (isIndexOnly(constraint))
      put(uniqueIndex(editor, model, constraint), columnsIn(model, constraint.fields));
    else {
      const sql = constraintSql(editor, model, constraint);
      if (sql !== null) definitions.push(sql);
    }
  }
  sink.send(`CREATE TABLE ${quoted(editor, table)} (${definitions.join(", ")})`);
  comments(editor, model, table);
  for (const field of model.fields)
    for (const sql of fieldIndexes(editor, model, field)) put(sql, columnsIn(model, [field.name]));
  for (const names of options.indexTogether ?? []) {
    const columns = columnsIn(model, names);
    const parts = columns.map((column) => quoted(editor, column));
    put(createIndex(editor, { table, name: indexName(table, columns, "_idx", engine), parts }), columns);
  }
  for (const index of options.indexes)
    put(declaredIndex(editor, model, index), columnsIn(model, index.fields));
  for (const field of pairs(model)) createPairs(editor, model, field);
}

function comments(editor: Editor, model: ModelState, table: string): void {
  if (editor.engine !== "postgresql") return;
  const { comment } = model.options;
  const on = quoted(editor, table);
  if (comment !== null) editor.sink.send(`COMMENT ON TABLE ${on} IS ${literalOf(editor, comment)}`);
  for (const field of model.fields) {
    const column = columnOf(field);
    if (field.comment !== null && column !== null)
      editor.sink.send(
        `COMMENT ON COLUMN ${on}.${quoted(editor, column)} IS ${literalOf(editor, field.comment)}`,
      );
  }
}

/** The many-to-many fields for which Django makes a table. */
export function pairs(model: ModelState): FieldState[] {
  return model.fields.filter(isPairs);
}

/** The names of the two columns of a table of pairs: to the model itself, and to the other one. */
export function pairColumns(
  editor: Editor,
  model: ModelState,
  field: FieldState,
): [own: string, other: string] {
  const own = model.name.toLowerCase();
  const target = targetOf(editor.project, model, field, editor.engine);
  if (
    target.model === own &&
    (field.relation?.to === "self" || !/\./u.test(field.relation?.to ?? "") || isSelf(editor, model, field))
  )
    return [`from_${own}_id`, `to_${own}_id`];
  return [`${own}_id`, `${target.model ?? lastWord(target.table)}_id`];
}

function isSelf(editor: Editor, model: ModelState, field: FieldState): boolean {
  return editor.project.own(field.relation?.to ?? "", model.name)?.name === model.name;
}

/** `settings.AUTH_USER_MODEL` is about users. */
function lastWord(text: string): string {
  return text.endsWith("AUTH_USER_MODEL") ? "user" : text.slice(text.lastIndexOf(".") + 1).toLowerCase();
}

/** The table of the pairs as a model of its own. */
export function pairModel(editor: Editor, model: ModelState, field: FieldState): ModelState {
  const table = pairTable(tableIn(editor, model), field, editor.engine);
  const [own, other] = pairColumns(editor, model, field);
  const key: FieldState = {
    ...field,
    name: "id",
    internal: null,
    null: false,
    primaryKey: true,
    unique: true,
    index: false,
    column: null,
    relation: null,
    comment: null,
    default: { kind: "none" },
  };
  const side = (column: string, to: string): FieldState => ({
    ...key,
    name: column.replace(/_id$/u, ""),
    internal: "ForeignKey",
    primaryKey: false,
    unique: false,
    index: true,
    relation: {
      to,
      toField: null,
      constraint: field.relation?.constraint ?? true,
      many: false,
      through: false,
      table: null,
    },
  });
  const to = field.relation?.to === "self" ? model.name.toLowerCase() : (field.relation?.to ?? "");
  const sides = [side(own, model.name.toLowerCase()), side(other, to)];
  return {
    name: `${model.name}_${field.name}`,
    fields: [key, ...sides],
    options: { ...noOptions, table, uniqueTogether: [sides.map(({ name }) => name)] },
    whole: true,
  };
}

export function createPairs(editor: Editor, model: ModelState, field: FieldState): void {
  createModel(editor, pairModel(editor, model, field));
}

export function deleteModel(editor: Editor, model: ModelState): void {
  for (const field of pairs(model))
    dropTable(editor, pairTable(tableIn(editor, model), field, editor.engine));
  dropTable(editor, tableIn(editor, model));
}

export function dropTable(editor: Editor, table: string): void {
  const cascade = editor.engine === "sqlite" ? "" : " CASCADE";
  editor.sink.send(`DROP TABLE ${quoted(editor, table)}${cascade}`);
  editor.sink.forget(table, null);
}

export function renameTable(editor: Editor, from: string, to: string): void {
  if (from === to) return;
  const word = isMysql(editor) ? "RENAME TABLE" : "ALTER TABLE";
  const verb = isMysql(editor) ? "TO" : "RENAME TO";
  editor.sink.send(`${word} ${quoted(editor, from)} ${verb} ${quoted(editor, to)}`);
}

/** Operations on indexes and constraints, those of `django.contrib.postgres` among them. */

import { stringOf, stringsOf } from "../../reading/source/value.ts";
import { dropIndex } from "./alter-field.ts";
import { columnsIn, isMysql, quoted, tableIn } from "./editor.ts";
import { constraintSql, declaredIndex, isIndexOnly, uniqueIndex } from "./index-sql.ts";
import { constraintOf, indexOf } from "./meta.ts";
import { changing, modelIn } from "./model-operations.ts";
import { indexName, tableName } from "./names.ts";
import type { Doing, Handler } from "./operation.ts";
import { rebuild } from "./rebuild.ts";
import type { ConstraintState, ModelState } from "./state.ts";
import type { Given } from "./values.ts";

const modelOf = (given: Given): string | null => stringOf(given.get("model_name"));
const nameOf = (given: Given): string | null => stringOf(given.get("name"));

const addIndex = (concurrently: boolean): Handler => ({
  parameters: ["model_name", "index"],
  state(given) {
    const index = indexOf(given.get("index"));
    return changing(modelOf(given), (model) => {
      const { options } = model;
      return index === null
        ? model
        : { ...model, options: { ...options, indexes: [...options.indexes, index] } };
    });
  },
  database(doing) {
    const found = modelIn(doing, modelOf(doing.given));
    if (found === null) return;
    const { editor, given } = doing;
    const index = indexOf(given.get("index"));
    if (index === null || (index.fields.length === 0 && index.expressions.length === 0)) {
      editor.sink.vague(
        `which index it makes on ${tableIn(editor, found.model)} is not known before it runs`,
      );
      return;
    }
    const sql = declaredIndex(editor, found.model, index, concurrently);
    if (sql !== null) editor.sink.send(sql);
  },
  backward(doing) {
    const found = modelIn(doing, modelOf(doing.given));
    const index = indexOf(doing.given.get("index"));
    const made = found === null || index === null ? null : declaredIndex(doing.editor, found.model, index);
    if (found !== null && made !== null && index?.name != null)
      dropIndex(doing.editor, tableIn(doing.editor, found.model), index.name, concurrently);
  },
});

const removeIndex = (concurrently: boolean): Handler => ({
  parameters: ["model_name", "name"],
  state(given) {
    const name = nameOf(given);
    if (name === null) return null;
    return changing(modelOf(given), (model) => {
      const indexes = model.options.indexes.filter((index) => index.name !== name);
      return { ...model, options: { ...model.options, indexes } };
    });
  },
  database(doing) {
    const found = modelIn(doing, modelOf(doing.given));
    const name = nameOf(doing.given);
    if (found !== null && name !== null)
      dropIndex(doing.editor, tableIn(doing.editor, found.model), name, concurrently);
  },
  backward(doing) {
    const found = modelIn(doing, modelOf(doing.given));
    const name = nameOf(doing.given);
    if (found === null || name === null) return;
    const index = found.model.options.indexes.find((one) => one.name === name);
    if (index === undefined) {
      doing.editor.sink.vague(`which columns the index ${name} was on is not known here`);
      return;
    }
    const sql = declaredIndex(doing.editor, found.model, index, concurrently);
    if (sql !== null) doing.editor.sink.send(sql);
  },
});

const addConstraint = (notValid: boolean): Handler => ({
  parameters: ["model_name", "constraint"],
  state(given) {
    const constraint = constraintOf(given.get("constraint"));
    return changing(modelOf(given), (model) => {
      const { options } = model;
      if (constraint === null) return model;
      return { ...model, options: { ...options, constraints: [...options.constraints, constraint] } };
    });
  },
  database(doing) {
    const found = modelIn(doing, modelOf(doing.given));
    if (found !== null) make(doing, found.model, constraintOf(doing.given.get("constraint")), notValid);
  },
  backward: (doing) => remove(doing, constraintOf(doing.given.get("constraint"))?.name ?? null),
});

function make(
  { editor }: Doing,
  model: ModelState,
  constraint: ConstraintState | null,
  notValid: boolean,
): void {
  const { sink, engine } = editor;
  const table = tableIn(editor, model);
  const on = tableName(table);
  if (constraint === null || constraint.type === "other") {
    sink.vague(`which constraint it makes on ${table} is not known before it runs`);
    return;
  }
  if (isIndexOnly(constraint)) {
    const sql = uniqueIndex(editor, model, constraint);
    if (sql !== null) sink.send(sql);
    return;
  }
  if (constraint.type === "exclusion") {
    if (engine === "postgresql")
      sink.emit("add_exclusion", {
        ...on,
        name: constraint.name,
        details: { expression: constraint.spelling },
      });
    return;
  }
  if (constraint.fields.length === 0 && constraint.check === null) {
    sink.vague(`which columns of ${table} the constraint is on is not known before it runs`);
    return;
  }
  const sql = constraintSql(editor, model, constraint);
  if (sql === null) return;
  if (engine !== "sqlite") {
    sink.send(`ALTER TABLE ${quoted(editor, table)} ADD ${sql}${notValid ? " NOT VALID" : ""}`);
    return;
  }
  rebuild(editor, table);
  if (constraint.type === "unique")
    sink.emit("add_unique", {
      ...on,
      columns: columnsIn(model, constraint.fields),
      name: constraint.name,
      details: { usingIndex: null },
    });
  else
    sink.emit("add_check", {
      ...on,
      name: constraint.name,
      details: {
        expression: constraint.check?.sql ?? constraint.check?.spelling ?? null,
        notValid: false,
        notNullOf: null,
      },
    });
}

function remove(doing: Doing, name: string | null): void {
  const found = modelIn(doing, modelOf(doing.given));
  if (found === null || name === null) return;
  const { editor } = doing;
  const table = tableIn(editor, found.model);
  const constraint = found.old.options.constraints.find((one) => one.name === name);
  if (constraint !== undefined && isIndexOnly(constraint)) {
    const made = uniqueIndex(editor, found.old, constraint) !== null;
    if (made) dropIndex(editor, table, name);
    return;
  }
  if (editor.engine === "sqlite") rebuild(editor, table);
  if (isMysql(editor)) {
    const word =
      constraint?.type === "unique" ? "INDEX" : constraint?.type === "check" ? "CHECK" : "CONSTRAINT";
    editor.sink.send(`ALTER TABLE ${quoted(editor, table)} DROP ${word} ${quoted(editor, name)}`);
    return;
  }
  const type = constraint === undefined || constraint.type === "other" ? null : constraint.type;
  editor.sink.emit("drop_constraint", {
    ...tableName(table),
    name,
    details: { ifExists: false, cascade: false, type },
  });
}

function renameIndex(doing: Doing): void {
  const { editor, given } = doing;
  const found = modelIn(doing, modelOf(given));
  const to = stringOf(given.get("new_name"));
  if (found === null || to === null) return;
  const table = tableIn(editor, found.model);
  const fields = stringsOf(given.get("old_fields"));
  const from =
    stringOf(given.get("old_name")) ??
    (fields === null ? null : indexName(table, columnsIn(found.old, fields), "_idx", editor.engine));
  if (from === null)
    editor.sink.vague(`which index of ${table} it renames to ${to} is not known before it runs`);
  else giveName(doing, found.model, table, from, to);
}

function giveName({ editor }: Doing, model: ModelState, table: string, from: string, to: string): void {
  if (editor.engine === "postgresql")
    editor.sink.emit("rename_index", { ...tableName(table), name: from, details: { newName: to } });
  else if (isMysql(editor))
    editor.sink.send(
      `ALTER TABLE ${quoted(editor, table)} RENAME INDEX ${quoted(editor, from)} TO ${quoted(editor, to)}`,
    );
  else {
    dropIndex(editor, table, from);
    const index = model.options.indexes.find((one) => one.name === to);
    const sql = index === undefined ? null : declaredIndex(editor, model, index);
    if (sql === null) editor.sink.vague(`which columns the index ${to} is on is not known here`);
    else editor.sink.send(sql);
  }
}

export const indexOperations: Readonly<Record<string, Handler>> = {
  AddIndex: addIndex(false),
  AddIndexConcurrently: addIndex(true),
  RemoveIndex: removeIndex(false),
  RemoveIndexConcurrently: removeIndex(true),
  RenameIndex: {
    parameters: ["model_name", "new_name", "old_name", "old_fields"],
    state(given) {
      const [from, to] = [stringOf(given.get("old_name")), stringOf(given.get("new_name"))];
      const fields = stringsOf(given.get("old_fields"));
      return changing(modelOf(given), (model) => {
        const { options } = model;
        const indexes = options.indexes.map((index) =>
          index.name === from ? { ...index, name: to } : index,
        );
        const key = fields?.join("\n");
        const indexTogether = options.indexTogether?.filter((names) => names.join("\n") !== key) ?? null;
        return { ...model, options: { ...options, indexes, indexTogether } };
      });
    },
    database: renameIndex,
    backward(doing) {
      const found = modelIn(doing, modelOf(doing.given));
      const [from, to] = ["new_name", "old_name"].map((name) => stringOf(doing.given.get(name)));
      // An index that had no name of its own keeps the one that it got.
      if (found !== null && from != null && to != null)
        giveName(doing, found.model, tableIn(doing.editor, found.model), from, to);
    },
  },
  AddConstraint: addConstraint(false),
  AddConstraintNotValid: addConstraint(true),
  AlterConstraint: {
    parameters: ["model_name", "name", "constraint"],
    state: (given) => changing(modelOf(given), (model) => model),
    database() {},
  },
  RemoveConstraint: {
    parameters: ["model_name", "name"],
    state(given) {
      const name = nameOf(given);
      if (name === null) return null;
      return changing(modelOf(given), (model) => {
        const constraints = model.options.constraints.filter((constraint) => constraint.name !== name);
        return { ...model, options: { ...model.options, constraints } };
      });
    },
    database: (doing) => remove(doing, nameOf(doing.given)),
    backward(doing) {
      const found = modelIn(doing, modelOf(doing.given));
      const name = nameOf(doing.given);
      if (found !== null && name !== null)
        make(
          doing,
          found.model,
          found.model.options.constraints.find((one) => one.name === name) ?? null,
          false,
        );
    },
  },
  ValidateConstraint: {
    parameters: ["model_name", "name"],
    state: (given) => changing(modelOf(given), (model) => model),
    database(doing) {
      const found = modelIn(doing, modelOf(doing.given));
      const name = nameOf(doing.given);
      if (found === null || name === null || doing.editor.engine !== "postgresql") return;
      const table = quoted(doing.editor, tableIn(doing.editor, found.model));
      doing.editor.sink.send(`ALTER TABLE ${table} VALIDATE CONSTRAINT ${quoted(doing.editor, name)}`);
    },
  },
};

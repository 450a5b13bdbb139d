/** Operations on fields: AddField, RemoveField, AlterField, RenameField. */

import { stringOf, truthOf } from "../../reading/source/value.ts";
import { alterField } from "./alter-field.ts";
import { quoted, tableIn, typeIn } from "./editor.ts";
import { fieldOf } from "./field.ts";
import type { FieldState } from "./field-state.ts";
import { addField, removeField } from "./field-sql.ts";
import { editorBefore, changing, modelIn } from "./model-operations.ts";
import { columnOf } from "./names.ts";
import type { Doing, Handler } from "./operation.ts";
import { fieldIn, type ModelState } from "./state.ts";
import type { Given } from "./values.ts";

const modelOf = (given: Given): string | null => stringOf(given.get("model_name"));
const nameOf = (given: Given): string | null => stringOf(given.get("name"));

/** A one-off default gives a value to the rows that are there, and is none of the field's. */
function declared(given: Given): FieldState | null {
  const name = nameOf(given);
  return name === null ? null : fieldOf(name, given.get("field"));
}

function kept(given: Given, field: FieldState): FieldState {
  const preserved = given.get("preserve_default");
  if (preserved === undefined || truthOf(preserved) !== false) return field;
  return { ...field, default: { kind: "none" }, writtenDefault: null };
}

function withField(model: ModelState, name: string, field: FieldState | null): ModelState {
  const at = model.fields.findIndex((one) => one.name === name);
  if (at === -1) return field === null ? model : { ...model, fields: [...model.fields, field] };
  const fields = field === null ? model.fields.toSpliced(at, 1) : model.fields.with(at, field);
  return { ...model, fields };
}

export const fieldOperations: Readonly<Record<string, Handler>> = {
  AddField: {
    parameters: ["model_name", "name", "field", "preserve_default"],
    state(given) {
      const field = declared(given);
      return field === null
        ? null
        : changing(modelOf(given), (model) => withField(model, field.name, kept(given, field)));
    },
    database(doing) {
      const found = modelIn(doing, modelOf(doing.given));
      const field = declared(doing.given);
      if (found !== null && field !== null) addField(doing.editor, found.model, field);
    },
    backward(doing) {
      const found = modelIn(doing, modelOf(doing.given));
      const field = declared(doing.given);
      if (found !== null && field !== null) removeField(editorBefore(doing), found.old, field);
    },
  },
  RemoveField: {
    parameters: ["model_name", "name"],
    state(given) {
      const name = nameOf(given);
      return name === null ? null : changing(modelOf(given), (model) => withField(model, name, null));
    },
    database(doing) {
      const found = modelIn(doing, modelOf(doing.given));
      const name = nameOf(doing.given);
      if (found === null || name === null) return;
      const field = fieldIn(found.old, name);
      if (field !== null) removeField(editorBefore(doing), found.old, field);
      else
        doing.editor.sink.vague(
          `it drops ${name} of ${tableIn(doing.editor, found.model)}: whether that is a column or a table of pairs is not known here`,
        );
    },
    backward(doing) {
      const found = modelIn(doing, modelOf(doing.given));
      const name = nameOf(doing.given) ?? "";
      const field = found === null ? null : fieldIn(found.model, name);
      if (found !== null && field !== null) addField(doing.editor, found.model, field);
      else if (found !== null)
        doing.editor.sink.vague(
          `it makes ${name} of ${tableIn(doing.editor, found.model)} again: what that was is not known here`,
        );
    },
  },
  AlterField: {
    parameters: ["model_name", "name", "field", "preserve_default"],
    state(given) {
      const field = declared(given);
      return field === null
        ? null
        : changing(modelOf(given), (model) => withField(model, field.name, kept(given, field)));
    },
    database: alter,
    backward: (doing) => becomes(doing, nameOf(doing.given), nameOf(doing.given)),
  },
  RenameField: {
    parameters: ["model_name", "old_name", "new_name"],
    state(given) {
      const [from, to] = [stringOf(given.get("old_name")), stringOf(given.get("new_name"))];
      if (from === null || to === null) return null;
      return changing(modelOf(given), (model) => {
        const field = fieldIn(model, from);
        const renamed = (names: string[]): string[] => names.map((name) => (name === from ? to : name));
        const { options } = model;
        const made = field === null ? model : withField(model, from, { ...field, name: to });
        return {
          ...made,
          options: {
            ...options,
            uniqueTogether: options.uniqueTogether?.map(renamed) ?? null,
            indexTogether: options.indexTogether?.map(renamed) ?? null,
          },
        };
      });
    },
    database: (doing) =>
      becomes(doing, stringOf(doing.given.get("old_name")), stringOf(doing.given.get("new_name"))),
    backward: (doing) =>
      becomes(doing, stringOf(doing.given.get("new_name")), stringOf(doing.given.get("old_name"))),
  },
};

function alter(doing: Doing): void {
  const { editor, given } = doing;
  const found = modelIn(doing, modelOf(given));
  const field = declared(given);
  if (found === null || field === null) return;
  const old = fieldIn(found.old, field.name);
  if (old === null) {
    const column = columnOf(field) ?? field.name;
    const table = tableIn(editor, found.model);
    const facts =
      column === field.name && field.relation?.many === true
        ? ""
        : `: it becomes ${describe(doing, found.model, field)}`;
    editor.sink.vague(`what ${table}.${column} was before is not known here, so what changes is not${facts}`);
    return;
  }
  const count = editor.sink.count;
  alterField(
    { editor: editorBefore(doing), model: found.old, field: old },
    { editor, model: found.model, field },
  );
  if (editor.project.gap && editor.sink.count === count && columnOf(field) !== null)
    editor.sink.vague(
      `nothing changes since the migrations that are known here, but one of those before it is not: ${tableIn(editor, found.model)}.${columnOf(field)} becomes ${describe(doing, found.model, field)}`,
    );
}

function describe({ editor }: Doing, model: ModelState, field: FieldState): string {
  const type = typeIn(editor, model, field);
  const known = editor.sink.type(null) === type ? field.path.slice(field.path.lastIndexOf(".") + 1) : type;
  const marks = [
    field.null === false ? "NOT NULL" : "NULL",
    field.unique === true ? "UNIQUE" : "",
    field.index === true ? "indexed" : "",
  ];
  return [known, ...marks].filter(Boolean).join(" ");
}

/** A field becomes what the models behind say, under the same name or another. */
function becomes(doing: Doing, from: string | null, to: string | null): void {
  const { editor, given } = doing;
  const found = modelIn(doing, modelOf(given));
  if (found === null || from === null || to === null) return;
  const old = fieldIn(found.old, from);
  const field = fieldIn(found.model, to);
  if (old === null || field === null) {
    const table = quoted(editor, tableIn(editor, found.model));
    const what = from === to ? `changes ${from} of ${table}` : `renames ${from} of ${table} to ${to}`;
    editor.sink.vague(`it ${what}: what it is to the database is not known here`);
    return;
  }
  alterField(
    { editor: editorBefore(doing), model: found.old, field: old },
    { editor, model: found.model, field },
  );
}

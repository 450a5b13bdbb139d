/** Operations on models: CreateModel, DeleteModel, RenameModel, and what alters a model's options. */

import { stringOf, type Value } from "../../reading/source/value.ts";
import { alterField } from "./alter-field.ts";
import { isMigrated, literalOf, quoted, tableIn, type Editor } from "./editor.ts";
import { fieldOf } from "./field.ts";
import type { FieldState } from "./field-state.ts";
import { addField, removeField } from "./field-sql.ts";
import { optionsOf, togetherOf } from "./meta.ts";
import { pairTable, tableOf } from "./names.ts";
import type { Doing, Handler, Mutation } from "./operation.ts";
import { noOptions, type ModelOptions, type ModelState, type Project } from "./state.ts";
import { createModel, deleteModel, pairs, renameTable } from "./table-sql.ts";
import { applicationsNaming } from "./referring.ts";
import { alterTogether } from "./together.ts";
import type { Given } from "./values.ts";

/** Changes what is known of a model, which keeps its place. */
export function changing(name: string | null, change: (model: ModelState) => ModelState): Mutation | null {
  return name === null ? null : (project) => project.set(change(project.modelOr(name)));
}

/** The model before and behind, where it reaches the database. */
export function modelIn(
  { before, editor }: Doing,
  name: string | null,
): { old: ModelState; model: ModelState } | null {
  if (name === null) return null;
  const model = editor.project.modelOr(name);
  return isMigrated(model) ? { old: before.modelOr(name), model } : null;
}

/** The editor as it saw the models before. */
export function editorBefore({ before, editor }: Doing): Editor {
  return { ...editor, project: before };
}

/** `[("id", models.AutoField(...)), ...]`; null: not all of them are known. */
function fieldsOf(value: Value | undefined): { fields: FieldState[]; whole: boolean } {
  if (value?.kind !== "list") return { fields: [], whole: false };
  const fields = value.items.map((item) => {
    const [name, field] = item.kind === "list" ? item.items : [];
    const known = stringOf(name);
    return known === null ? null : fieldOf(known, field);
  });
  const known = fields.filter((field) => field !== null);
  return { fields: known, whole: !value.open && known.length === fields.length };
}

/** Bases that are models of other applications bring no columns: their rows are joined. */
function create(given: Given): ModelState | null {
  const name = stringOf(given.get("name"));
  if (name === null) return null;
  const { fields, whole } = fieldsOf(given.get("fields"));
  const options = optionsOf(given.get("options"));
  return {
    name,
    fields: withKey(fields, whole, options),
    options: options ?? noOptions,
    whole: whole && options !== null,
  };
}

/** A model without a key of its own gets one. */
function withKey(fields: FieldState[], whole: boolean, options: ModelOptions | null): FieldState[] {
  const isKey = ({ primaryKey, internal }: FieldState): boolean =>
    primaryKey === true || internal === "NoColumn";
  if (!whole || options?.proxy === true || fields.some(isKey)) return fields;
  const key = fieldOf("id", { kind: "host", value: AUTO } as Value);
  return key === null ? fields : [{ ...key, primaryKey: true, unique: true }, ...fields];
}

const AUTO = {
  host: "made",
  path: "django.db.models.BigAutoField",
  args: { positional: [], keywords: new Map(), open: false },
  parts: null,
};

const nameOf = (given: Given): string | null => stringOf(given.get("name"));

function drop(doing: Doing): void {
  const { before, given } = doing;
  const model = before.modelOr(nameOf(given) ?? "");
  if (isMigrated(model)) deleteModel(editorBefore(doing), model);
}

export const modelOperations: Readonly<Record<string, Handler>> = {
  CreateModel: {
    parameters: ["name", "fields", "options", "bases", "managers"],
    state(given) {
      const model = create(given);
      return model === null ? null : (project) => project.set(model);
    },
    database(doing) {
      const { editor, given } = doing;
      const model = editor.project.model(nameOf(given) ?? "");
      if (model === null || !isMigrated(model)) return;
      createModel(editor, model);
      if (!model.whole)
        editor.sink.vague(`not all fields and options of ${model.name} are known before it runs`);
    },
    backward: drop,
  },
  DeleteModel: {
    parameters: ["name"],
    state(given) {
      const name = nameOf(given);
      return name === null ? null : (project) => project.remove(name);
    },
    database: drop,
    backward({ editor, given }) {
      const model = editor.project.modelOr(nameOf(given) ?? "");
      if (!isMigrated(model)) return;
      createModel(editor, model);
      if (!model.whole) editor.sink.vague(unknownBefore(model));
    },
  },
  RenameModel: {
    parameters: ["old_name", "new_name"],
    state(given) {
      const [from, to] = [stringOf(given.get("old_name")), stringOf(given.get("new_name"))];
      return from === null || to === null ? null : (project) => rename(project, from, to);
    },
    database: (doing) => renameModel(doing, "old_name", "new_name"),
    backward: (doing) => renameModel(doing, "new_name", "old_name"),
  },
  AlterModelTable: {
    parameters: ["name", "table"],
    state(given) {
      const table = given.get("table");
      const known = stringOf(table);
      if (known === null && table?.kind !== "none") return null;
      return changing(nameOf(given), (model) => ({ ...model, options: { ...model.options, table: known } }));
    },
    database: renameTables,
    backward: renameTables,
  },
  AlterModelTableComment: {
    parameters: ["name", "table_comment"],
    state: (given) =>
      changing(nameOf(given), (model) => ({
        ...model,
        options: { ...model.options, comment: stringOf(given.get("table_comment")) },
      })),
    database: setComment,
    backward: setComment,
  },
  AlterUniqueTogether: {
    parameters: ["name", "unique_together"],
    state: (given) =>
      changing(nameOf(given), (model) => ({
        ...model,
        options: { ...model.options, uniqueTogether: togetherOf(given.get("unique_together")) },
      })),
    database: (doing) => alterTogether(doing, modelIn(doing, nameOf(doing.given)), "uniqueTogether"),
    backward: (doing) => alterTogether(doing, modelIn(doing, nameOf(doing.given)), "uniqueTogether"),
  },
  AlterIndexTogether: {
    parameters: ["name", "index_together"],
    state: (given) =>
      changing(nameOf(given), (model) => ({
        ...model,
        options: { ...model.options, indexTogether: togetherOf(given.get("index_together")) },
      })),
    database: (doing) => alterTogether(doing, modelIn(doing, nameOf(doing.given)), "indexTogether"),
    backward: (doing) => alterTogether(doing, modelIn(doing, nameOf(doing.given)), "indexTogether"),
  },
  AlterOrderWithRespectTo: {
    parameters: ["name", "order_with_respect_to"],
    state(given) {
      const value = given.get("order_with_respect_to");
      const orderedBy = stringOf(value);
      if (orderedBy === null && value?.kind !== "none") return null;
      return changing(nameOf(given), (model) => {
        const others = model.fields.filter(({ name }) => name !== "_order");
        const fields = orderedBy === null ? others : [...others, ORDER];
        return { ...model, fields, options: { ...model.options, orderedBy } };
      });
    },
    database: order,
    backward: order,
  },
  AlterModelOptions: {
    parameters: ["name", "options"],
    state(given) {
      const options = given.get("options");
      const managed = options?.kind === "dict" ? options.entries.get("text managed")?.value : undefined;
      return changing(nameOf(given), (model) => ({
        ...model,
        options: {
          ...model.options,
          managed: managed?.kind === "bool" ? managed.value : model.options.managed,
        },
      }));
    },
    database() {},
  },
  AlterModelManagers: { parameters: ["name", "managers"], state: () => () => {}, database() {} },
};

const ORDER: FieldState = {
  ...(fieldOf("_order", {
    kind: "host",
    value: { ...AUTO, path: "django.db.models.fields.proxy.OrderWrt" },
  } as Value) as FieldState),
  default: { kind: "set", value: 0, given: true, spelling: "0", constant: true },
};

export function unknownBefore(model: ModelState): string {
  return `what ${model.name} was before is not known here, so what changes is not`;
}

function rename(project: Project, from: string, to: string): void {
  const model = project.modelOr(from);
  project.remove(from);
  project.set({ ...model, name: to });
  const label = project.label?.toLowerCase() ?? "";
  const old = from.toLowerCase();
  for (const other of project.models()) {
    const fields = other.fields.map((field) => {
      const { relation } = field;
      if (relation === null || (relation.to !== old && relation.to !== `${label}.${old}`)) return field;
      return { ...field, relation: { ...relation, to: `${label}.${to.toLowerCase()}` } };
    });
    project.set({ ...other, fields });
  }
}

function renameTables(doing: Doing): void {
  const found = modelIn(doing, nameOf(doing.given));
  if (found === null) return;
  const { editor } = doing;
  const [from, to] = [tableIn(editorBefore(doing), found.old), tableIn(editor, found.model)];
  renameTable(editor, from, to);
  for (const field of pairs(found.model))
    renameTable(editor, pairTable(from, field, editor.engine), pairTable(to, field, editor.engine));
}

function setComment(doing: Doing): void {
  const found = modelIn(doing, nameOf(doing.given));
  const { editor } = doing;
  if (found === null || editor.engine === "sqlite") return;
  const comment = literalOf(editor, found.model.options.comment ?? "");
  const table = quoted(editor, tableIn(editor, found.model));
  editor.sink.send(
    editor.engine === "postgresql"
      ? `COMMENT ON TABLE ${table} IS ${comment}`
      : `ALTER TABLE ${table} COMMENT = ${comment}`,
  );
}

function order(doing: Doing): void {
  const found = modelIn(doing, nameOf(doing.given));
  if (found === null) return;
  const [was, is] = [found.old.options.orderedBy, found.model.options.orderedBy];
  if (is !== null && was === null) addField(doing.editor, found.model, ORDER);
  else if (is === null && was !== null) removeField(doing.editor, found.model, ORDER);
  else if (is === null && !found.old.whole) doing.editor.sink.vague(unknownBefore(found.model));
}

/** The table, the references to it, and the tables of pairs that are called after the model. */
function renameModel(doing: Doing, oldName: string, newName: string): void {
  const { before, editor, given } = doing;
  const [from, to] = [oldName, newName].map((name) => stringOf(given.get(name)) ?? "") as [string, string];
  const [old, model] = [before.modelOr(from), editor.project.modelOr(to)];
  if (!isMigrated(model)) return;
  const earlier = editorBefore(doing);
  const table = tableOf(before.label, old, editor.engine);
  renameTable(editor, table, tableIn(editor, model));
  for (const other of editor.project.models()) {
    const was = other.name === model.name ? old : before.modelOr(other.name);
    for (const field of other.fields) {
      const then = was.fields.find(({ name }) => name === field.name);
      const refers = editor.project.own(field.relation?.to ?? "", other.name)?.name === model.name;
      if (then === undefined || !isMigrated(other) || (!refers && other !== model) || field.relation === null)
        continue;
      if (other === model && !refers && !field.relation.many) continue;
      alterField({ editor: earlier, model: was, field: then }, { editor, model: other, field });
    }
  }
  noteReferring(doing, old, from, table);
}

/** Foreign keys of other applications come and go with the name. */
function noteReferring({ editor }: Doing, old: ModelState, name: string, table: string): void {
  const others = applicationsNaming(editor, name);
  const reasons: string[] = [];
  const changes = `Django drops the foreign keys of other applications to ${table} and makes them anew`;
  if (others === null) reasons.push(`${changes}, and which there are is not known here`);
  else if (others.length > 0)
    reasons.push(`${changes}, and those of ${others.join(", ")} that speak of it are not read here`);
  if (!old.whole)
    reasons.push(`${unknownBefore(old)}: tables of its many-to-many fields may be renamed as well`);
  if (reasons.length > 0) editor.sink.vague(reasons.join("; "));
}

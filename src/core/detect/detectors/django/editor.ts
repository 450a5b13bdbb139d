/** What Django's schema editor has at hand while it writes SQL for one engine. */

import type { EngineName } from "../../../impact.ts";
import type { FieldState } from "./field-state.ts";
import { columnOf, tableOf } from "./names.ts";
import type { Sink } from "./sink.ts";
import { fieldIn, type ModelState, type Project } from "./state.ts";
import { fieldType } from "./targets.ts";

export interface Editor {
  sink: Sink;
  engine: EngineName;
  /** The models as they are behind the operation. */
  project: Project;
}

export function isMysql({ engine }: Pick<Editor, "engine">): boolean {
  return engine === "mysql" || engine === "mariadb";
}

/** A name in the quotes of the engine; a table that brings quotes of its own keeps them. */
export function quoted({ engine }: Pick<Editor, "engine">, name: string): string {
  const sign = engine === "mysql" || engine === "mariadb" ? "`" : '"';
  if (name.includes('"."')) return `"${name.replaceAll(/^"|"$/gu, "")}"`.replaceAll('"', sign);
  return `${sign}${name.replaceAll(/^"|"$/gu, "").replaceAll(sign, sign + sign)}${sign}`;
}

export function literalOf({ engine }: Pick<Editor, "engine">, value: string | number | boolean): string {
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return engine === "postgresql" ? String(value) : value ? "1" : "0";
  const text = value.replaceAll("'", "''").replaceAll("\0", "");
  return `'${engine === "mysql" || engine === "mariadb" ? text.replaceAll("\\", "\\\\") : text}'`;
}

export function tableIn(editor: Editor, model: ModelState): string {
  return tableOf(editor.project.label, model, editor.engine);
}

export function typeIn(editor: Editor, model: ModelState, field: FieldState): string {
  return editor.sink.type(fieldType(editor.project, model, field, editor.engine));
}

/** The columns of fields by their names; a field that is not known has its own name. */
export function columnsIn(model: ModelState, names: readonly string[]): string[] {
  return names.map((name) => {
    const field = fieldIn(model, name);
    return field === null ? name : (columnOf(field) ?? name);
  });
}

/** Whether anything of the model reaches the database. */
export function isMigrated({ options }: ModelState): boolean {
  return options.managed && !options.proxy;
}

/** Says where the name of a column is not known, and the field's own stands for it. */
export function noteColumn(editor: Editor, model: ModelState, field: FieldState): void {
  if (field.columnUnknown)
    editor.sink.vague(`what the column of ${model.name}.${field.name} is called is not known before it runs`);
}

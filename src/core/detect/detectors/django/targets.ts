/** What a relation refers to: the table, its column, and the type that the referring column gets. */

import type { EngineName } from "../../../impact.ts";
import { columnType, referringType } from "./column-type.ts";
import { RELATIONS } from "./field-classes.ts";
import type { FieldState } from "./field-state.ts";
import { columnOf, foreignTable, tableOf } from "./names.ts";
import type { ModelState, Project } from "./state.ts";

export interface Target {
  table: string;
  /** The model's own name, for the columns of many-to-many tables; null: not known. */
  model: string | null;
  column: string;
  /** Null: not known here. */
  type: string | null;
}

const DEEPEST = 8;

/** Applications of Django itself, whose keys are plain integers. */
const CONTRIB = /^(?:auth|contenttypes|sites|sessions|admin|flatpages|redirects)\./u;

export function targetOf(
  project: Project,
  model: ModelState,
  field: FieldState,
  engine: EngineName,
  depth = 0,
): Target {
  const { to: written = "", toField = null } = field.relation ?? {};
  const to = project.named(written);
  const own = project.own(to, model.name);
  if (own !== null) {
    const found = own.fields.find(({ name, primaryKey }) =>
      toField === null ? primaryKey === true : name === toField,
    );
    const table = tableOf(project.label, own, engine);
    if (found === undefined)
      return { table, model: own.name.toLowerCase(), column: toField ?? "id", type: null };
    const type = depth > DEEPEST ? null : fieldType(project, own, found, engine, depth + 1, true);
    return { table, model: own.name.toLowerCase(), column: columnOf(found) ?? found.name, type };
  }
  const [app = "", name] = to === "self" ? [project.label ?? "", model.name.toLowerCase()] : to.split(".");
  if (app === "settings" || name === undefined) {
    // A model of this application that no migration is known to make, or one that the settings name.
    const table = /^\w+$/u.test(to) && project.label !== null ? foreignTable(project.label, to, engine) : to;
    return { table, model: /^\w+$/u.test(to) ? to : null, column: toField ?? "id", type: null };
  }
  const type = toField === null && CONTRIB.test(to) ? "integer" : null;
  return { table: foreignTable(app, name, engine), model: name, column: toField ?? "id", type };
}

/** The type of the column of a field. `referring`: of a column that refers to it. */
export function fieldType(
  project: Project,
  model: ModelState,
  field: FieldState,
  engine: EngineName,
  depth = 0,
  referring = false,
): string | null {
  if (field.internal !== null && RELATIONS.has(field.internal))
    return targetOf(project, model, field, engine, depth).type;
  return referring ? referringType(field, engine) : columnType(field, engine);
}

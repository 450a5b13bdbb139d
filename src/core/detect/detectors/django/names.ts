/** The names that Django gives: to tables, to columns, and to constraints and indexes that nobody named. */

import { hash } from "node:crypto";

import type { EngineName } from "../../../impact.ts";
import type { TableName } from "../../../operation.ts";
import { RELATIONS } from "./field-classes.ts";
import type { FieldState } from "./field-state.ts";
import type { ModelState } from "./state.ts";

const LONGEST: Readonly<Record<EngineName, number>> = { postgresql: 63, mysql: 64, mariadb: 64, sqlite: 200 };

/** Tables of `django.contrib` that are not called after their model. */
const CONTRIB: Readonly<Record<string, string>> = {
  "contenttypes.contenttype": "django_content_type",
  "sites.site": "django_site",
  "sessions.session": "django_session",
  "admin.logentry": "django_admin_log",
  "flatpages.flatpage": "django_flatpage",
  "redirects.redirect": "django_redirect",
};

export function tableOf(label: string | null, model: ModelState, engine: EngineName): string {
  const { table } = model.options;
  if (table !== null) return table;
  return cut(`${label ?? ""}_${model.name.toLowerCase()}`, engine);
}

/** The table of a model of another application, by Django's own rule. */
export function foreignTable(app: string, model: string, engine: EngineName): string {
  return CONTRIB[`${app}.${model}`] ?? cut(`${app}_${model}`, engine);
}

/** The table of the pairs of a many-to-many field. */
export function pairTable(table: string, field: FieldState, engine: EngineName): string {
  return field.relation?.table ?? cut(`${bare(table)}_${field.name}`, engine);
}

/** Null: no column stands behind the field. */
export function columnOf(field: FieldState): string | null {
  const { internal, name } = field;
  if (internal === "NoColumn" || internal === "ManyToManyField") return null;
  if (field.column !== null) return field.column;
  return internal !== null && RELATIONS.has(internal) ? `${name}_id` : name;
}

function digest(parts: readonly string[], length: number): string {
  return hash("md5", parts.join(""), "hex").slice(0, length);
}

/** `truncate_name`. */
function cut(name: string, engine: EngineName): string {
  const longest = LONGEST[engine];
  return name.length <= longest || name.startsWith('"')
    ? name
    : `${name.slice(0, longest - 4)}${digest([name], 4)}`;
}

/** A table without the schema that some write before it (`schema"."table`). */
export function bare(table: string): string {
  return table.slice(table.lastIndexOf('"."') + 1).replaceAll(/^[".]+|"$/gu, "");
}

/** `_create_index_name`: of an index or a constraint over columns. */
export function indexName(
  table: string,
  columns: readonly string[],
  suffix: string,
  engine: EngineName,
): string {
  const plain = bare(table);
  let end = `${digest([plain, ...columns], 8)}${suffix}`;
  const longest = LONGEST[engine];
  const whole = `${plain}_${columns.join("_")}_${end}`;
  if (whole.length <= longest) return whole;
  if (end.length > longest / 3) end = end.slice(0, Math.floor(longest / 3));
  const other = Math.floor((longest - end.length) / 2) - 1;
  const name = `${plain.slice(0, other)}_${columns.join("_").slice(0, other)}_${end}`;
  return /^[_\d]/u.test(name) ? `D${name.slice(0, -1)}` : name;
}

/** A table with the schema that some write before it (`schema"."table`). */
export function tableName(table: string): TableName {
  const at = table.indexOf('"."');
  const schema = at === -1 ? null : table.slice(0, at).replaceAll('"', "");
  return { schema, table: bare(table) };
}

/** Indexes and constraints, as Django writes them. */

import { isGeometry } from "./column-type.ts";
import { columnsIn, isMysql, quoted, tableIn, typeIn, type Editor } from "./editor.ts";
import type { FieldState } from "./field-state.ts";
import { columnOf, indexName } from "./names.ts";
import type { ConstraintState, IndexState, ModelState } from "./state.ts";
import { RELATIONS } from "./field-classes.ts";
import { fieldType } from "./targets.ts";

export interface IndexSql {
  table: string;
  name: string | null;
  /** In SQL, with quotes. */
  parts: string[];
  unique?: boolean;
  concurrently?: boolean;
  method?: string | null;
  include?: string[];
  condition?: string | null;
  nullsDistinct?: boolean | null;
}

export function createIndex(editor: Editor, index: IndexSql): string {
  const { engine } = editor;
  const words = [index.unique === true ? "CREATE UNIQUE INDEX" : "CREATE INDEX"];
  if (index.concurrently === true) words.push("CONCURRENTLY");
  if (index.name !== null) words.push(quoted(editor, index.name));
  const method = index.method ?? "btree";
  const using = engine === "postgresql" && method !== "btree" ? ` USING ${method}` : "";
  words.push(`ON ${quoted(editor, index.table)}${using} (${index.parts.join(", ")})`);
  if ((index.include ?? []).length > 0 && engine === "postgresql")
    words.push(`INCLUDE (${(index.include ?? []).map((name) => quoted(editor, name)).join(", ")})`);
  if (index.nullsDistinct === false) words.push("NULLS NOT DISTINCT");
  if (index.condition != null && !isMysql(editor)) words.push(`WHERE ${index.condition}`);
  return words.join(" ");
}

/** The index of an `Index(...)`; null where the engine makes none. */
export function declaredIndex(
  editor: Editor,
  model: ModelState,
  index: IndexState,
  concurrently = false,
): string | null {
  // MySQL has no partial indexes, and Django leaves them out.
  if (index.condition !== null && isMysql(editor)) return null;
  const columns = index.fields.map((field, at) => {
    const down = field.startsWith("-");
    const [column = field] = columnsIn(model, [down ? field.slice(1) : field]);
    const opclass =
      editor.engine === "postgresql" && index.classes[at] !== undefined ? ` ${index.classes[at]}` : "";
    return `${quoted(editor, column)}${opclass}${down ? " DESC" : ""}`;
  });
  const expressions = index.expressions.map((spelling) => editor.sink.expression(spelling));
  return createIndex(editor, {
    table: tableIn(editor, model),
    name: index.name,
    parts: [...columns, ...expressions],
    concurrently,
    method: index.method ?? "btree",
    include: columnsIn(model, index.include),
    condition: index.condition === null ? null : editor.sink.expression(index.condition),
  });
}

/** Indexes that a field asks for by itself. */
export function fieldIndexes(editor: Editor, model: ModelState, field: FieldState): string[] {
  const column = columnOf(field);
  if (column === null) return [];
  const table = tableIn(editor, model);
  const found: string[] = [];
  if (isIndexed(editor, field))
    found.push(
      createIndex(editor, {
        table,
        name: indexName(table, [column], "", editor.engine),
        parts: [quoted(editor, column)],
      }),
    );
  const like = likeIndex(editor, model, field);
  if (like !== null) found.push(like);
  if (isGeometry(field) && editor.engine === "postgresql" && !/spatial_index=False/u.test(field.spelling))
    found.push(
      createIndex(editor, {
        table,
        name: `${table}_${column}_id`.slice(0, 63),
        parts: [quoted(editor, column)],
        method: "gist",
      }),
    );
  return found;
}

const UNINDEXED = new Set(["TextField", "BinaryField", "JSONField", "StreamField"]);

/** An index beside what a key or a UNIQUE brings. */
export function isIndexed(editor: Editor, field: FieldState): boolean {
  if (field.index !== true || field.unique === true) return false;
  if (!isMysql(editor)) return true;
  // InnoDB indexes a foreign key itself, and no long text.
  if (field.internal !== null && RELATIONS.has(field.internal)) return field.relation?.constraint === false;
  return field.internal === null || !UNINDEXED.has(field.internal);
}

/** PostgreSQL needs a second index for LIKE. */
export function likeIndex(editor: Editor, model: ModelState, field: FieldState): string | null {
  if (editor.engine !== "postgresql" || (field.index !== true && field.unique !== true)) return null;
  const type = typeIn(editor, model, field);
  const column = columnOf(field);
  if (column === null || type.includes("[") || field.collation !== null) return null;
  const kind = type.startsWith("varchar") ? "varchar" : type.startsWith("text") ? "text" : null;
  if (kind === null) return null;
  const table = tableIn(editor, model);
  const name = indexName(table, [column], "_like", editor.engine);
  return createIndex(editor, { table, name, parts: [`${quoted(editor, column)} ${kind}_pattern_ops`] });
}

/** Says where it is not known whether there is such an index. */
export function noteLikeIndex(editor: Editor, model: ModelState, field: FieldState): void {
  const asks = editor.engine === "postgresql" && (field.index === true || field.unique === true);
  if (!asks || columnOf(field) === null || fieldType(editor.project, model, field, editor.engine) !== null)
    return;
  if (field.internal !== null && RELATIONS.has(field.internal)) return;
  editor.sink.vague(
    `whether ${columnOf(field)} has a second index, for LIKE, is not known: ${field.path} is defined elsewhere`,
  );
}

/** A UNIQUE over several fields. */
export function addUnique(editor: Editor, table: string, columns: readonly string[], name: string): string {
  const parts = columns.map((column) => quoted(editor, column));
  if (editor.engine === "sqlite") return createIndex(editor, { table, name, parts, unique: true });
  return `ALTER TABLE ${quoted(editor, table)} ADD CONSTRAINT ${quoted(editor, name)} UNIQUE (${parts.join(", ")})`;
}

/** Whether Django makes an index of it, and no constraint. */
export function isIndexOnly({
  type,
  condition,
  include,
  expressions,
  classes,
  nullsDistinct,
}: ConstraintState): boolean {
  const asks = condition !== null || include.length > 0 || expressions.length > 0 || classes.length > 0;
  return type === "unique" && (asks || nullsDistinct !== null);
}

/** The index of a unique constraint that asks for more than columns; null where the engine makes none. */
export function uniqueIndex(editor: Editor, model: ModelState, constraint: ConstraintState): string | null {
  if (isMysql(editor) && (constraint.condition !== null || constraint.include.length > 0)) return null;
  const columns = columnsIn(model, constraint.fields).map((column, at) => {
    const opclass = constraint.classes[at];
    return `${quoted(editor, column)}${opclass === undefined ? "" : ` ${opclass}`}`;
  });
  return createIndex(editor, {
    table: tableIn(editor, model),
    name: constraint.name,
    parts: [...columns, ...constraint.expressions.map((spelling) => editor.sink.expression(spelling))],
    unique: true,
    include: columnsIn(model, constraint.include),
    condition: constraint.condition === null ? null : editor.sink.expression(constraint.condition),
    nullsDistinct: constraint.nullsDistinct,
  });
}

/** The constraint inside CREATE TABLE, or behind ADD; null where the engine has none of the sort. */
export function constraintSql(editor: Editor, model: ModelState, constraint: ConstraintState): string | null {
  const named = constraint.name === null ? "" : `CONSTRAINT ${quoted(editor, constraint.name)} `;
  if (constraint.type === "unique") {
    if (constraint.deferrable && isMysql(editor)) return null;
    const columns = columnsIn(model, constraint.fields).map((column) => quoted(editor, column));
    return `${named}UNIQUE (${columns.join(", ")})${constraint.deferrable ? " DEFERRABLE INITIALLY DEFERRED" : ""}`;
  }
  if (constraint.type === "check" && constraint.check !== null) {
    const { sql, spelling } = constraint.check;
    return `${named}CHECK (${sql === null ? editor.sink.expression(spelling) : renamed(editor, model, sql)})`;
  }
  return null;
}

/** The SQL of a condition names fields; their columns can be called otherwise. */
function renamed(editor: Editor, model: ModelState, sql: string): string {
  return sql.replaceAll(/"((?:[^"]|"")*)"/gu, (_, name: string) => {
    const [column = name] = columnsIn(model, [name]);
    return quoted(editor, column);
  });
}

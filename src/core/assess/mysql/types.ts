/** What a change of a column's type does on MySQL and MariaDB: to the table, to the values, and to old code. */

import type { IdentifiedOperation } from "../../operation.ts";
import type { Scene, TypeChange } from "../engine.ts";
import { columnOf, indexesOf, tableOf } from "../known-schema.ts";
import type { KnownColumn } from "../known-schema.ts";
import { code } from "../names.ts";
import { parseType, sameType } from "./type-name.ts";
import type { TypeName } from "./type-name.ts";

export interface TypeVariant {
  variant: string;
  assumed: string[];
}

type TypeScene = Scene & { operation: IdentifiedOperation<"alter_column_type"> };

/** The column as it is known before the statement: CHANGE gives it a new name as well. */
export function columnBefore({ operation, schema, statement }: Scene): KnownColumn | null {
  const table = { schema: operation.schema, table: operation.table ?? "" };
  const [column = ""] = operation.columns;
  const renamed = statement.find(
    (one) => one.kind === "rename_column" && one.details.newName === column && one.table === operation.table,
  );
  return columnOf(schema, table, renamed?.columns[0] ?? column) ?? columnOf(schema, table, column);
}

/** The type that the column has before: what the migration says, else what is known. */
function oldTypeOf(scene: Scene): string | null {
  const { operation } = scene;
  const said = operation.kind === "alter_column_type" ? operation.details.oldType : null;
  return said ?? columnBefore(scene)?.type ?? null;
}

/** What a column without CHARACTER SET has. */
function tableCharset({ operation, schema }: Scene): string | null {
  return tableOf(schema, { schema: operation.schema, table: operation.table ?? "" })?.charset ?? null;
}

export function typeVariant(scene: TypeScene): TypeVariant {
  const { operation } = scene;
  const { clause } = operation;
  const [column = ""] = operation.columns;
  const from = oldTypeOf(scene);
  const to = operation.details.type;
  if (from === null || to === null) {
    const what = from === null ? "the type before" : "the new type";
    return { variant: "copy", assumed: [`${what} of ${code(column)} is not known, so a copy is assumed`] };
  }
  const generated = clause?.restated?.generated ?? null;
  if (generated !== null) return { variant: `${generated} expression`, assumed: [] };
  const [old, fresh] = [parseType(from), parseType(to)];
  if (sameType(old, fresh)) return sameTypeVariant(scene, old, column);
  if (fresh.name === old.name && fresh.values.length > 0)
    return { variant: valuesVariant(old, fresh), assumed: [] };
  const charset = clause?.traits?.charset ?? tableCharset(scene);
  if (old.name === "varchar" && fresh.name === "varchar") return widened(old, fresh, charset, column);
  return { variant: "copy", assumed: [] };
}

function sameTypeVariant(scene: TypeScene, type: TypeName, column: string): TypeVariant {
  const { operation, schema } = scene;
  const { collation } = operation.details;
  const charset = operation.clause?.traits?.charset ?? null;
  if (isText(type) && charset !== null && (collation === null || charset !== tableCharset(scene))) {
    const assumed = [`the character set of ${code(column)} before is not known, so a copy is assumed`];
    return { variant: "copy", assumed };
  }
  const table = { schema: operation.schema, table: operation.table ?? "" };
  if (collation !== null && isText(type)) {
    const indexed = indexesOf(schema, table, column).length > 0;
    return { variant: indexed ? "collation, indexed" : "collation", assumed: [] };
  }
  if (allowsNull(scene, column)) return { variant: "NOT NULL taken away", assumed: [] };
  return { variant: operation.clause?.position == null ? "same" : "moved", assumed: [] };
}

/** MODIFY that says nothing of NOT NULL takes it away, but for a primary key. */
function allowsNull(scene: TypeScene, column: string): boolean {
  const { operation, schema } = scene;
  const restated = operation.clause?.restated ?? null;
  if (restated === null || restated.nullable === false || restated.primaryKey) return false;
  const table = tableOf(schema, { schema: operation.schema, table: operation.table ?? "" });
  const keys = [...(table?.constraints.values() ?? [])].filter(({ type }) => type === "primary_key");
  return columnBefore(scene)?.nullable === false && !keys.some(({ columns }) => columns.includes(column));
}

function isText({ name }: TypeName): boolean {
  return /char|text|enum|set/u.test(name);
}

/** New values behind the old ones, as long as a value takes as many bytes as before. */
function valuesVariant(old: TypeName, fresh: TypeName): string {
  const kept = old.values.every((value, at) => fresh.values[at] === value);
  return kept && bytesOf(old) === bytesOf(fresh) ? "values appended" : "values changed";
}

function bytesOf({ name, values }: TypeName): number {
  if (name === "enum") return values.length > 255 ? 2 : 1;
  const bytes = Math.ceil(values.length / 8);
  return bytes > 4 ? 8 : bytes;
}

const bytesPerCharacter: Readonly<Record<string, number>> = {
  latin1: 1,
  ascii: 1,
  binary: 1,
  utf8: 3,
  utf8mb3: 3,
  ucs2: 2,
  utf8mb4: 4,
  utf16: 4,
  utf32: 4,
};

/** A VARCHAR says its length in one byte while it can hold at most 255 bytes, and in two from there on. */
function widened(old: TypeName, fresh: TypeName, charset: string | null, column: string): TypeVariant {
  const [before = 0, after = 0] = [old.size[0], fresh.size[0]];
  if (after < before) return { variant: "copy", assumed: [] };
  const known = charset === null ? undefined : bytesPerCharacter[charset];
  const widths = known === undefined ? [1, 2, 3, 4] : [known];
  const crossing = widths.filter((width) => before * width <= 255 && after * width > 255);
  if (crossing.length === 0) return { variant: "varchar, same length bytes", assumed: [] };
  const short = crossing.every((width) => before * width <= 127);
  const assumed =
    crossing.length < widths.length || widths.length > 1
      ? [`how many bytes a character of ${code(column)} takes is not known, so the worst is assumed`]
      : [];
  return {
    variant: short ? "varchar, across 255 bytes from at most 127" : "varchar, across 255 bytes",
    assumed,
  };
}

/** Types that read and write alike for a program. */
const families = [
  ["tinyint", "smallint", "mediumint", "int", "bigint"],
  ["char", "varchar", "tinytext", "text", "mediumtext", "longtext"],
  ["binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob"],
  ["float", "double"],
];

export function typeChangeOf(scene: TypeScene): TypeChange {
  const from = oldTypeOf(scene);
  const to = scene.operation.details.type;
  const column = code(scene.operation.columns[0] ?? "");
  if (from === null || to === null) {
    // MODIFY says the whole column anew, so that what it says may be as it was.
    const restated = scene.operation.clause?.restated != null;
    const breaks = restated ? null : `old code may use ${column} as the type that it was`;
    return { from, to, breaks, loses: null, narrows: true };
  }
  const [old, fresh] = [parseType(from), parseType(to)];
  const gone = old.values.filter((value) => old.name === fresh.name && !fresh.values.includes(value));
  const narrows = isNarrower(old, fresh) || gone.length > 0;
  const same =
    old.name === fresh.name || families.some((one) => one.includes(stem(old)) && one.includes(stem(fresh)));
  const taken = gone.length > 0 ? `old code still writes ${code(gone[0] ?? "")} into ${column}` : null;
  return {
    from,
    to,
    breaks: taken ?? (same ? null : `old code uses ${column} as ${from}`),
    loses: narrows ? `values of ${column} that do not fit are cut off, or the statement fails` : null,
    narrows,
  };
}

function stem({ name }: TypeName): string {
  return name.split(" ")[0] ?? name;
}

function isNarrower(old: TypeName, fresh: TypeName): boolean {
  const family = families.find((one) => one.includes(stem(old)) && one.includes(stem(fresh)));
  if (family !== undefined && stem(old) !== stem(fresh)) {
    return family.indexOf(stem(fresh)) < family.indexOf(stem(old));
  }
  if (old.name !== fresh.name && stem(old) === stem(fresh)) return true;
  return fresh.size.some((number, at) => number < (old.size[at] ?? 0));
}

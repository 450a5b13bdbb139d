/** What a change of a column's type does on MySQL and MariaDB: to the table, to the values, and to old code. */

import type { IdentifiedOperation } from "../../operation.ts";
import type { Scene, TypeChange } from "../engine.ts";
import { columnOf, indexesOf } from "../known-schema.ts";
import { code } from "../names.ts";
import { parseType, sameType } from "./type-name.ts";
import type { TypeName } from "./type-name.ts";

export interface TypeVariant {
  variant: string;
  assumed: string[];
}

type TypeScene = Scene & { operation: IdentifiedOperation<"alter_column_type"> };

/** The type that the column has before: what the migration says, else what is known. */
export function oldTypeOf({ operation, schema }: Scene): string | null {
  if (operation.kind === "alter_column_type" && operation.details.oldType !== null)
    return operation.details.oldType;
  const table = { schema: operation.schema, table: operation.table ?? "" };
  return columnOf(schema, table, operation.columns[0] ?? "")?.type ?? null;
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
  if (clause?.restated?.generated === "stored") return { variant: "generated", assumed: [] };
  const [old, fresh] = [parseType(from), parseType(to)];
  const charset = clause?.traits?.charset ?? null;
  if (isText(fresh) && charset !== null && sameType(old, fresh)) {
    const assumed = [`the character set of ${code(column)} before is not known, so a copy is assumed`];
    return { variant: "copy", assumed };
  }
  if (sameType(old, fresh)) return { variant: sameTypeVariant(scene, old, column), assumed: [] };
  if (fresh.name === old.name && fresh.values.length > 0)
    return { variant: valuesVariant(old, fresh), assumed: [] };
  if (old.name === "varchar" && fresh.name === "varchar") return widened(old, fresh, charset, column);
  return { variant: "copy", assumed: [] };
}

function sameTypeVariant(scene: TypeScene, type: TypeName, column: string): string {
  const { operation, schema } = scene;
  if (operation.clause?.position != null) return "moved";
  if (operation.details.collation === null || !isText(type)) return "same";
  const table = { schema: operation.schema, table: operation.table ?? "" };
  return indexesOf(schema, table, column).length > 0 ? "collation, indexed" : "collation";
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

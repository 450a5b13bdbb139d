/** A schema as its files declare it: what is left when all that they say has been done. */

import type { Column, Constraint, TableName } from "../../column.ts";
import type { InlineKey } from "../../clause.ts";
import type { Place } from "../../place.ts";
import type { DetailsByKind, ReadOperation } from "../../operation.ts";

/** Something that is declared, and the operation that says so. */
export interface Declared {
  by: ReadOperation;
  /** The text of that operation with its white space folded, null where it is not to be had. */
  text: string | null;
}

export interface DeclaredColumn extends Declared {
  column: Column;
}

export interface DeclaredConstraint extends Declared {
  constraint: Constraint;
  onDelete: string | null;
}

export interface DeclaredIndex extends Declared {
  name: string | null;
  columns: string[];
  details: DetailsByKind["create_index"];
}

export interface DeclaredTable extends Declared {
  schema: string | null;
  table: string;
  /** By their names as written. */
  columns: Map<string, DeclaredColumn>;
  constraints: DeclaredConstraint[];
  indexes: DeclaredIndex[];
}

export interface DeclaredType extends Declared {
  schema: string | null;
  name: string;
  values: string[];
}

export interface DeclaredSchema {
  tables: Map<string, DeclaredTable>;
  /** Types with a list of values. */
  enums: Map<string, DeclaredType>;
  /** Views, functions, triggers and all else that has a name, by kind and name. */
  objects: Map<string, Declared>;
  /** What does something rather than declares it: rows, rights, code that cannot be read. */
  others: Declared[];
  /** The version that the schema says that it has. */
  version: string | null;
}

/** One name for one thing: no schema and `public` are the same. */
export function nameKey(schema: string | null, name: string): string {
  return schema === null || schema === "public" || schema === "" ? name : `${schema}.${name}`;
}

/** A text as it is compared: dumps name the schema `public` or leave it out as they like. */
export function comparable(text: string | null): string | null {
  return text === null ? null : text.replaceAll(/(?<![\w.])"?public"?\./gu, "");
}

export function emptySchema(): DeclaredSchema {
  return { tables: new Map(), enums: new Map(), objects: new Map(), others: [], version: null };
}

export function plainConstraint(
  type: Constraint["type"],
  columns: string[],
  more: Partial<Constraint> = {},
): Constraint {
  return { name: null, type, columns, references: null, expression: null, ...more };
}

/** The constraints that a column says in its own line. */
export function inlineConstraints(column: Column): Constraint[] {
  const { name, primaryKey, unique, check, references } = column;
  return [
    ...(primaryKey ? [plainConstraint("primary_key", [name])] : []),
    ...(unique ? [plainConstraint("unique", [name])] : []),
    ...(check === null ? [] : [plainConstraint("check", [name], { expression: check })]),
    ...(references === null ? [] : [plainConstraint("foreign_key", [name], { references })]),
  ];
}

/** A key of MySQL's CREATE TABLE as an index. */
export function inlineIndex(key: InlineKey): Pick<DeclaredIndex, "name" | "columns" | "details"> {
  const { name, columns, expressions, method } = key;
  return {
    name,
    columns,
    details: {
      unique: false,
      concurrently: false,
      ifNotExists: false,
      method,
      expressions,
      where: null,
      only: false,
    },
  };
}

/** What two references have in common when they point at the same. */
export function referenceKey(references: (TableName & { columns: string[] }) | null): string {
  return references === null
    ? ""
    : `${nameKey(references.schema, references.table)}(${references.columns.join()})`;
}

export function placeOf({ by }: Declared): Place {
  return by.place;
}

/** What is known of a field of a model: plain data, all that decides what the database sees. */

import type { Value } from "../../reading/source/value.ts";

/** Null: not known before it runs. */
export type Maybe = boolean | null;

export interface Relation {
  /** `app.model` in lower case, `model` of the same application, `self`, or what stands there instead (`settings.AUTH_USER_MODEL`). */
  to: string;
  toField: string | null;
  constraint: Maybe;
  many: boolean;
  /** A model of its own holds the pairs: no table is made for them. */
  through: boolean;
  /** The table for the pairs, where it is named. */
  table: string | null;
}

export interface FieldState {
  name: string;
  /** Django's class that decides the type, null when the class is defined elsewhere. */
  internal: string | null;
  /** The class as written. */
  path: string;
  null: Maybe;
  primaryKey: Maybe;
  unique: Maybe;
  index: Maybe;
  column: string | null;
  /** `db_column` is given, and what it says is not known. */
  columnUnknown: boolean;
  /** Null: not given, or not known. */
  maxLength: number | null;
  digits: number | null;
  places: number | null;
  collation: string | null;
  comment: string | null;
  default: FieldDefault;
  /** `db_default`: SQL, or the spelling of what makes it. */
  dbDefault: { value: Value } | null;
  relation: Relation | null;
  /** Of an array, or what a generated column holds. */
  item: FieldState | null;
  size: string;
  srid: string;
  geography: boolean;
  /** What makes a generated column. */
  generated: { expression: string; stored: boolean } | null;
  json: boolean;
  /** What is written of it that the database could see, without the default and the target; two fields with the same are the same to Django. */
  spelling: string;
  /** The same as far as it can bear on the type. */
  typeSpelling: string;
  /** The default as written. */
  writtenDefault: string | null;
}

/** `set`: a value that the rows that are there get; `spelling` says whether two are the same. `given`: the migration says so itself. */
export type FieldDefault =
  | { kind: "none" }
  | {
      kind: "set";
      value: string | number | boolean;
      given: boolean;
      spelling: string;
      /** It is the same each time that it is asked for. */
      constant: boolean;
    };

/** A many-to-many field for which Django makes a table. */
export function isPairs({ relation }: FieldState): boolean {
  return relation !== null && relation.many && !relation.through;
}

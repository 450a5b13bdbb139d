/** What a class of fields is to the database. */

import type { Arguments } from "../../reading/source/value.ts";

export interface FieldClass {
  /** Django's name for what decides the column's type (`get_internal_type`). */
  internal: string;
  /** `max_length` where it is not given. */
  maxLength?: number;
  /** `db_index` where it is not given. */
  index?: true;
  null?: true;
  /** What its constructor makes of what it is given. */
  construct?: (args: Arguments) => Arguments;
}

/** By its full name alone: validators, storages and defaults of the project are classes as well, and their modules need no reading. */
export function looksLikeField(path: string): boolean {
  const [name = "", module = ""] = path.split(".").toReversed();
  return (
    /^_?[A-Z]/u.test(name) &&
    (/(?:Field|Key|I[dD])\d*$/u.test(name) || /(?:field|type|column)/iu.test(module))
  );
}

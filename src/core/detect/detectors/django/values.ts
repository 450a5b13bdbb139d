/** What Django's objects are known to be while a migration is read: how each was made. */

import type { Syntax } from "../../reading/source/syntax.ts";
import type { FieldClass } from "./field-class.ts";
import type { Arguments, Value } from "../../reading/source/value.ts";

/** Something that was made by calling what the file imports: an operation, a field, an index, an expression. */
export interface Made {
  host: "made";
  /** The full name of what was called: `django.db.models.CharField`. */
  path: string;
  args: Arguments;
  node: Syntax;
  /** It was made under a condition that cannot be decided. */
  condition: { branch: string | null } | null;
  /** Expressions that an operator or a method put together: `Q(...) | Q(...)`, `F("x").desc()`. */
  parts: { operator: string; operands: Value[] } | null;
  /** What a class of the project's own is as a field: null where that is not known, absent where it is none of the project's. */
  known?: FieldClass | null | undefined;
}

export function made(value: Value | null | undefined): Made | null {
  return value?.kind === "host" ? (value.value as Made) : null;
}

export function lastName(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

/** What the arguments of a call are, by the names of its parameters. */
export class Given {
  readonly args: Arguments;
  readonly #names: readonly string[];

  constructor(args: Arguments, names: readonly string[]) {
    this.args = args;
    this.#names = names;
  }

  get(name: string): Value | undefined {
    const keyword = this.args.keywords.get(name);
    if (keyword !== undefined) return keyword;
    const at = this.#names.indexOf(name);
    return at === -1 ? undefined : this.args.positional[at];
  }
}

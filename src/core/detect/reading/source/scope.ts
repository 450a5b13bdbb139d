/** The variables of a module, function or class, with a journal so that branches can be taken back and joined. */

import type { Value } from "./value.ts";

/** What a variable was before it was set. */
export interface Change {
  scope: Scope;
  name: string;
  before: Value | undefined;
}

/** The changes since the outermost open branch; null while no branch is open. */
export interface Journal {
  changes: Change[] | null;
}

export class Scope {
  readonly kind: "module" | "function" | "class";
  readonly parent: Scope | null;
  readonly #journal: Journal;
  readonly #values = new Map<string, Value>();
  /** Names that `global` or `nonlocal` hands to an outer scope. */
  readonly outer = new Map<string, Scope>();

  constructor(kind: Scope["kind"], parent: Scope | null, journal: Journal) {
    this.kind = kind;
    this.parent = parent;
    this.#journal = journal;
  }

  /** A scope inside this one. */
  inner(kind: Scope["kind"]): Scope {
    return new Scope(kind, this, this.#journal);
  }

  own(name: string): Value | undefined {
    return this.#values.get(name);
  }

  ownNames(): string[] {
    return [...this.#values.keys()];
  }

  /** The value that a name has here; the members of a class around are not seen, as in Python. */
  get(name: string): Value | undefined {
    let scope: Scope | null = this.outer.get(name) ?? this;
    for (let first = true; scope !== null; scope = scope.parent, first = false) {
      const value = scope.kind !== "class" || first ? scope.#values.get(name) : undefined;
      if (value !== undefined) return value;
    }
    return undefined;
  }

  /** The scope in which an assignment finds the name, where assigning declares nothing; null when none has it. */
  holder(name: string): Scope | null {
    return this.#values.has(name) ? this : (this.parent?.holder(name) ?? null);
  }

  set(name: string, value: Value): void {
    const scope = this.outer.get(name) ?? this;
    this.#journal.changes?.push({ scope, name, before: scope.#values.get(name) });
    scope.#values.set(name, value);
  }

  /** Puts a variable back without a journal entry. */
  restore(name: string, value: Value | undefined): void {
    if (value === undefined) this.#values.delete(name);
    else this.#values.set(name, value);
  }

  /** The module's scope. */
  get module(): Scope {
    return this.parent === null ? this : this.parent.module;
  }
}

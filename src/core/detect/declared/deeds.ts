/** What the migrations of a change do, by the names that they do it to. */

import type { Kind, ReadOperation } from "../../operation.ts";

/** What is done to one table. */
interface Deeded {
  /** Kinds by column. */
  columns: Map<string, Set<Kind>>;
  /** Some key of it is spoken of without its columns. */
  anyKey: boolean;
  /** Some key of it is spoken of. */
  keys: boolean;
}

/** Names are compared without their case and schema: a migration may write them otherwise than the schema does. */
export class Deeds {
  readonly #made = new Set<string>();
  readonly #unmade = new Set<string>();
  readonly #rewritten = new Set<string>();
  readonly #tables = new Map<string, Deeded>();
  readonly #objects = new Map<string, Set<string>>();
  /** An index or a constraint may be spoken of without its table. */
  readonly #names = new Set<string>();

  constructor(done: readonly ReadOperation[]) {
    for (const operation of done) this.#take(operation);
  }

  makes(table: string): boolean {
    return this.#made.has(plain(table));
  }

  unmakes(table: string): boolean {
    return this.#unmade.has(plain(table));
  }

  rewrites(table: string): boolean {
    return this.#rewritten.has(plain(table));
  }

  adds(table: string, column: string): boolean {
    return this.#kinds(table, column).some(isMaking);
  }

  drops(table: string, column: string): boolean {
    return this.#kinds(table, column).some(isUnmaking);
  }

  touchesColumn(table: string, column: string): boolean {
    return this.#kinds(table, column).some((kind) => !isKey(kind));
  }

  /** By its name, or by a column: a key goes with a column that is dropped or made. */
  touchesKey(table: string, columns: readonly string[], name: string | null): boolean {
    if (name !== null && this.#names.has(plain(name))) return true;
    const on = this.#tables.get(plain(table));
    if (on === undefined) return false;
    if (columns.some((column) => on.columns.has(plain(column)))) return true;
    return on.anyKey || (columns.length === 0 && on.keys);
  }

  touchesObject(kind: Kind, name: string | null): boolean {
    return name !== null && this.#objects.get(sortOf(kind))?.has(plain(name)) === true;
  }

  #kinds(table: string, column: string): Kind[] {
    return [...(this.#tables.get(plain(table))?.columns.get(plain(column)) ?? [])];
  }

  #take(operation: ReadOperation): void {
    const { kind, table, name } = operation;
    if (table !== null) this.#on(table, kind, columnsIn(operation));
    if (name !== null && isKey(kind)) this.#names.add(plain(name));
    this.#object(kind, name ?? table);
    switch (operation.kind) {
      case "create_table":
      case "create_table_as":
        this.#made.add(plain(table ?? ""));
        break;
      case "create_partition":
        this.#made.add(plain(operation.details.partition.table));
        break;
      case "drop_table":
        this.#unmade.add(plain(table ?? ""));
        break;
      case "drop_partition":
        this.#unmade.add(plain(operation.details.partition.table));
        break;
      case "rename_table":
        this.#made.add(plain(operation.details.newName));
        this.#unmade.add(plain(table ?? ""));
        break;
      case "rename_index":
      case "rename_constraint":
        this.#names.add(plain(operation.details.newName));
        break;
      case "rename_type":
        this.#object(kind, operation.details.newName);
        break;
      case "set_schema":
        this.#rewritten.add(plain(table ?? name ?? ""));
        break;
      case "rewrite_table":
        this.#rewritten.add(plain(table ?? ""));
        break;
      default:
    }
  }

  #on(table: string, kind: Kind, columns: readonly string[]): void {
    const on = this.#tables.get(plain(table)) ?? { columns: new Map(), anyKey: false, keys: false };
    this.#tables.set(plain(table), on);
    for (const column of columns.map(plain))
      on.columns.set(column, (on.columns.get(column) ?? new Set<Kind>()).add(kind));
    on.keys ||= isKey(kind);
    on.anyKey ||= isKey(kind) && columns.length === 0;
  }

  #object(kind: Kind, name: string | null): void {
    if (name === null) return;
    const names = this.#objects.get(sortOf(kind)) ?? new Set();
    this.#objects.set(sortOf(kind), names.add(plain(name)));
  }
}

function plain(name: string): string {
  return name.toLowerCase();
}

function columnsIn(operation: ReadOperation): string[] {
  const { columns } = operation;
  return operation.kind === "rename_column" ? [...columns, operation.details.newName] : columns;
}

function isMaking(kind: Kind): boolean {
  return kind === "add_column" || kind === "rename_column";
}

function isUnmaking(kind: Kind): boolean {
  return kind === "drop_column" || kind === "rename_column";
}

const keys = /_(?:index|primary_key|foreign_key|unique|check|exclusion|constraint)$/u;

function isKey(kind: Kind): boolean {
  return keys.test(kind);
}

/** What an operation is about, whatever it does to it. */
function sortOf(kind: Kind): string {
  const sort = kind.replace(/^[a-z]+_/u, "");
  if (sort.startsWith("enum") || sort === "domain") return "type";
  return sort;
}

/** What the migrations of a change do, by the names that they do it to. */

import type { Kind, ReadOperation } from "../../operation.ts";

interface Deed {
  kind: Kind;
  columns: ReadonlySet<string>;
  name: string | null;
}

/** Names are compared without their case and schema: a migration may write them otherwise than the schema does. */
export class Deeds {
  readonly #made = new Set<string>();
  readonly #unmade = new Set<string>();
  readonly #rewritten = new Set<string>();
  readonly #tables = new Map<string, Deed[]>();
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
    return this.#some(table, ({ kind, columns }) => isMaking(kind) && columns.has(plain(column)));
  }

  drops(table: string, column: string): boolean {
    return this.#some(table, ({ kind, columns }) => isUnmaking(kind) && columns.has(plain(column)));
  }

  touchesColumn(table: string, column: string): boolean {
    return this.#some(table, ({ kind, columns }) => !isKey(kind) && columns.has(plain(column)));
  }

  /** By its name, or by a column: a key goes with a column that is dropped or made. */
  touchesKey(table: string, columns: readonly string[], name: string | null): boolean {
    if (name !== null && this.#names.has(plain(name))) return true;
    return this.#some(table, (deed) => {
      const isOn = columns.some((column) => deed.columns.has(plain(column)));
      return isOn || (isKey(deed.kind) && (deed.columns.size === 0 || columns.length === 0));
    });
  }

  touchesObject(kind: Kind, name: string | null): boolean {
    return name !== null && this.#objects.get(sortOf(kind))?.has(plain(name)) === true;
  }

  #some(table: string, fits: (deed: Deed) => boolean): boolean {
    return this.#tables.get(plain(table))?.some(fits) ?? false;
  }

  #take(operation: ReadOperation): void {
    const { kind, table, name } = operation;
    const columns = new Set(columnsIn(operation).map(plain));
    if (table !== null) this.#on(table).push({ kind, columns, name });
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

  #on(table: string): Deed[] {
    const deeds = this.#tables.get(plain(table)) ?? [];
    this.#tables.set(plain(table), deeds);
    return deeds;
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

/** What is known of a database at one point of a change: from the base's migrations, and from what the change did so far. */

import type { Constraint, ReadOperation, TableName } from "../operation.ts";

export interface KnownColumn {
  /** Canonical SQL, null when it is not known. */
  type: string | null;
  nullable: boolean | null;
  hasDefault: boolean | null;
  generated: "stored" | "virtual" | null;
  /** The change made it. */
  isNew: boolean;
}

export interface KnownConstraint {
  type: Constraint["type"];
  columns: string[];
  references: TableName | null;
  /** All rows were checked: it was not added NOT VALID, or was validated since. */
  valid: boolean;
  /** The column that it says IS NOT NULL, when it says only that. */
  notNullOf: string | null;
  /** The source text of a CHECK. */
  expression: string | null;
}

export interface KnownTable {
  schema: string | null;
  table: string;
  relation: "table" | "view" | "materialized view";
  /** The change created it, and nothing of that name was there before. */
  isNew: boolean;
  /** The character set of columns that name none (MySQL and MariaDB), null when that is not known. */
  charset: string | null;
  /** Rows of unknown number got into it in this change. */
  filled: boolean;
  /** Its creation was read, so that what is not listed is not there. */
  complete: boolean;
  columns: Map<string, KnownColumn>;
  /** By name; the engine's default name where the migration says none. */
  constraints: Map<string, KnownConstraint>;
  partitioned: boolean | null;
  /** The columns of PARTITION BY, null for an expression; null when that is not known. */
  partitionKey: (string | null)[] | null;
  partitionOf: string | null;
  defaultPartition: string | null;
  /** False: a materialized view that was made or refreshed WITH NO DATA. */
  populated: boolean;
}

export interface KnownIndex {
  /** The key of its table. */
  table: string;
  columns: string[];
  /** The source texts of its expressions and of its predicate: it is built anew when the type of a column in them changes. */
  computed: string[];
  unique: boolean;
  isNew: boolean;
}

export interface KnownSchema {
  tables: Map<string, KnownTable>;
  indexes: Map<string, KnownIndex>;
  /** What was read is of MySQL or MariaDB, where two tables can have indexes of one name. */
  indexesPerTable: boolean;
  /** Types by name: what each is, and whether the change made it. */
  types: Map<
    string,
    { variant: "domain" | "other"; constrained: boolean; base: string | null; isNew: boolean }
  >;
  /** Other things that the change made: `function f`, `schema s`, `sequence q`. */
  made: Set<string>;
  /** Functions that a trigger has called: only triggers can. */
  triggerFunctions: Set<string>;
  /** Tables that are new in a branch only, by branch, and those of the branch that runs. */
  branched: { tables: Map<string, KnownTable[]>; open: KnownTable[]; branch: string | null };
  /** Tables that the base had and the change dropped or renamed: their names are not new when something takes them. */
  taken: Set<string>;
  /** All that the base's migrations do, as far as they were read. */
  history: ReadOperation[];
}

export function emptySchema(): KnownSchema {
  return {
    tables: new Map(),
    indexes: new Map(),
    indexesPerTable: false,
    types: new Map(),
    made: new Set(),
    triggerFunctions: new Set(),
    branched: { tables: new Map(), open: [], branch: null },
    taken: new Set(),
    history: [],
  };
}

// An operation asks for its own table many times in a row: the same string again is found faster than an equal one.
let last = { schema: null as string | null, table: "", key: "public." };

/** One name for one relation: a migration that says no schema means `public`. */
export function keyOf({ schema, table }: TableName): string {
  if (table !== last.table || schema !== last.schema) {
    last = { schema, table, key: `${schema ?? "public"}.${table}` };
  }
  return last.key;
}

/** One name for one index: the schema's own, or the table's where each table has index names of its own. */
export function indexKey(
  known: KnownSchema,
  on: { schema: string | null; table: string | null },
  name: string,
): string {
  const own = known.indexesPerTable && on.table !== null;
  return keyOf({ schema: on.schema, table: own ? `${on.table}\0${name}` : name });
}

export function tableOf(schema: KnownSchema, name: TableName): KnownTable | null {
  return schema.tables.get(keyOf(name)) ?? null;
}

/** One name for one type or function, as an operation or a column writes it. */
export function typeKey(schema: string | null, name: string): string {
  const text = schema === null ? name : `${schema}.${name}`;
  return text.replace(/^public\./u, "");
}

/** The change created it, and it is used by nobody yet. */
export function isNewTable(schema: KnownSchema, name: TableName): boolean {
  return tableOf(schema, name)?.isNew ?? false;
}

/** It can hold more rows than the migration itself writes into it. */
export function holdsData(schema: KnownSchema, name: TableName): boolean {
  const table = tableOf(schema, name);
  return table === null || !table.isNew || table.filled;
}

export function columnOf(schema: KnownSchema, name: TableName, column: string): KnownColumn | null {
  return tableOf(schema, name)?.columns.get(column) ?? null;
}

/** The indexes of a table that have this column, as far as they are known. */
export function indexesOf(schema: KnownSchema, name: TableName, column: string): string[] {
  const key = keyOf(name);
  const found = [...schema.indexes].filter(
    ([, index]) => index.table === key && index.columns.includes(column),
  );
  return found.map(([index]) => index);
}

/** Whether an expression or the predicate of an index of the table names this column, or a CHECK that all rows were proved to keep. */
export function computedFrom(schema: KnownSchema, name: TableName, column: string): boolean {
  const key = keyOf(name);
  for (const index of schema.indexes.values()) {
    if (index.table === key && index.computed.some((text) => names(text, column))) return true;
  }
  for (const { type, valid, expression } of schema.tables.get(key)?.constraints.values() ?? []) {
    if (type === "check" && valid && expression !== null && names(expression, column)) return true;
  }
  return false;
}

function names(expression: string, column: string): boolean {
  const word = column.toLowerCase();
  for (const [found] of expression.toLowerCase().matchAll(/"(?:[^"]|"")*"|[\p{L}\p{N}_$]+/gu))
    if (found === word || found === `"${word}"`) return true;
  return false;
}

/** Tables whose foreign keys point at this one. */
export function referencing(schema: KnownSchema, name: TableName): TableName[] {
  const key = keyOf(name);
  const found: TableName[] = [];
  for (const [own, table] of schema.tables) {
    if (own === key) continue;
    for (const constraint of table.constraints.values()) {
      if (constraint.references !== null && keyOf(constraint.references) === key) {
        found.push({ schema: table.schema, table: table.table });
        break;
      }
    }
  }
  return found;
}

/** Tables that the foreign keys of this one point at, optionally only those over one column. */
export function referencedBy(schema: KnownSchema, name: TableName, column: string | null): TableName[] {
  const table = tableOf(schema, name);
  if (table === null) return [];
  const found: TableName[] = [];
  for (const { references, columns } of table.constraints.values()) {
    if (references === null || (column !== null && !columns.includes(column))) continue;
    if (keyOf(references) !== keyOf(name)) found.push(references);
  }
  return found;
}

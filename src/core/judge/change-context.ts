/** What one operation cannot know of the rest of its change: which tables are new, and what is dropped only to be made again. */

import type { AssessedOperation, Kind, TableName } from "../operation.ts";

export interface ChangeContext {
  /** Views, functions, triggers and indexes that the same change drops and makes again, both ends of it. */
  madeAgain: ReadonlySet<AssessedOperation>;
  /** Whether any of the tables that the operation reads was there before the change. */
  readsExisting(operation: AssessedOperation, sources: readonly TableName[]): boolean;
}

const contexts = new WeakMap<readonly AssessedOperation[], ChangeContext>();

/** Worked out once per change; the list is that of the whole change, in migration order. */
export function changeContext(change: readonly AssessedOperation[]): ChangeContext {
  let context = contexts.get(change);
  if (context === undefined) {
    const created = newTables(change);
    context = {
      madeAgain: madeAgain(change),
      readsExisting: (operation, sources) =>
        sources.some((source) => !created.has(tableKey(operation, source.schema, source.table))),
    };
    contexts.set(change, context);
  }
  return context;
}

function newTables(change: readonly AssessedOperation[]): Set<string> {
  const created = new Set<string>();
  const old = new Set<string>();
  for (const operation of change) {
    const { kind, schema, table } = operation;
    if (table === null) continue;
    const key = tableKey(operation, schema, table);
    const creates = kind === "create_table" || kind === "create_table_as";
    if (operation.newTable || (creates && !operation.details.ifNotExists)) created.add(key);
    // What the assessment calls an old table after its creation was there before (the base creates it too).
    else if (created.has(key) && kind !== "drop_table") old.add(key);
    if (operation.newTable && operation.kind === "rename_table") {
      created.add(tableKey(operation, schema, operation.details.newName));
    }
  }
  for (const key of old) created.delete(key);
  return created;
}

function tableKey(operation: AssessedOperation, schema: string | null, table: string): string {
  const name = `${schema ?? "public"}.${table}`.toLowerCase();
  return `${operation.database}\n${operation.direction}\n${name}`;
}

function madeAgain(change: readonly AssessedOperation[]): Set<AssessedOperation> {
  const dropped = new Map<string, AssessedOperation>();
  const found = new Set<AssessedOperation>();
  for (const operation of change) {
    const thing = replaceable(operation);
    if (thing === null) continue;
    const key = `${operation.database}\n${operation.direction}\n${thing.key}`;
    const before = dropped.get(key);
    if (thing.drops) {
      dropped.set(key, operation);
    } else if (before !== undefined) {
      found.add(before).add(operation);
      dropped.delete(key);
    }
  }
  return found;
}

/** Kinds that make or drop what can be made again. */
const replaceables = new Map<Kind, { thing: string; drops: boolean }>([
  ["create_view", { thing: "view", drops: false }],
  ["replace_view", { thing: "view", drops: false }],
  ["drop_view", { thing: "view", drops: true }],
  ["create_function", { thing: "function", drops: false }],
  ["drop_function", { thing: "function", drops: true }],
  ["create_trigger", { thing: "trigger", drops: false }],
  ["drop_trigger", { thing: "trigger", drops: true }],
  ["create_index", { thing: "index", drops: false }],
  ["drop_index", { thing: "index", drops: true }],
]);

/** The identity of what an operation makes or drops, null when it is nothing that is replaced this way. */
function replaceable(operation: AssessedOperation): { key: string; drops: boolean } | null {
  const { kind, schema, table, name } = operation;
  const replaced = replaceables.get(kind);
  if (replaced === undefined) return null;
  const { thing, drops } = replaced;
  const own = thing === "view" ? (table ?? name) : name;
  if (own === null) return null;
  const inside = thing === "trigger" ? (table ?? "") : "";
  const key = `${thing}\n${schema ?? ""}\n${inside}\n${own}`.toLowerCase();
  return { key, drops };
}

/** Several indexes or constraints of one table in one sentence: an operator plans by table. */

import type { ReadOperation } from "../operation.ts";
import { qualified } from "../operation.ts";
import { code } from "./inline.ts";
import type { Markup } from "./inline.ts";
import { listed, listedShort } from "./listed.ts";

/** Of more names than this the rest is counted. */
const mostNames = 6;

/** The operations in their order, with one sentence in the place of the first of those that are said together. */
export function gatheredBy(operations: readonly ReadOperation[], markup: Markup): (ReadOperation | string)[] {
  const groups = new Map<string, ReadOperation[]>();
  for (const operation of operations) {
    const key = keyOf(operation);
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), operation]);
  }
  return operations.flatMap((operation): (ReadOperation | string)[] => {
    const those = groups.get(keyOf(operation) ?? "") ?? [];
    if (those.length < 2) return [operation];
    return those[0] === operation ? [sentence(operation, those, markup)] : [];
  });
}

/** Equal for those that one sentence can tell of; null: it is told of alone. */
function keyOf(operation: ReadOperation): string | null {
  const { kind, schema, table, name, conditional } = operation;
  if (table === null && kind !== "drop_index") return null;
  if (name === null && kind !== "add_foreign_key") return null;
  const form = formOf(operation);
  return form === null ? null : JSON.stringify([kind, schema, table, conditional, form]);
}

function formOf(operation: ReadOperation): string | null {
  if (operation.kind === "create_index") {
    const { unique, concurrently } = operation.details;
    return `${unique} ${concurrently}`;
  }
  if (operation.kind === "add_foreign_key") return String(operation.details.notValid);
  return operation.kind === "drop_index" || operation.kind === "drop_constraint" ? "" : null;
}

function sentence(first: ReadOperation, those: readonly ReadOperation[], markup: Markup): string {
  const mark = (text: string): string => code(text, markup);
  const table = first.table === null ? "" : mark(qualified(first.schema, first.table));
  const names = listedShort([...new Set(those.map(({ name }) => mark(name ?? "")))], mostNames);
  const end = first.conditional ? ", under a condition." : ".";
  const many = String(those.length);
  if (first.kind === "add_foreign_key") {
    const targets = those.flatMap((one) =>
      one.kind === "add_foreign_key"
        ? [mark(qualified(one.details.references.schema, one.details.references.table))]
        : [],
    );
    const unchecked = first.details.notValid ? ", not checked for existing rows" : "";
    return `Adds ${many} foreign keys from ${table} to ${listed([...new Set(targets)])}${unchecked}${end}`;
  }
  if (first.kind === "create_index") {
    const what = `${many} ${first.details.unique ? "unique indexes" : "indexes"}`;
    const how = first.details.concurrently ? ", without blocking writes" : "";
    return `Creates ${what} on ${table}${how}${end.slice(0, -1)}: ${names}.`;
  }
  const what = first.kind === "drop_index" ? "indexes" : "constraints";
  const of = table === "" ? "" : ` of ${table}`;
  return `Drops ${many} ${what}${of}${end.slice(0, -1)}: ${names}.`;
}

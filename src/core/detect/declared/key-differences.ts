/** What differs in the indexes and constraints of one table. */

import type { ReadOperation } from "../../operation.ts";
import { comparable, nameKey, referenceKey } from "./declared-schema.ts";
import type { DeclaredConstraint, DeclaredIndex, DeclaredTable } from "./declared-schema.ts";
import { declare } from "./declaring.ts";

export function keyDifferences(before: DeclaredTable, after: DeclaredTable): ReadOperation[] {
  const indexes = changed(before.indexes, after.indexes, indexKey, ({ name }) => name);
  const constraints = changed(
    before.constraints,
    after.constraints,
    constraintKey,
    ({ constraint }) => constraint.name,
  );
  return [
    ...constraints.lost.map((one) => dropConstraint(after, one)),
    ...indexes.lost.map((one) => dropIndex(after, one)),
    ...indexes.added.map((one) => createIndex(after, one)),
    ...constraints.added.map((one) => addConstraint(after, one)),
  ];
}

/** As multisets. A name alone makes no difference, but of several that are alike those of the same name are the same. */
function changed<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (one: T) => string,
  nameOf: (one: T) => string | null,
): { lost: T[]; added: T[] } {
  const exactly = (one: T): string => `${keyOf(one)}\n${nameOf(one)}`;
  const [lost, added] = [without(before, after, exactly), without(after, before, exactly)];
  return { lost: without(lost, added, keyOf), added: without(added, lost, keyOf) };
}

function without<T>(list: readonly T[], taken: readonly T[], keyOf: (one: T) => string): T[] {
  const left = new Map<string, number>();
  for (const one of taken) left.set(keyOf(one), (left.get(keyOf(one)) ?? 0) + 1);
  return list.filter((one) => {
    const count = left.get(keyOf(one)) ?? 0;
    left.set(keyOf(one), count - 1);
    return count <= 0;
  });
}

function indexKey({ columns, details }: DeclaredIndex): string {
  const { unique, method, expressions, where } = details;
  const how = method === "btree" ? null : method;
  return comparable(JSON.stringify([unique, how, columns, expressions, where])) ?? "";
}

function constraintKey({ constraint, onDelete }: DeclaredConstraint): string {
  const { type, columns, references, expression } = constraint;
  return comparable(JSON.stringify([type, columns, referenceKey(references), expression, onDelete])) ?? "";
}

export function createIndex(
  { schema, table }: DeclaredTable,
  { by, name, columns, details }: DeclaredIndex,
): ReadOperation {
  return declare("create_index", by.place, { schema, table, columns, name, details });
}

function dropIndex({ schema, table, by }: DeclaredTable, { name, columns }: DeclaredIndex): ReadOperation {
  const details = { ifExists: false, cascade: false, concurrently: false };
  return declare("drop_index", by.place, { schema, table, columns, name, details });
}

export function addConstraint(
  on: DeclaredTable,
  { by, constraint, onDelete }: DeclaredConstraint,
): ReadOperation {
  const { type, name, columns, references, expression } = constraint;
  const facts = { schema: on.schema, table: on.table, columns, name };
  if (type === "foreign_key" && references !== null)
    return declare("add_foreign_key", by.place, {
      ...facts,
      details: { references, notValid: false, onDelete },
    });
  if (type === "primary_key")
    return declare("add_primary_key", by.place, { ...facts, details: { usingIndex: null } });
  if (type === "unique") return declare("add_unique", by.place, { ...facts, details: { usingIndex: null } });
  if (type === "exclusion") return declare("add_exclusion", by.place, { ...facts, details: { expression } });
  const notNullOf = type === "not_null" ? (columns[0] ?? null) : null;
  return declare("add_check", by.place, { ...facts, details: { expression, notValid: false, notNullOf } });
}

function dropConstraint(on: DeclaredTable, { constraint }: DeclaredConstraint): ReadOperation {
  const { type, name, columns } = constraint;
  const { schema, table } = on;
  return declare("drop_constraint", on.by.place, {
    schema,
    table,
    columns,
    name: name ?? `${nameKey(schema, table)} ${type.replaceAll("_", " ")}`,
    details: { ifExists: false, cascade: false, type },
  });
}

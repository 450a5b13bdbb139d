/** Whether ATTACH PARTITION finds all that it asks of the rows proved already, so that it reads none. */

import type { IdentifiedOperation } from "../../operation.ts";
import type { Bounds } from "../../surroundings.ts";
import { conjunctsOf, isColumn, saysNotNull } from "../check-text.ts";
import { keyOf, tableOf } from "../known-schema.ts";
import type { KnownSchema, KnownTable } from "../known-schema.ts";
import { parseType } from "./type-name.ts";

/** A valid CHECK says the bounds of one known column, and the partition has the indexes and foreign keys of its parent. */
export function isProved(operation: IdentifiedOperation<"attach_partition">, schema: KnownSchema): boolean {
  const { table } = operation;
  const parent = table === null ? null : tableOf(schema, { schema: operation.schema, table });
  const child = tableOf(schema, operation.details.partition);
  const bounds = operation.partitioning?.bounds ?? null;
  if (parent === null || child === null || bounds === null || !parent.complete) return false;
  const [column, ...others] = parent.partitionKey ?? [];
  if (typeof column !== "string" || others.length > 0) return false;
  return holds(child, column, bounds) && hasIndexes(schema, parent, child) && hasKeys(parent, child);
}

/** The rows are within the bounds, and not NULL. */
function holds(child: KnownTable, column: string, bounds: Bounds): boolean {
  const checks = [...child.constraints.values()].filter(({ type, valid }) => type === "check" && valid);
  const parts = checks.flatMap(({ expression }) => (expression === null ? [] : conjunctsOf(expression)));
  const known = child.columns.get(column);
  const notNull =
    known?.nullable === false ||
    saysNotNull(parts, column) ||
    checks.some(({ notNullOf }) => notNullOf === column);
  if (!notNull) return false;
  const said = parts.flatMap((part) => comparison(part, column, known?.type ?? null) ?? []);
  if (bounds.kind === "list") return said.some(({ values }) => isWithin(values, bounds.values));
  const [from, to] = [bounds.from[0], bounds.to[0]];
  if (bounds.from.length !== 1 || from === undefined || to === undefined) return false;
  const low = said.some(({ sign, values }) => sign === ">=" && isAtLeast(values[0], from));
  const high = said.some(({ sign, values }) => sign === "<" && isAtLeast(to, values[0]));
  return low && high;
}

interface Comparison {
  sign: string;
  values: string[];
}

/** `column >= 1`, `column IN (1, 2)`: null when it is anything else. */
function comparison(part: string, column: string, type: string | null): Comparison | null {
  const plain = /^("(?:[^"]|"")+"|\w+)\s*(>=|<|=)\s*(.+)$/u.exec(part);
  if (plain !== null && isColumn(plain[1] as string, column)) {
    const value = constant(plain[3] as string, type);
    return value === null ? null : { sign: plain[2] as string, values: [value] };
  }
  const list = /^("(?:[^"]|"")+"|\w+)\s+in\s*\(([^()]*)\)$/iu.exec(part);
  if (list === null || !isColumn(list[1] as string, column)) return null;
  const values = (list[2] as string).split(",").map((text) => constant(text, type));
  return values.includes(null) ? null : { sign: "=", values: values as string[] };
}

/** A number, or text in single quotes; one that is cast only to the type of the column itself, as another type compares otherwise. */
function constant(text: string, type: string | null): string | null {
  const found = /^(?:([a-z][a-z ]*?)\s*)?('(?:[^']|'')*'|-?\d+(?:\.\d+)?)(?:::(.+))?$/iu.exec(text.trim());
  if (found === null) return null;
  const cast = found[1] ?? found[3];
  if (cast === undefined) return found[2] as string;
  return type !== null && parseType(cast).name === parseType(type).name ? (found[2] as string) : null;
}

function isWithin(values: readonly string[], bounds: readonly string[]): boolean {
  return values.length > 0 && values.every((value) => bounds.includes(value));
}

/** The same text, or a whole number that is not less: how text compares is the database's matter. */
function isAtLeast(value: string | undefined, bound: string | undefined): boolean {
  if (value === undefined || bound === undefined) return false;
  if (value === bound) return true;
  return isWhole(value) && isWhole(bound) && BigInt(value) >= BigInt(bound);
}

function isWhole(text: string): boolean {
  return /^-?\d+$/u.test(text);
}

/** ATTACH builds what is missing. */
function hasIndexes(schema: KnownSchema, parent: KnownTable, child: KnownTable): boolean {
  const [of, own] = [keyOf(parent), keyOf(child)];
  const indexes = [...schema.indexes.values()];
  return indexes
    .filter(({ table }) => table === of)
    .every((wanted) =>
      indexes.some(
        ({ table, columns, computed, unique }) =>
          table === own &&
          String(columns) === String(wanted.columns) &&
          computed.length + wanted.computed.length === 0 &&
          unique === wanted.unique,
      ),
    );
}

/** ATTACH adds those that are missing, and checks all rows for them. */
function hasKeys(parent: KnownTable, child: KnownTable): boolean {
  const keys = (table: KnownTable): string[] =>
    [...table.constraints.values()].flatMap(({ type, columns, references, valid }) =>
      type === "foreign_key" && references !== null && valid ? [`${columns} ${keyOf(references)}`] : [],
    );
  const own = keys(child);
  return keys(parent).every((key) => own.includes(key));
}

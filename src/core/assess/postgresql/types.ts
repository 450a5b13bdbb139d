/** What a change of a column's type does: which changes keep the rows as they are, and which change what old code reads and writes. */

import type { IdentifiedOperation } from "../../operation.ts";
import type { Scene, TypeChange } from "../engine.ts";
import { columnOf, computedFrom, indexesOf, tableOf, typeKey } from "../known-schema.ts";
import { code } from "../names.ts";
import { bareName, parseType } from "./type-name.ts";
import type { TypeName } from "./type-name.ts";

export type TypeScene = Scene & { operation: IdentifiedOperation<"alter_column_type"> };

/** `kept`: no row is read or written; `rows read`: an index is built anew, or a CHECK proved; `time zone`: kept only in a session whose time zone is UTC. */
export type Conversion = "kept" | "rows read" | "time zone" | "rewrite";

export function oldTypeOf({ operation, schema }: TypeScene): string | null {
  const column = operation.columns[0];
  const { table } = operation;
  if (table === null || column === undefined) return operation.details.oldType;
  const known = columnOf(schema, { schema: operation.schema, table }, column);
  return known?.type ?? operation.details.oldType;
}

/** How PostgreSQL carries it out. */
export function conversionOf(scene: TypeScene): Conversion {
  const { operation, schema } = scene;
  const { type, using, collation } = operation.details;
  const from = oldTypeOf(scene);
  if (type === null || from === null || !keepsValue(using, operation.columns[0], type)) return "rewrite";
  const conversion = convert(baseOf(scene, from), targetOf(scene, type));
  if (conversion === "rewrite" || conversion === "time zone") return conversion;
  if (isComputedFrom(scene, schema)) return "rows read";
  return (collation !== null || conversion === "other order") && mayBeIndexed(scene, schema)
    ? "rows read"
    : "kept";
}

/** An index on an expression, or with a predicate, is always built anew; a CHECK is always proved anew. */
function isComputedFrom({ operation }: TypeScene, schema: Scene["schema"]): boolean {
  const { table, columns } = operation;
  if (table === null || columns[0] === undefined) return false;
  return computedFrom(schema, { schema: operation.schema, table }, columns[0]);
}

function mayBeIndexed({ operation }: TypeScene, schema: Scene["schema"]): boolean {
  const { table } = operation;
  const column = operation.columns[0];
  if (table === null || column === undefined) return true;
  const name = { schema: operation.schema, table };
  const known = tableOf(schema, name);
  if (known === null || !known.complete) return true;
  return indexesOf(schema, name, column).length > 0;
}

/** Whether USING says no more than the type does: it is missing, the column itself, or the column cast to the new type. */
function keepsValue(using: string | null, column: string | undefined, type: string): boolean {
  if (using === null || column === undefined) return true;
  const text = using
    .trim()
    .replace(/^\((.*)\)$/u, "$1")
    .trim();
  const names = [column, `"${column.replaceAll('"', '""')}"`];
  return names.some((name) => {
    if (text.toLowerCase() === name.toLowerCase()) return true;
    const cast = `${name}::`;
    if (!text.toLowerCase().startsWith(cast.toLowerCase())) return false;
    return sameType(parseType(text.slice(cast.length)), parseType(type));
  });
}

function sameType(a: TypeName, b: TypeName): boolean {
  return a.name === b.name && a.array === b.array && String(a.size) === String(b.size);
}

/** A domain is stored as the type under it. */
function baseOf({ schema }: Scene, text: string): TypeName {
  const domain = schema.types.get(typeKey(null, text));
  return domain?.variant === "domain" && domain.base !== null ? parseType(domain.base) : parseType(text);
}

/** A domain without a constraint takes what its base takes; one with a constraint has every row checked. */
function targetOf(scene: Scene, text: string): TypeName {
  const domain = scene.schema.types.get(typeKey(null, text));
  if (domain?.variant === "domain" && domain.constrained)
    return { name: `${text} (constrained)`, size: null, array: false };
  return baseOf(scene, text);
}

/** Other types with the same bytes, where the new one has no length: `other order` when an index has to be built anew. */
const sameBytes: Readonly<Record<string, "kept" | "other order">> = {
  "varchar > text": "kept",
  "text > varchar": "kept",
  "char > char": "kept",
  "text > char": "other order",
  "varchar > char": "other order",
  "citext > text": "other order",
  "citext > varchar": "other order",
  "text > citext": "other order",
  "varchar > citext": "other order",
  "xml > text": "kept",
  "xml > varchar": "kept",
  "xml > char": "kept",
  "bit > varbit": "other order",
  "cidr > inet": "kept",
  "oid > regclass": "kept",
  "regclass > oid": "kept",
  "integer > oid": "other order",
  "oid > integer": "other order",
  "integer > regclass": "other order",
  "regclass > integer": "other order",
};

function convert(from: TypeName, to: TypeName): Conversion | "other order" {
  if (sameType(from, to)) return "kept";
  if (from.array || to.array) return "rewrite";
  const wider = (a = Number.MAX_SAFE_INTEGER, b = Number.MAX_SAFE_INTEGER): boolean => b >= a;
  const pair = `${bareName(from)} > ${bareName(to)}`;
  if (to.size === null && Object.hasOwn(sameBytes, pair)) return sameBytes[pair] ?? "rewrite";
  switch (pair) {
    case "varchar > varchar":
    case "varbit > varbit":
      return wider(from.size?.[0], to.size?.[0]) ? "kept" : "rewrite";
    case "numeric > numeric":
      return widerNumeric(from.size, to.size) ? "kept" : "rewrite";
    case "timestamp > timestamp":
    case "timestamp with time zone > timestamp with time zone":
    case "time > time":
    case "time with time zone > time with time zone":
    case "interval > interval":
      return wider(from.size?.[0] ?? 6, to.size?.[0] ?? 6) ? "kept" : "rewrite";
    case "timestamp > timestamp with time zone":
    case "timestamp with time zone > timestamp":
      return wider(from.size?.[0] ?? 6, to.size?.[0] ?? 6) ? "time zone" : "rewrite";
    default:
      return "rewrite";
  }
}

/** Without a precision any number fits; with one, the scale must stay and the precision must not shrink. */
function widerNumeric(from: number[] | null, to: number[] | null): boolean {
  if (to === null) return true;
  if (from === null) return false;
  return (to[1] ?? 0) === (from[1] ?? 0) && (to[0] ?? 0) >= (from[0] ?? 0);
}

const families: readonly (readonly string[])[] = [
  ["char", "varchar", "text", "citext"],
  ["smallint", "integer", "bigint"],
  ["real", "double precision"],
  ["numeric"],
  ["cidr", "inet"],
  ["bit", "varbit"],
  ["timestamp"],
  ["timestamp with time zone"],
  ["interval"],
];

/** What the change means for values and for those who use them. */
export function typeChangeOf(scene: TypeScene): TypeChange {
  const { operation } = scene;
  const from = oldTypeOf(scene);
  const to = operation.details.type;
  const column = code(operation.columns[0] ?? "the column");
  const own = keepsValue(operation.details.using, operation.columns[0], to ?? "");
  if (from === null || to === null) {
    const breaks = `${column} changes its type, and old code reads and writes it as the type that it has now`;
    return { from, to, breaks, loses: null, narrows: true };
  }
  const a = baseOf(scene, from);
  const b = baseOf(scene, to);
  const family = families.find((names) => names.includes(a.name));
  const same = a.array === b.array && (a.name === b.name || (family?.includes(b.name) ?? false));
  const words = `${column} becomes ${code(to)}, and old code reads and writes it as ${code(from)}`;
  const breaks = same && own ? null : words;
  const loses = own
    ? lossOf(a, b, column)
    : `the old values of ${column} are replaced by those of its USING expression`;
  return { from, to, breaks, loses, narrows: !same || conversionOf(scene) === "rewrite" };
}

/** Digits, fractions of a second or zones that the new type cannot hold, where the values are rounded and not refused. */
function lossOf(from: TypeName, to: TypeName, column: string): string | null {
  const pair = `${from.name} > ${to.name}`;
  const lessScale =
    pair === "numeric > numeric" && to.size !== null && (from.size?.[1] ?? Infinity) > (to.size[1] ?? 0);
  const lessTime =
    /^(?:timestamp|time|interval)/u.test(from.name) &&
    from.name === to.name &&
    (to.size?.[0] ?? 6) < (from.size?.[0] ?? 6);
  const coarser =
    /^(?:numeric|real|double precision) > (?:smallint|integer|bigint)$/u.test(pair) ||
    /^(?:numeric|double precision) > real$/u.test(pair) ||
    /^timestamp.* > (?:date|time(?!stamp))/u.test(pair) ||
    pair === "numeric > double precision" ||
    pair === "json > jsonb";
  return lessScale || lessTime || coarser
    ? `the values of ${column} are rounded or cut to what the new type holds`
    : null;
}

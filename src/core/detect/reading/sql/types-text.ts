/** The text of a type, as `Column.type` wants it: canonical, lower-case, with modifiers and brackets. */

import type { Node, TypeName } from "libpg-query";

import { strings, valueOf } from "./nodes.ts";

const CANONICAL: Record<string, string> = {
  int2: "smallint",
  int4: "integer",
  int: "integer",
  int8: "bigint",
  float4: "real",
  float8: "double precision",
  bool: "boolean",
  bpchar: "char",
  decimal: "numeric",
  timestamptz: "timestamp with time zone",
  timestamp: "timestamp",
  timetz: "time with time zone",
  varbit: "bit varying",
  serial2: "smallserial",
  serial4: "serial",
  serial8: "bigserial",
};

/** Types whose precision stands before `with time zone`. */
const SPLIT: Record<string, [string, string]> = {
  timestamptz: ["timestamp", " with time zone"],
  timetz: ["time", " with time zone"],
};

const YEAR = 4;
const MONTH = 2;
const DAY = 8;
const HOUR = 1024;
const MINUTE = 2048;
const SECOND = 4096;
const FIELDS: [number, string][] = [
  [YEAR, "year"],
  [MONTH, "month"],
  [DAY, "day"],
  [HOUR, "hour"],
  [MINUTE, "minute"],
  [SECOND, "second"],
];
const FULL_RANGE = 0x7fff;

export function typeText(type: TypeName | undefined): string | null {
  if (type === undefined) return null;
  const parts = strings(type.names);
  if (parts.length === 0) return null;
  const builtin = parts.length === 1 || parts[0] === "pg_catalog";
  const name = parts.at(-1) as string;
  const modifiers = type.typmods ?? [];
  let text: string;
  if (!builtin) text = parts.join(".") + list(modifiers);
  else if (name === "interval") text = `interval${intervalText(modifiers)}`;
  else if (name === "bpchar")
    text = parts.length === 1 ? `bpchar${list(modifiers)}` : `char${list(modifiers)}`;
  else if (name === "char" && parts.length === 1) text = `"char"`;
  else {
    const around = SPLIT[name];
    text =
      around === undefined
        ? (own(CANONICAL, name) ?? name) + list(modifiers)
        : `${around[0]}${list(modifiers)}${around[1]}`;
  }
  if (type.pct_type === true) text += "%type";
  for (const bound of type.arrayBounds ?? []) {
    const size = "Integer" in bound ? (bound.Integer.ival ?? 0) : -1;
    text += size === -1 ? "[]" : `[${size}]`;
  }
  return type.setof === true ? `setof ${text}` : text;
}

function own(table: Record<string, string>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function list(modifiers: readonly Node[]): string {
  if (modifiers.length === 0) return "";
  return `(${modifiers.map((node) => modifierText(node)).join(",")})`;
}

function modifierText(node: Node): string {
  if ("ColumnRef" in node) return strings(node.ColumnRef.fields).join(".");
  return valueOf(node) ?? "?";
}

function intervalText(modifiers: readonly Node[]): string {
  const mask = Number(valueOf(modifiers[0]) ?? FULL_RANGE);
  const precision = modifiers.length > 1 ? `(${valueOf(modifiers[1]) ?? "?"})` : "";
  if (modifiers.length === 0) return "";
  if (mask === FULL_RANGE) return precision;
  const fields = FIELDS.filter(([bit]) => (mask & bit) !== 0).map(([, word]) => word);
  const words = fields.length > 1 ? `${fields[0]} to ${fields.at(-1)}` : fields.join("");
  return ` ${words}${precision}`;
}

/** Whether an operation uses an enum value that its own transaction has just added, which PostgreSQL refuses. */

import type { IdentifiedOperation } from "../../operation.ts";
import type { Scene } from "../engine.ts";
import { columnOf, tableOf, typeKey } from "../known-schema.ts";
import { code } from "../names.ts";
import { quoteIdentifier, quoteLiteral } from "./quote.ts";
import { parseType } from "./type-name.ts";

interface FreshUse {
  /** It is a value of that type; else the same text may be another type's. */
  certain: boolean;
  words: string;
  /** Of the facts about `change_data`. */
  variant: "fresh enum value" | "fresh enum value of a new type";
}

interface NamedColumn {
  name: string;
  type: string | null;
}

export function usesFreshValue(scene: Scene): FreshUse | null {
  if (scene.freshValues.length === 0) return null;
  const text = textOf(scene.operation);
  if (text === null) return null;
  for (const { type, value, ofNewType } of scene.freshValues) {
    if (!value.includes("'") && !value.includes("\\") && !text.includes(value)) continue;
    const shown = quoteLiteral(value);
    if (shown === null || !text.includes(shown)) continue;
    const before = ofNewType ? " before PostgreSQL 17" : "";
    const words = `if ${code(value)} is meant as a value of ${code(type)}, PostgreSQL refuses it${before}: the same transaction adds that value`;
    const variant = ofNewType ? "fresh enum value of a new type" : "fresh enum value";
    return { certain: isOfType(scene, text, type, shown), words, variant };
  }
  return null;
}

function isOfType(scene: Scene, text: string, type: string, literal: string): boolean {
  const { operation } = scene;
  if (castsTo(text, type)) return true;
  if (operation.kind === "add_column") return typeKey(null, operation.details.column.type ?? "") === type;
  const columns = columnsOf(scene);
  const own = columns.filter((column) => column.type !== null && typeKey(null, column.type) === type);
  if (own.length === 0) return false;
  if (operation.kind === "set_default" || own.some(({ name }) => isCompared(text, name, literal)))
    return true;
  // In a row that is inserted, no other column can hold such a text.
  return isInsert(operation) && columns.every((column) => own.includes(column) || holdsNoText(column.type));
}

/** The columns that a default or a row is for; else all that are known of the table. */
function columnsOf({ operation, schema }: Scene): NamedColumn[] {
  if (operation.table === null) return [];
  const table = { schema: operation.schema, table: operation.table };
  const known = tableOf(schema, table);
  const named = operation.columns.length > 0 && (operation.kind === "set_default" || isInsert(operation));
  const names = named || known === null ? operation.columns : known.columns.keys();
  return [...names].map((name) => ({ name, type: columnOf(schema, table, name)?.type ?? null }));
}

function isInsert(operation: IdentifiedOperation): boolean {
  return operation.kind === "change_data" && operation.details.statement === "insert";
}

const textless = new Set([
  "smallint",
  "integer",
  "bigint",
  "smallserial",
  "serial",
  "bigserial",
  "numeric",
  "real",
  "double precision",
  "boolean",
  "uuid",
  "date",
  "timestamp",
  "timestamp with time zone",
  "time",
  "interval",
  "inet",
]);

function holdsNoText(type: string | null): boolean {
  const parsed = type === null ? null : parseType(type);
  return parsed !== null && !parsed.array && textless.has(parsed.name);
}

/** `column = 'value'` and the like. */
function isCompared(text: string, column: string, literal: string): boolean {
  const names = new Set([column, quoteIdentifier(column) ?? column].map((name) => name.toLowerCase()));
  for (let at = text.indexOf(literal); at !== -1; at = text.indexOf(literal, at + 1)) {
    const before = /([\p{L}\p{N}_$"]+)\s*(?:=|<>|!=|<=|>=|<|>)\s*$/u.exec(
      text.slice(Math.max(0, at - 100), at).toLowerCase(),
    );
    if (before !== null && names.has(before[1] as string)) return true;
  }
  return false;
}

function castsTo(text: string, type: string): boolean {
  const folded = `${text.toLowerCase().replaceAll('"', "").replaceAll(/::\s+/gu, "::")} `;
  const cast = `::${type.toLowerCase()}`;
  for (let at = folded.indexOf(cast); at !== -1; at = folded.indexOf(cast, at + 1)) {
    if (!/[\w.]/u.test(folded.charAt(at + cast.length))) return true;
  }
  return false;
}

function textOf(operation: IdentifiedOperation): string | null {
  switch (operation.kind) {
    case "change_data":
      return operation.details.source;
    case "set_default":
      return operation.details.default.text;
    case "add_column":
      return operation.details.column.default?.text ?? null;
    case "add_check":
      return operation.details.expression;
    case "create_index":
      return operation.details.where;
    default:
      return null;
  }
}

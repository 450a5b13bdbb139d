/** SQL expressions: defaults, conditions and the elements of indexes. */

import type { DefaultValue } from "../../../operation.ts";
import { shown } from "../../reading/source/text.ts";
import { stringOf, type Value } from "../../reading/source/value.ts";
import type { Reader } from "../../reading/source/reader.ts";
import { analysed } from "../../reading/source/sql.ts";
import { lastName } from "./types.ts";
import { hosted } from "./values.ts";

const CONSTANTS: Record<string, string> = {
  true: "true",
  false: "false",
  null: "NULL",
  True_: "true",
  False_: "false",
};

/** The SQL of a value where SQL is expected, null when it is not known. */
export function sqlOf(value: Value | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  if (value.kind === "text") return shown(value.pieces);
  if (value.kind === "number") return String(value.value);
  if (value.kind === "bool") return String(value.value);
  const known = hosted(value);
  if (known?.host === "expression") return known.sql === null ? known.source : shown(known.sql);
  if (known?.host === "column") return stringOf(known.name);
  if (value.kind === "symbol") return symbolSql(value.path);
  return value.kind === "unknown" ? value.source : null;
}

function symbolSql(path: string): string | null {
  const name = lastName(path);
  if (path.includes(".func.")) return name;
  return Object.hasOwn(CONSTANTS, name) ? (CONSTANTS[name] ?? null) : null;
}

/** The default that a `server_default` gives; null when there is none. */
export function serverDefault(reader: Reader, value: Value | null): DefaultValue | null {
  if (value === null || value.kind === "none") return null;
  if (value.kind === "text") {
    return { text: `'${shown(value.pieces).replaceAll("'", "''")}'`, kind: "literal", functions: [] };
  }
  const known = hosted(value);
  if (known?.host === "computed" || known?.host === "identity") return null;
  if (known?.host === "sequence") {
    return { text: `nextval('${known.name ?? "?"}')`, kind: "expression", functions: ["nextval"] };
  }
  const sql = sqlOf(value);
  if (sql === null) return { text: "?", kind: "expression", functions: [] };
  const read =
    value.kind === "unknown" ? null : analysed(reader, `ALTER TABLE t ALTER COLUMN c SET DEFAULT ${sql}`);
  if (read?.kind === "set_default") return read.details.default;
  const functions = known?.host === "expression" ? known.functions : [];
  return { text: sql.replaceAll(/\s+/gu, " ").trim(), kind: "expression", functions };
}

/** A default that only the client knows. */
export function clientDefault(value: Value | null): DefaultValue | null {
  if (value === null || value.kind === "none") return null;
  const text = value.kind === "text" ? `'${shown(value.pieces)}'` : (sqlOf(value) ?? "callable");
  return { text: text.replaceAll(/\s+/gu, " ").trim(), kind: "client", functions: [] };
}

/** The columns and expressions of an index; null when one of them is not known. */
export function indexElements(
  reader: Reader,
  values: readonly Value[],
): { columns: string[]; expressions: string[] } | null {
  const columns: string[] = [];
  const expressions: string[] = [];
  for (const value of values) {
    const known = hosted(value);
    const name = known?.host === "column" ? stringOf(known.name) : stringOf(value);
    if (name !== null) {
      columns.push(name);
      continue;
    }
    if (known?.host !== "expression" && value.kind !== "symbol") return null;
    const sql = sqlOf(value) ?? "";
    const read =
      analysed(reader, `CREATE INDEX i ON t (${sql})`) ?? analysed(reader, `CREATE INDEX i ON t ((${sql}))`);
    if (read?.kind === "create_index") {
      columns.push(...read.columns);
      expressions.push(...read.details.expressions);
    } else expressions.push(sql);
  }
  return { columns, expressions };
}

/** The column of a check that says only `IS NOT NULL`. */
export function notNullOf(reader: Reader, expression: string | null): string | null {
  if (expression === null) return null;
  const read = analysed(reader, `ALTER TABLE t ADD CHECK (${expression})`);
  return read?.kind === "add_check" ? read.details.notNullOf : null;
}

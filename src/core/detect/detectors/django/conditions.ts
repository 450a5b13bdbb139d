/** Conditions and expressions of Django as SQL, where they are simple; a table's columns are called as its fields here. */

import { stringOf, truthOf, type Value } from "../../reading/source/value.ts";
import { lastName, made } from "./values.ts";

const DEEPEST = 10;
const COMPARES: Readonly<Record<string, string>> = { exact: "=", gt: ">", gte: ">=", lt: "<", lte: "<=" };

/** `column`: of a field. Null: not simple, or a part of it is not known. */
export type ColumnNamed = (field: string) => string | null;

/** `Q(price__gte=0) | Q(free=True)`. */
export function conditionSql(value: Value | undefined, column: ColumnNamed, depth = 0): string | null {
  const known = made(value);
  if (known === null || depth > DEEPEST) return null;
  if (known.parts !== null) {
    const { operator, operands } = known.parts;
    const sides = operands.map((operand) => conditionSql(operand, column, depth + 1));
    if (sides.includes(null)) return null;
    if (operator === "~") return `NOT (${sides[0]})`;
    if (operator !== "&" && operator !== "|") return null;
    return `(${sides.join(operator === "&" ? " AND " : " OR ")})`;
  }
  if (lastName(known.path) !== "Q" || known.args.open) return null;
  const connector = stringOf(known.args.keywords.get("_connector")) ?? "AND";
  const negated = known.args.keywords.get("_negated");
  const terms: (string | null)[] = [];
  for (const item of known.args.positional) {
    if (item.kind === "list" && item.items.length === 2)
      terms.push(termSql(stringOf(item.items[0]) ?? "", item.items[1], column));
    else terms.push(conditionSql(item, column, depth + 1));
  }
  for (const [name, given] of known.args.keywords) {
    if (!name.startsWith("_")) terms.push(termSql(name, given, column));
  }
  if (terms.includes(null) || terms.length === 0) return null;
  const all = terms.length === 1 ? (terms[0] as string) : `(${terms.join(` ${connector} `)})`;
  return negated !== undefined && truthOf(negated) === true ? `NOT (${all})` : all;
}

/** `price__gte=0`. */
function termSql(lookup: string, value: Value | undefined, column: ColumnNamed): string | null {
  const [field = "", word = "exact", ...more] = lookup.split("__");
  const name = column(field);
  if (name === null || more.length > 0) return null;
  if (word === "isnull" && value?.kind === "bool") return `${name} IS ${value.value ? "" : "NOT "}NULL`;
  if (word === "in" && value?.kind === "list" && !value.open) {
    const items = value.items.map((item) => operandSql(item, column));
    return items.includes(null) || items.length === 0 ? null : `${name} IN (${items.join(", ")})`;
  }
  if (word === "exact" && value?.kind === "none") return `${name} IS NULL`;
  if (word === "exact" && value?.kind === "bool") return value.value ? name : `NOT ${name}`;
  const sign = Object.hasOwn(COMPARES, word) ? COMPARES[word] : undefined;
  const operand = operandSql(value, column);
  return sign === undefined || operand === null ? null : `${name} ${sign} ${operand}`;
}

function operandSql(value: Value | undefined, column: ColumnNamed): string | null {
  if (value?.kind === "number") return String(value.value);
  if (value?.kind === "bool") return value.value ? "true" : "false";
  const text = stringOf(value);
  if (text !== null) return `'${text.replaceAll("'", "''")}'`;
  const known = made(value);
  const name = known === null ? "" : lastName(known.path);
  const [first] = known?.args.positional ?? [];
  if (name === "F") return column(stringOf(first) ?? "");
  return name === "Decimal" || name === "Value" ? operandSql(first, column) : null;
}

/** Functions without arguments that Django writes as the database's own. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  Now: "STATEMENT_TIMESTAMP()",
  RandomUUID: "gen_random_uuid()",
  TransactionNow: "CURRENT_TIMESTAMP",
};

/** What `db_default` puts behind DEFAULT; null: not simple. */
export function defaultSql(value: Value, isPostgresql: boolean): string | null {
  const operand = operandSql(value, () => null);
  if (operand !== null) return operand;
  const known = made(value);
  const name = known === null || known.parts !== null ? "" : lastName(known.path);
  if (name === "Now" && !isPostgresql) return "CURRENT_TIMESTAMP";
  return FUNCTIONS[name] ?? null;
}

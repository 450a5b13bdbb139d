/** What `@default(...)` means for the database. */

import type { DefaultValue } from "../../../column.ts";
import { wordsOf } from "./attributes.ts";
import type { Value } from "./attributes.ts";
import type { Provider } from "./types.ts";

/** Prisma's client makes these values; the database never sees them. */
const byClient = new Set(["uuid", "cuid", "nanoid", "ulid", "auto"]);

/** Null: the column has none, or counts up. `enumValue`: what the database calls a value of the field's enum. */
export function defaultOf(
  value: Value,
  provider: Provider,
  enumValue: (name: string) => string,
): DefaultValue | null {
  if ("text" in value) {
    const { kind, text } = value;
    if (kind === "string") return literal(quoted(text));
    const isPlain = kind === "number" || text === "true" || text === "false";
    return literal(isPlain ? text : quoted(enumValue(text)));
  }
  if (value.kind === "list") {
    const items = value.items.map((item) => defaultOf(item, provider, enumValue)?.text ?? "");
    return literal(`ARRAY[${items.join(", ")}]`);
  }
  if (value.name === "autoincrement") return null;
  if (byClient.has(value.name)) return { text: `${value.name}()`, kind: "client", functions: [] };
  if (value.name === "now") {
    const text = provider === "mysql" ? "CURRENT_TIMESTAMP(3)" : "CURRENT_TIMESTAMP";
    return { text, kind: "expression", functions: ["current_timestamp"] };
  }
  const words = wordsOf(value.args[0]?.value ?? null);
  return expression(value.name === "dbgenerated" && words !== null ? words : `${value.name}()`);
}

function literal(text: string): DefaultValue {
  return { text, kind: "literal", functions: [] };
}

function expression(text: string): DefaultValue {
  const folded = text.replaceAll(/\s+/gu, " ").trim();
  const called = [...folded.matchAll(/([\p{L}_][\p{L}\p{N}_$]*)\(/gu)].map((match) => match[1] ?? "");
  const isLiteral = /^(?:'(?:[^']|'')*'(?:::[\w ]+)?|-?\d+(?:\.\d+)?|true|false|null)$/iu.test(folded);
  return {
    text: folded,
    kind: isLiteral ? "literal" : "expression",
    functions: [...new Set(called.map((name) => name.toLowerCase()))],
  };
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

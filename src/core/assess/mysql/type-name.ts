/** A type of MySQL or MariaDB in parts, from its text in any of its spellings. */

export interface TypeName {
  /** In lower case, with `unsigned` and the like behind it. */
  name: string;
  /** Numbers in parentheses. */
  size: number[];
  /** The values of an ENUM or a SET, as they are written. */
  values: string[];
}

const aliases: Readonly<Record<string, string>> = {
  integer: "int",
  bool: "tinyint",
  boolean: "tinyint",
  numeric: "decimal",
  dec: "decimal",
  fixed: "decimal",
  real: "double",
  "double precision": "double",
  character: "char",
  "character varying": "varchar",
  nvarchar: "varchar",
  nchar: "char",
};

/** Whole numbers whose number in parentheses says only how they are shown. */
const shown = new Set(["tinyint", "smallint", "mediumint", "int", "bigint", "year"]);

export function parseType(text: string): TypeName {
  const match = /^\s*([^()']+?)\s*(?:\((.*)\)\s*([^()']*?))?\s*$/su.exec(text);
  if (match === null) return { name: text.trim().toLowerCase(), size: [], values: [] };
  const word = (match[1] ?? "").toLowerCase().replaceAll(/\s+/gu, " ");
  const [first = "", ...signs] = Object.hasOwn(aliases, word) ? [word] : word.split(" ");
  const base = Object.hasOwn(aliases, first) ? (aliases[first] as string) : first;
  const after = [...signs, ...(match[3] ?? "").toLowerCase().split(/\s+/u)].filter((part) => part !== "");
  const inside = match[2] ?? "";
  if (base === "enum" || base === "set") return { name: base, size: [], values: valuesOf(inside) };
  const size = shown.has(base) || !/^[\d\s,]+$/u.test(inside) ? [] : inside.split(",").map(Number);
  return { name: [base, ...after].join(" "), size, values: [] };
}

/** `'a','it''s'` as a list; each is compared as it is written. */
function valuesOf(text: string): string[] {
  return [...text.matchAll(/'(?:[^'\\]|''|\\.)*'|"(?:[^"\\]|""|\\.)*"/gsu)].map(([value]) =>
    value.slice(1, -1).replaceAll("''", "'"),
  );
}

/** One spelling for one type. */
export function sameType(a: TypeName, b: TypeName): boolean {
  return a.name === b.name && a.size.join() === b.size.join() && a.values.join("\n") === b.values.join("\n");
}

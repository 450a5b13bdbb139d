/** Whether prose names a table or a column: with quotes, marks, a schema prefix, or as a model's name. */

const patterns = new Map<string, RegExp>();

/** `user_role` is named by `user_role`, `public.user_role`, `UserRole`, "user roles" and `user\_role`. */
export function namesTable(text: string, table: string): boolean {
  return pattern(table, true).test(text);
}

/** A column is named by its own name, in any case, or in the camel case of a model. */
export function namesColumn(text: string, column: string): boolean {
  return pattern(column, false).test(text);
}

function pattern(name: string, plural: boolean): RegExp {
  const key = `${plural ? "t" : "c"}${name}`;
  let found = patterns.get(key);
  if (found === undefined) {
    found = build(name, plural);
    if (patterns.size > 5000) patterns.clear();
    patterns.set(key, found);
  }
  return found;
}

function build(name: string, plural: boolean): RegExp {
  const words = name
    .replaceAll(/(\p{Ll}|\p{N})(?=\p{Lu})/gu, "$1_")
    .split(/[\s_-]+/u)
    .filter((word) => word !== "");
  if (words.length === 0) return new RegExp(escape(name), "iu");
  const last = words.pop() as string;
  const ends = plural ? endings(last) : escape(last);
  const body = [...words.map(escape), ends].join(String.raw`(?:\\?_|[\s-])?`);
  const lead = /^[\s_-]+/u.test(name) ? String.raw`\\?_?` : "";
  return new RegExp(
    String.raw`(?<![\p{L}\p{N}]|[\p{L}\p{N}]\\?_)${lead}${body}(?![\p{L}\p{N}]|\\?_[\p{L}\p{N}])`,
    "iu",
  );
}

/** The word in its singular and plural forms, where English makes them regularly. */
function endings(word: string): string {
  const stem = escape(word);
  if (/ies$/iu.test(word)) return `${escape(word.slice(0, -3))}(?:ies|y)`;
  if (/(?:s|x|ch|sh)es$/iu.test(word)) return `${escape(word.slice(0, -2))}(?:es|e)?`;
  if (/[^sui]s$/iu.test(word)) return `${escape(word.slice(0, -1))}(?:s|es)?`;
  if (/[^aeiou]y$/iu.test(word)) return `(?:${stem}s?|${escape(word.slice(0, -1))}ies)`;
  return `${stem}(?:s|es)?`;
}

function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}

/** How a word is used on its line: as a column's definition, in a statement, as a key, as an attribute, or just so. */

/** A word of a line. */
export interface Spot {
  /** The line, cut off where it is long; the word is in it. */
  line: string;
  start: number;
  end: number;
  path: string;
}

export type Form = "definition" | "qualified" | "sql" | "quoted" | "key" | "attribute" | "call" | "bare";

const definedBefore =
  /(?:\b(?:Column|column|mapped_column|JoinColumn|field|attribute|deferred)\s*\(\s*(?:name\s*[=:]\s*)?[bru]?["'`:]|\bcolumn:|\bdb:"|\bColumn\w*\([^"]*name\s*=\s*")$/u;
const definedByRuby =
  /\b(?:t|table)(?:\.|->)\w+\s*\(?\s*[:"']$|\b(?:field|attribute|validates|belongs_to|enum)\s*\(?\s*:$/u;
const definedAfter =
  /^\s*(?::\s*[\w.[\], |"']+)?\s*=\s*(?:[\w.]+\.)?(?:Column|mapped_column|relationship|deferred|column_property|[A-Z]\w*(?:Field|Key))\s*\(|^\s*:\s*(?:\w+\.)?Mapped\b|^\s*->\s*(?:Nullable\s*<\s*)?[A-Z]\w*\s*>?,?\s*$/u;

const sqlWord =
  /\b(?:SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|SET|JOIN|VALUES|RETURNING|GROUP BY|ORDER BY|HAVING|ON CONFLICT|COALESCE|IS NULL|IS NOT NULL)\b/u;
const sqlPhrase =
  /\b(?:select\b.*\bfrom|insert\s+into|update\b.*\bset|delete\s+from|where\b.*(?:=|<|>|\bin\s*\(|\bis\s+(?:not\s+)?null|\blike\b)|order\s+by|group\s+by|set\s+\S+\s*=)/iu;

export function formOf(spot: Spot): Form {
  const { line, start, end, path } = spot;
  const before = line.slice(0, start);
  const after = line.slice(end);
  if (definedBefore.test(before) || definedByRuby.test(before) || definedAfter.test(after))
    return "definition";
  const quote = before.at(-1) ?? "";
  const quoted = /["'`]/u.test(quote) && after.startsWith(quote);
  const isSql = /\.(?:sql|psql|pgsql)$/iu.test(path) || sqlWord.test(line) || sqlPhrase.test(line);
  if (/[\p{L}\p{N}_$"`\])!]\??\s*(?:\.|->|::)\s*["`[]?$/u.test(before)) {
    if (isSql || openQuote(before) !== null) return "qualified";
    return /^\s*\(/u.test(after) ? "call" : "attribute";
  }
  if (isSql && (!quoted || quote !== "'") && isInStatement(spot)) return "sql";
  if (quoted) return "quoted";
  if (isInList(spot)) return "sql";
  // A symbol of Ruby or Elixir
  if (/(?:^|[\s(,[{]):$/u.test(before)) return "key";
  // A keyword argument, also on a line of its own
  if (/^=(?![=>~])/u.test(after) && /[(,]\s*$|^\s*$/u.test(before)) return "key";
  if (/^\s*\??:(?!:)/u.test(after) || /^\s*=>/u.test(after)) return "key";
  return /^\s*\(/u.test(after) ? "call" : "bare";
}

/** In a file of SQL, in quotes, or on a line of a statement that starts above. */
function isInStatement({ line, start, path }: Spot): boolean {
  if (/\.(?:sql|psql|pgsql)$/iu.test(path) || openQuote(line.slice(0, start)) !== null) return true;
  return (
    /^\s*(?:SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|SET|JOIN|LEFT|INNER|VALUES|RETURNING|GROUP BY|ORDER BY|AND|OR|ON)\b/iu.test(
      line,
    ) || !/[=({;]\s*$/u.test(line)
  );
}

/** In quotes, among names with commas between them: a list of columns. */
function isInList({ line, start, end }: Spot): boolean {
  const quote = openQuote(line.slice(0, start));
  if (quote === null) return false;
  const from = line.lastIndexOf(quote, start - 1) + 1;
  const to = line.indexOf(quote, end);
  const text = line.slice(from, to === -1 ? line.length : to);
  return (
    /,/u.test(text) &&
    /^[\s\w,."`()=:%?$*]+$/u.test(text) &&
    text.split(",").every((part) => part.trim().split(/\s+/u).length <= 3)
  );
}

/** Words of a sentence: on both sides stand others, with nothing but spaces between them, within quotes. */
export function isProse({ line, start, end, path }: Spot): boolean {
  if (/\.(?:sql|psql|pgsql)$/iu.test(path) || sqlWord.test(line) || sqlPhrase.test(line)) return false;
  const before = line.slice(0, start);
  const after = line.slice(end);
  const isInside = openQuote(before) !== null || /^\s*[A-Z]?[a-z]+(?:\s+[a-z]+)+\s*$/u.test(before);
  return (
    isInside &&
    /[a-z,]\s+(?:[a-z]{1,4}\s+)?$/u.test(before) &&
    /^(?:s|'s)?(?:[\s.,;:!?)]+(?:[A-Za-z]+\b|$|["'`])|["'`])/u.test(after) &&
    /\s/u.test(before.slice(-12).trim() + " ")
  );
}

/** The quote that is open before the word, null when none is. */
function openQuote(before: string): string | null {
  let open: string | null = null;
  for (let at = 0; at < before.length; at++) {
    const character = before[at] ?? "";
    if (character === "\\") at++;
    else if (
      open === null &&
      (character === `"` ||
        character === "`" ||
        (character === "'" && !/[\p{L}\p{N}]/u.test(before[at - 1] ?? "")))
    )
      open = character;
    else if (character === open) open = null;
  }
  return open;
}

/** A declared field: `private String name;`, `Name string`, `name: string`. */
export function isField({ line, start, end }: Spot): boolean {
  const before = line.slice(0, start).trim();
  const after = line.slice(end).trim();
  return (
    (before === "" && /^[\w*[\]<>.?]+/u.test(after)) ||
    (/^[\w<>[\]?., ]+$/u.test(before) && /^[;=]/u.test(after))
  );
}

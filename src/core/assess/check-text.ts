/** What the text of a CHECK says for certain: the parts that all have to hold. */

/** The parts between top-level ANDs, without the parentheses around them. */
export function conjunctsOf(expression: string): string[] {
  const text = bare(expression);
  const parts = topLevel(text);
  return parts.length === 1 ? [text] : parts.flatMap((part) => conjunctsOf(part));
}

/** Whether one part is `column IS NOT NULL`. */
export function saysNotNull(parts: readonly string[], column: string): boolean {
  return parts.some((part) => {
    const said = /^(.+?)\s+is\s+not\s+null$/iu.exec(part);
    return said !== null && isColumn(said[1] as string, column);
  });
}

/** Whether the text is the name of this column, quoted or not. */
export function isColumn(text: string, column: string): boolean {
  return text === `"${column.replaceAll('"', '""')}"` || text.toLowerCase() === column;
}

/** Without parentheses that stand around all of it. */
function bare(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.startsWith("(") || !trimmed.endsWith(")")) return trimmed;
  let depth = 0;
  for (const { character, at } of outside(trimmed)) {
    if (character === "(") depth++;
    else if (character === ")") depth--;
    if (depth === 0 && at < trimmed.length - 1) return trimmed;
  }
  return bare(trimmed.slice(1, -1));
}

/** Escapes, dollar quotes and comments: what is in quotes is not certain. */
const hard = /\\|\$|--|\/\*/u;

/** Split at AND outside parentheses and quotes; a BETWEEN, a CASE or an OR there leaves it whole. */
function topLevel(text: string): string[] {
  const parts: string[] = [];
  if (hard.test(text)) return [text];
  let depth = 0;
  let start = 0;
  for (const { character, at } of outside(text)) {
    if (character === "(" || character === "[") depth++;
    else if (character === ")" || character === "]") depth--;
    if (depth > 0 || /[\p{L}\p{N}_]/u.test(text.charAt(at - 1))) continue;
    const word = /^(?:and|or|between|case)\b/iu.exec(text.slice(at, at + 8))?.[0].toLowerCase();
    if (word === undefined) continue;
    if (word !== "and") return [text];
    parts.push(text.slice(start, at));
    start = at + 3;
  }
  return [...parts, text.slice(start)];
}

/** The characters that are in no quotes. */
function* outside(text: string): Generator<{ character: string; at: number }> {
  let quote: string | null = null;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (quote !== null) {
      if (character === quote) quote = null;
    } else if (character === "'" || character === '"') quote = character;
    else yield { character, at };
  }
}

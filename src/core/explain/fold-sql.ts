/** Breaks a long query into lines, so that it can be read: only at its own clauses, and never inside of quotes or brackets. */

const clause = /^ (?:SELECT|FROM|WHERE|JOIN|LEFT JOIN|AND|GROUP BY|ORDER BY)\b/u;
/** Words that belong to the one behind them. */
const bound = /\b(?:LEFT|DISTINCT)$/u;

/** Lines of at most `width` characters, where its clauses are short enough. */
export function foldSql(sql: string, width: number): string[] {
  if (sql.length <= width) return [sql];
  const lines: string[] = [];
  for (const piece of clausesOf(sql)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + piece.length <= width)
      lines[lines.length - 1] = `${last} ${piece}`;
    else lines.push(last === undefined ? piece : `  ${piece}`);
  }
  return lines;
}

/** The text cut at the spaces before clauses. */
function clausesOf(sql: string): string[] {
  const found: string[] = [];
  let start = 0;
  let depth = 0;
  let quote: string | null = null;
  for (let at = 0; at < sql.length; at++) {
    const character = sql[at] as string;
    if (quote !== null) quote = character === quote ? null : quote;
    else if (`'"\``.includes(character)) quote = character;
    else if (character === "(") depth++;
    else if (character === ")") depth--;
    else if (depth === 0 && clause.test(sql.slice(at, at + 12)) && !bound.test(sql.slice(start, at))) {
      found.push(sql.slice(start, at));
      start = at + 1;
    }
  }
  return [...found, sql.slice(start)];
}

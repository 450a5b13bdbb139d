/** From what was found to what it says of an operation. Absence counts only where it is sure. */

import type { NameSearch, OldCode, SearchedTree, SearchFindings, TreeFindings, Usage } from "./usage.ts";
import { usageSentence } from "./usage-words.ts";

/** One for each search, by the id of its operation; the last counts where something was looked for twice. */
export function usagesOf(all: readonly OldCode[]): ReadonlyMap<string, Usage> {
  return new Map(
    all.flatMap(({ searches, tree }) =>
      searches.map((search) => [search.id, usageOf(search, tree)] as const),
    ),
  );
}

/** Whether something would count as not named if nothing was left out: only then it is worth while to make sure of that. */
export function hangsOnAll({ found, incomplete }: TreeFindings): boolean {
  return (
    incomplete === null &&
    found.some(
      ({ known, expected, lines, dynamic }) => known && expected && lines.length === 0 && dynamic === null,
    )
  );
}

/** What the release does not know came after it: code of the base could use it. */
export function youngerThan({ searches, tree }: OldCode): NameSearch[] {
  if (tree.release === null || "trouble" in tree) return [];
  const unknown = new Set(
    tree.findings.found.flatMap(({ id, known, count }) => (known || count > 0 ? [] : [id])),
  );
  return searches.filter(({ id }) => unknown.has(id));
}

/** Why nothing of the previous release can miss what an operation takes away, for those of which that is sure. */
export function whyUnnamed(usages: ReadonlyMap<string, Usage>): Map<string, string> {
  return new Map(
    [...usages].flatMap(([id, usage]) =>
      usage.answer === "not_named" ? [[id, usageSentence(usage)] as const] : [],
    ),
  );
}

const most = 5;

function usageOf(search: NameSearch, tree: SearchedTree): Usage {
  const { release } = tree;
  const name = search.column === null ? search.table : `${search.table}.${search.column}`;
  if ("trouble" in tree) {
    const unclear = `the code could not be searched: ${tree.trouble}`;
    return {
      name,
      release,
      commit: null,
      answer: "unclear",
      named: [],
      count: 0,
      searched: 0,
      complete: false,
      unclear,
    };
  }
  const { findings, commit } = tree;
  const found = findings.found.find(({ id }) => id === search.id);
  if (found === undefined) throw new Error("every search has findings");
  const sure = found.lines.filter((line) => line.sure === "surely");
  const likely = found.lines.filter((line) => line.sure === "likely");
  const common = {
    name,
    release,
    commit,
    named: [...sure, ...likely, ...found.lines.filter((line) => line.sure === "hardly")].slice(0, most),
    count: found.count,
    searched: findings.searched,
    complete: findings.incomplete === null,
  };
  if (sure.length > 0) return { ...common, answer: "named", unclear: null };
  if (likely.length > 0) return { ...common, answer: "likely_named", unclear: null };
  const unclear = whyUnclear(search, found, findings, release);
  return { ...common, answer: unclear === null ? "not_named" : "unclear", unclear };
}

/** Why nothing follows from not having found it. */
function whyUnclear(
  search: NameSearch,
  found: SearchFindings,
  { incomplete }: TreeFindings,
  release: string | null,
): string | null {
  const what = search.column === null ? `\`${search.table}\`` : `\`${search.table}.${search.column}\``;
  const where = release === null ? "the base" : release;
  if (incomplete !== null) return `not all of the code could be searched: ${incomplete}`;
  if (!found.known) return `${where} does not know ${what} at all, not even in a migration`;
  if (!found.expected) {
    return search.column === null
      ? `nothing names another table that the migrations tell of, so the code that uses them may be elsewhere`
      : `the code in this repository does not name the table \`${search.table}\` at all`;
  }
  if (found.lines.length > 0) return "the word is there, and may mean another thing";
  if (found.dynamic !== null) {
    const { path, line } = found.dynamic;
    return `nothing names it, but code may take whatever columns there are (\`${path}:${line}\`)`;
  }
  return null;
}

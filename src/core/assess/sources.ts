/** Where facts come from: how many were measured, how many are cited, how many are assumed. */

export type SourceKind = "measured" | "cited" | "assumed";

/** What kind of source the text is: `measured: id`, the address of a manual page, or anything else. */
export function sourceKind(source: string): SourceKind {
  if (source.startsWith("measured: ")) return "measured";
  return source.startsWith("https://") ? "cited" : "assumed";
}

/** How many facts of each kind there are; `refused` ones count as well. */
export function countSources(facts: readonly { source: string }[]): Record<SourceKind, number> {
  const counts = { measured: 0, cited: 0, assumed: 0 };
  for (const { source } of facts) counts[sourceKind(source)]++;
  return counts;
}

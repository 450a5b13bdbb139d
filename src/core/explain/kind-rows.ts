/** The rows of a page's table: who waits for each variant on which versions, how it is done, and what is left. */

import { engines as rules } from "../assess/registry.ts";
import { someVersions, versionText, versionsIn } from "../assess/versions.ts";
import { numberings } from "../engine-version.ts";
import type { Engine } from "../impact.ts";
import type { Kind } from "../operation.ts";
import { demandWords } from "../render/words.ts";
import type { KindExample, VersionImpact } from "./kind-examples.ts";
import { howDone, whoWaits } from "./wait-words.ts";

/** One variant on neighbouring versions on which it means the same. */
export interface Row {
  variant: string;
  versions: string;
  refused: string | null;
  waits: string;
  how: string;
  oldCode: string;
  undo: string;
  demand: string;
}

/** Variants that mean the same on every version share their rows. */
export function mergedRows(examples: readonly KindExample[], named: boolean): Row[] {
  const merged = new Map<string, { variants: string[]; rows: Row[] }>();
  for (const example of examples) {
    const rows = rowsOf(example, named);
    const key = JSON.stringify([example.engine.engine, rows]);
    const known = merged.get(key) ?? { variants: [], rows };
    known.variants.push(example.variant);
    merged.set(key, known);
  }
  const all = [...merged.values()].flatMap(({ variants, rows }) =>
    rows.map((row) => ({ ...row, variant: variants.join("; ") })),
  );
  return onAllVersions(all);
}

/** What two engines do alike stands in one row. */
function onAllVersions(rows: readonly Row[]): Row[] {
  const alike = Map.groupBy(rows, (row) => JSON.stringify({ ...row, versions: "" }));
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined
      ? []
      : [{ ...first, versions: group.map(({ versions }) => versions).join(", ") }];
  });
}

function rowsOf({ kind, engine, versions }: KindExample, named: boolean): Row[] {
  const groups: { row: Omit<Row, "versions">; on: number[] }[] = [];
  for (const one of versions) {
    const row = rowOf(kind, one);
    const last = groups.at(-1);
    if (last !== undefined && JSON.stringify(last.row) === JSON.stringify(row)) last.on.push(one.version);
    else groups.push({ row, on: [one.version] });
  }
  return groups.map(({ row, on }) => {
    const words = versionsWords(engine, on);
    return { ...row, versions: named ? `${numberings[engine.engine].title} ${words}` : words };
  });
}

export function versionsWords(engine: Engine, on: readonly number[]): string {
  const { versions } = rules[engine.engine];
  return on.length === versionsIn(engine, versions).length
    ? versionText(engine)
    : someVersions(engine.engine, on, versions);
}

function rowOf(kind: Kind, { impact, demand, inside, outside }: VersionImpact): Omit<Row, "versions"> {
  const row = { variant: "", demand: demandWords[demand] };
  if (!inside && !outside)
    return { ...row, refused: impact.refused, waits: "", how: "", oldCode: "", undo: "" };
  const transaction = inside === outside ? "" : inside ? "; only in a transaction" : "; not in a transaction";
  const unread = impact.work === "unknown";
  const [reason = ""] = impact.reasons;
  const breaks = impact.breaksOldCode ? `fails: ${reason.replace(/^old code /u, "")}` : null;
  return {
    ...row,
    refused: null,
    waits: whoWaits(kind, impact),
    how: howDone(impact) + transaction,
    oldCode: breaks ?? (unread ? "cannot be read" : "goes on"),
    undo: impact.irreversible ? "no" : unread ? "cannot be read" : "yes",
  };
}

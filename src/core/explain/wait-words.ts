/** Who waits for an operation, and how the engine does it, in few words. */

import type { Impact, Work } from "../impact.ts";
import type { Kind } from "../operation.ts";
import { code } from "../assess/names.ts";
import { listed } from "../render/words.ts";

const meanwhile: Partial<Record<Work, string>> = {
  scan: "while all rows are read",
  rewrite: "while all rows are rewritten",
  data: "while rows are changed",
};

/** Of what waits on tables that cannot be named (`reasons.ts`). */
export const unseenTables = "of every table that it touches wait";

/** `reads and writes of `account`, for a moment`; `nobody`. */
export function whoWaits(kind: Kind, impact: Impact): string {
  const { locks, work, grows } = impact;
  if (work === "unknown") return "cannot be read";
  const blocking = locks.filter(({ blocks }) => blocks.length > 0);
  const brief = kind === "lock_table" ? "until it is let go" : "for a moment";
  const time = grows ? (meanwhile[work] ?? "as long as it runs") : brief;
  if (blocking.length === 0) {
    const unseen = impact.reasons.find((reason) => reason.includes(unseenTables));
    if (unseen !== undefined) return `${unseen.slice(0, unseen.indexOf(" wait "))}, ${time}`;
    if (work === "data") return "writes of the same rows";
    // Its exclusive lock is held for a moment only, however long the work in between takes.
    return locks.some(({ mode }) => mode === "SHARED_UPGRADABLE")
      ? "nobody but for a moment, at its start and its end"
      : "nobody";
  }
  const groups = Map.groupBy(blocking, ({ blocks }) => listed(blocks));
  const parts = [...groups].map(
    ([blocks, of]) => `${blocks} of ${listed(of.map(({ table }) => code(table)))}`,
  );
  return `${parts.join(", and ")}, ${time}`;
}

const works: Record<Work, string> = {
  none: "nothing",
  metadata: "catalogue only",
  scan: "reads all rows",
  rewrite: "rewrites the table and its indexes",
  data: "changes rows",
  unknown: "does what cannot be read",
};

/** What it does to the rows, then the engine's own words for how: the algorithm and the locks. */
export function howDone(impact: Impact): string {
  const { work, grows, algorithm } = impact;
  const written = work === "metadata" && grows ? "works on rows" : works[work];
  const words = algorithm === null ? [lockWords(impact)] : [algorithmWords(impact)];
  return [written, ...words.filter((word) => word !== "")].join("; ");
}

function algorithmWords({ algorithm, locks, grows }: Impact): string {
  const level = grows ? levels[locks[0]?.mode ?? ""] : undefined;
  return code(`ALGORITHM=${algorithm}${level === undefined ? "" : `, LOCK=${level}`}`);
}

/** The LOCK that a statement which works on rows is run with, by the lock that it then holds. */
const levels: Readonly<Record<string, string>> = {
  SHARED_UPGRADABLE: "NONE",
  SHARED_NO_WRITE: "SHARED",
  EXCLUSIVE: "EXCLUSIVE",
};

function lockWords({ engine, locks }: Impact): string {
  const modes = Map.groupBy(locks, ({ mode }) => mode);
  if (engine === "sqlite") return locks.length === 0 ? "" : "locks the whole file";
  const noun = engine === "postgresql" ? "" : "metadata lock ";
  return [...modes]
    .map(([mode, of]) =>
      modes.size === 1
        ? `${noun}${code(mode)}`
        : `${noun}${code(mode)} on ${listed(of.map(({ table }) => code(table)))}`,
    )
    .join(", ");
}

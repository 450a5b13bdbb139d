/** How rules speak of operations and what they do, in the author's own names. */

import { targetOf } from "../operation.ts";
import type { Operation, ReadOperation } from "../operation.ts";

/** `` `drop_column user.legacy_id` ``. */
export function named(operation: ReadOperation): string {
  const target = targetOf(operation);
  if (target === operation.kind) return `\`${target}\``;
  const short = target.length > 200 ? `${target.slice(0, 200)}...` : target;
  return `\`${operation.kind} ${short}\``;
}

/** `breaks old code and cannot be undone`. */
export function consequence(operation: Operation): string {
  const { impact, impacts } = operation;
  const words: string[] = [];
  if (impacts.some((one) => one.breaksOldCode)) words.push("breaks old code");
  const growing = impacts.find((one) => one.offline && one.grows);
  if (growing !== undefined) {
    const blocked = new Set(growing.locks.flatMap((lock) => lock.blocks));
    const what = blocked.has("reads") ? "reads and writes" : "writes";
    words.push(
      blocked.size > 0
        ? `blocks ${what} for a time that grows with the data`
        : "keeps the locks of its transaction for a time that grows with the data",
    );
  }
  if (removesEveryRow(operation)) words.push("removes every row");
  else if (impact.irreversible) words.push("cannot be undone");
  if (words.length === 0) words.push("cannot run online");
  return listed(words);
}

function removesEveryRow(operation: Operation): boolean {
  if (operation.kind === "truncate_table") return true;
  if (operation.kind !== "change_data") return false;
  return operation.details.statement === "delete" && !operation.details.where;
}

/** The safer way, with its steps on lines of their own; none when there is none. */
export function saferLines(lead: string, saferWay: string | null): string[] {
  if (saferWay === null) return [];
  const [first = "", ...steps] = saferWay.replace(/(?<![.;])[.;]*$/u, ".").split(/ (?=\(\d\) )/u);
  if (steps.length > 0) return [`${lead}:`, first, ...steps];
  return [`${lead}: ${/^[A-Z][a-z]/u.test(first) ? first.charAt(0).toLowerCase() + first.slice(1) : first}`];
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** The same, with the rest counted above `most`: no message lists a hundred tables. */
export function listedShort(words: readonly string[], most = 4): string {
  if (words.length <= most) return listed(words);
  return listed([...words.slice(0, most - 1), `${words.length - most + 1} more`]);
}

/** The operations as the related places of a problem. */
export function relatedTo(
  operations: readonly Operation[],
): { place: Operation["place"]; message: string }[] {
  return operations.map((operation) => ({ place: operation.place, message: named(operation) }));
}

/** The part of a path that people know a file by. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** How rules speak of operations and what they do, in the author's own names. */

import { targetOf } from "../operation.ts";
import type { Operation, ReadOperation } from "../operation.ts";

/** `` `drop_column user.legacy_id` ``. */
export function named(operation: ReadOperation): string {
  const target = targetOf(operation);
  const short = target.length > 200 ? `${target.slice(0, 200)}...` : target;
  return `\`${operation.kind} ${short}\``;
}

/** `breaks old code and cannot be undone`. */
export function consequence({ impact, impacts, kind }: Operation): string {
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
  if (impact.irreversible || kind === "truncate_table") words.push("cannot be undone");
  if (words.length === 0) words.push(kind === "change_data" ? "removes every row" : "cannot run online");
  return listed(words);
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** The same, with the rest counted above five: no message lists a hundred tables. */
export function listedShort(words: readonly string[]): string {
  if (words.length <= 6) return listed(words);
  return listed([...words.slice(0, 5), `${words.length - 5} more`]);
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

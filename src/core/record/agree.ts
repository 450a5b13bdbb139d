/** Whether two records of one pull request say the same, where one of them may have been cut to fit. */

import type { ChangeRecord, RecordedException, RecordedWaiver } from "./record.ts";

export function agree(one: ChangeRecord, other: ChangeRecord): boolean {
  return (
    JSON.stringify(headOf(one)) === JSON.stringify(headOf(other)) &&
    alike(one.exceptions, other.exceptions, exceptionsAgree) &&
    alike(one.waivers, other.waivers, waiversAgree)
  );
}

/** What no cut changes. */
function headOf(record: ChangeRecord): unknown[] {
  const { number, head, author, conclusion, exceptions, waivers, more } = record;
  return [number, head, author, conclusion, exceptions.length + waivers.length + more];
}

/** What both have is the same; that one has less was counted. */
function alike<T>(some: readonly T[], others: readonly T[], same: (a: T, b: T) => boolean): boolean {
  return some.every((each, at) => {
    const other = others[at];
    return other === undefined || same(each, other);
  });
}

function exceptionsAgree(one: RecordedException, other: RecordedException): boolean {
  return (
    entriesAgree(one, other) &&
    one.operations.length + one.more === other.operations.length + other.more &&
    alike(one.operations, other.operations, (a, b) => JSON.stringify(a) === JSON.stringify(b))
  );
}

function waiversAgree(one: RecordedWaiver, other: RecordedWaiver): boolean {
  return (
    entriesAgree(one, other) &&
    one.problems.length + one.more === other.problems.length + other.more &&
    alike(one.problems, other.problems, (a, b) => a === b)
  );
}

/** All but the lists that may be cut. */
function entriesAgree(one: object, other: object): boolean {
  const rest = { operations: null, problems: null, more: null };
  return JSON.stringify({ ...one, ...rest }) === JSON.stringify({ ...other, ...rest });
}

/** Makes records fit where there is little room: first long lists lose their ends, then whole exceptions and waivers go, and what went is counted. */

import type { ChangeRecord, RecordedException, RecordedWaiver } from "./record.ts";

/** The records as far as they fit, at least without their exceptions and waivers; null where not even that fits. `fits` must hold for less when it holds for more. */
export function shortened(
  records: readonly ChangeRecord[],
  fits: (records: readonly ChangeRecord[]) => boolean,
): ChangeRecord[] | null {
  let shorter = [...records];
  for (const most of lengths) {
    shorter = records.map((record) => withShortLists(record, most));
    if (fits(shorter)) return shorter;
  }
  // So many entries of each record fit; one more does not.
  let [fitting, tooMany] = [-1, Math.max(0, ...shorter.map(entriesOf))];
  while (tooMany - fitting > 1) {
    const middle = (fitting + tooMany) >> 1;
    if (fits(shorter.map((record) => withFewer(record, middle)))) fitting = middle;
    else tooMany = middle;
  }
  return fitting < 0 ? null : shorter.map((record) => withFewer(record, fitting));
}

/** Operations of one exception, problems of one waiver. */
const lengths = [Number.POSITIVE_INFINITY, 100, 30, 10, 3];
/** Reasons are longer only to fill the record, in UTF-16 units. */
const longestReason = 4_000;

function withShortLists(record: ChangeRecord, most: number): ChangeRecord {
  return {
    ...record,
    exceptions: record.exceptions.map((exception): RecordedException => {
      const { operations, more, reason } = exception;
      const listed = operations.slice(0, most);
      return {
        ...exception,
        operations: listed,
        more: more + operations.length - listed.length,
        reason: cut(reason),
      };
    }),
    waivers: record.waivers.map((waiver): RecordedWaiver => {
      const { problems, more, reason } = waiver;
      const listed = problems.slice(0, most);
      return {
        ...waiver,
        problems: listed,
        more: more + problems.length - listed.length,
        reason: cut(reason),
      };
    }),
  };
}

function cut(reason: string): string {
  return reason.length <= longestReason ? reason : `${reason.slice(0, longestReason).trimEnd()}...`;
}

/** Exceptions go before waivers, which are few. */
function withFewer(record: ChangeRecord, most: number): ChangeRecord {
  const waivers = record.waivers.slice(0, most);
  const exceptions = record.exceptions.slice(0, most - waivers.length);
  const left = entriesOf(record) - waivers.length - exceptions.length;
  return { ...record, exceptions, waivers, more: record.more + left };
}

function entriesOf({ exceptions, waivers }: ChangeRecord): number {
  return exceptions.length + waivers.length;
}

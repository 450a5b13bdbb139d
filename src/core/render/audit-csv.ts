/** An audit as a table for a spreadsheet (RFC 4180): a row for each exception and each waiver. */

import type { Audit, AuditedRecord } from "../record/audit.ts";
import type { RecordedException, RecordedWaiver } from "../record/record.ts";
import { visible } from "./visible.ts";

const columns = [
  "repository",
  "number",
  "url",
  "merged_at",
  "head",
  "author",
  "conclusion",
  "source",
  "type",
  "state",
  "target",
  "operations",
  "impacts",
  "places",
  "more",
  "reason",
  "until",
  "origin",
  "by",
  "link",
] as const;

type Row = Record<(typeof columns)[number], string | number | null>;

/** With a line for the names of the columns, and CRLF at the end of each. */
export function auditCsv({ records }: Audit): string {
  const rows = records.flatMap((audited) => {
    const shared = sharedCells(audited);
    const { exceptions, waivers } = audited.record;
    return [...exceptions.map(exceptionCells), ...waivers.map(waiverCells)].map((cells): Row => ({
      ...shared,
      ...cells,
    }));
  });
  const lines = [columns.join(","), ...rows.map((row) => columns.map((name) => cell(row[name])).join(","))];
  return lines.map((line) => `${line}\r\n`).join("");
}

function sharedCells({ number, url, mergedAt, from, record }: AuditedRecord) {
  const { repository, head, author, conclusion } = record;
  return { repository, number, url, merged_at: mergedAt, head, author, conclusion, source: from };
}

type OwnCells = Omit<Row, keyof ReturnType<typeof sharedCells>>;

function exceptionCells(exception: RecordedException): OwnCells {
  const { state, target, operations, more, reason, until, origin, grantedBy, link } = exception;
  const each = (words: (one: RecordedException["operations"][number]) => string): string =>
    operations.map(words).join("; ");
  return {
    type: "exception",
    state,
    target,
    operations: each((one) => `${one.kind} ${one.target}`),
    impacts: each(({ impact }) => impact),
    places: each(({ path, line }) => `${path}:${line}`),
    more,
    reason,
    until,
    origin,
    by: grantedBy.join("; "),
    link,
  };
}

function waiverCells({ rule, problems, more, reason, until, by, link }: RecordedWaiver): OwnCells {
  return {
    type: "waiver",
    state: "granted",
    target: rule,
    operations: null,
    impacts: problems.join("; "),
    places: null,
    more,
    reason,
    until,
    origin: "command",
    by,
    link,
  };
}

/** What a spreadsheet would take for a formula, at the start of a cell or behind white space there. */
const formula = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r]/u;

function cell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const shown = visible(value);
  const guarded = formula.test(value) || formula.test(shown) ? `'${shown}` : shown;
  return /[",\r\n]|^\s|\s$/u.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** An audit on a terminal: what is wrong first, then each merged pull request with what was allowed there. */

import type { Audit, AuditedRecord, AuditTrouble } from "../record/audit.ts";
import type { RecordedException, RecordedOperation, RecordedWaiver } from "../record/record.ts";
import type { AuditScope } from "./audit-json.ts";
import { wrap } from "./columns.ts";
import type { Paint } from "./paint.ts";
import { visible, withoutCommands } from "./visible.ts";
import { count, listed } from "./words.ts";

const width = 96;
/** More operations of one exception are counted. */
const mostNamed = 5;

/** The whole text, with a newline at its end. */
export function auditText(audit: Audit, scope: AuditScope, paint: Paint): string {
  const { records, troubles } = audit;
  const blocks = [
    [headline(audit, scope, paint)],
    troubles.flatMap((trouble) => troubleLines(trouble, paint)),
    ...records.map((record) => recordLines(record, paint)),
  ];
  const text = blocks.filter((block) => block.length > 0).map((block) => block.join("\n"));
  return withoutCommands(`${text.join("\n\n")}\n`);
}

/** What is wrong, a line each, for whoever asked for a table. */
export function troublesText({ troubles }: Audit, paint: Paint): string {
  return withoutCommands(
    troubles
      .flatMap((trouble) => troubleLines(trouble, paint))
      .map((line) => `${line}\n`)
      .join(""),
  );
}

function headline({ records, troubles }: Audit, scope: AuditScope, paint: Paint): string {
  const { repository, since, app, merged } = scope;
  const exceptions = sum(records, ({ record }) => record.exceptions.length);
  const waivers = sum(records, ({ record }) => record.waivers.length);
  const errors = troubles.filter(({ severity }) => severity === "error").length;
  const words = [
    `${count(records.length, "record")} of ${visible(app)} in ${visible(repository)} since ${since}`,
    count(exceptions, "exception"),
    count(waivers, "waiver"),
    ...(errors > 0 ? [count(errors, "trouble")] : []),
  ];
  const sign = errors > 0 ? paint.bad("✗") : paint.good("✓");
  return `${sign} ${paint.strong(words.join(", "))} (${count(merged, "merged pull request")})`;
}

function troubleLines({ kind, severity, number, url, at, message }: AuditTrouble, paint: Paint): string[] {
  const sign = severity === "error" ? paint.bad("✗") : paint.warn("!");
  const where = number === null ? [] : [`#${number}`];
  const when = at === null ? [] : [visible(at.slice(0, 10))];
  const link = url === null ? [] : [visible(url)];
  const head = [...where, kind.replaceAll("_", " "), ...when].join("  ");
  return [
    `${sign} ${head}${link.length === 0 ? "" : `  ${paint.faint(link.join(""))}`}`,
    ...wrap(visible(message), width).map((line) => `    ${line}`),
  ];
}

function recordLines({ number, url, mergedAt, from, record }: AuditedRecord, paint: Paint): string[] {
  const about = [
    `merged ${visible(mergedAt.slice(0, 10))}`,
    `by ${visible(record.author ?? "an account that is gone")}`,
    ...(record.conclusion === "failure" ? [paint.bad("the check had failed")] : []),
    ...(from === "check" ? [paint.warn("from the check")] : []),
  ];
  const more = record.more > 0 ? [`  and ${record.more} more that did not fit into the record`] : [];
  return [
    `${paint.strong(`#${number}`)}  ${about.join("  ")}  ${paint.faint(visible(url))}`,
    ...record.exceptions.flatMap((one) => exceptionLines(one, paint)),
    ...record.waivers.flatMap((one) => waiverLines(one, paint)),
    ...more,
  ];
}

function exceptionLines(exception: RecordedException, paint: Paint): string[] {
  const { state, target, operations, more, reason, until, grantedBy, origin, link } = exception;
  const word = state === "proposed" ? paint.warn("proposed") : paint.good("granted ");
  const how = origin === "command" ? "a command" : grantedBy.length === 1 ? "a review" : "reviews";
  const by = grantedBy.length === 0 ? "" : `  by ${how} of ${listed(grantedBy.map(visible))}`;
  const named = operations.slice(0, mostNamed);
  const left = operations.length + more - named.length;
  return [
    `  ${word}  ${visible(target)}${by}${untilWords(until)}`,
    ...reasonLines(reason),
    ...named.map((one) => paint.faint(`      ${operationWords(one, target)}`)),
    ...(left > 0 ? [paint.faint(`      and ${left} more`)] : []),
    ...linkLines(link, paint),
  ];
}

/** `named`: what the exception names already. */
function operationWords({ kind, target, path, line, impact }: RecordedOperation, named: string): string {
  const title = target === kind ? kind : `${kind} ${target}`;
  return visible(`${title === named ? "" : `${title}  `}${path}:${line}  ${impact}`);
}

function waiverLines(
  { rule, problems, more, reason, until, by, link }: RecordedWaiver,
  paint: Paint,
): string[] {
  const total = problems.length + more;
  return [
    `  ${paint.good("waived  ")}  ${visible(rule)} (${count(total, "problem")})  by ${visible(by)}${untilWords(until)}`,
    ...reasonLines(reason),
    ...linkLines(link, paint),
  ];
}

function untilWords(until: string | null): string {
  return until === null ? "" : `  until ${visible(until)}`;
}

function reasonLines(reason: string): string[] {
  return reason === "" ? [] : wrap(`because ${visible(reason)}`, width).map((line) => `      ${line}`);
}

function linkLines(link: string | null, paint: Paint): string[] {
  return link === null ? [] : [paint.faint(`      ${visible(link)}`)];
}

function sum<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((total, value) => total + of(value), 0);
}

/** The exceptions of a tree on a terminal: what is stale first, with what to do about it. */

import { type TreeException, type TreeState, treeStates } from "../judge/tree-exceptions.ts";
import { wrap } from "./columns.ts";
import type { Paint } from "./paint.ts";
import { visible, withoutCommands } from "./visible.ts";
import { count, operationTitle, shortId } from "./words.ts";

export interface ExceptionsReport {
  /** The exceptions file, where it is looked for. */
  file: string;
  /** By state. */
  exceptions: readonly TreeException[];
  migrations: number;
  /** Migrations that could not be read: exceptions in them, and for what they do, are not known. */
  unread: readonly { path: string; reason: string }[];
}

/** The whole text, with a newline at its end. */
export function exceptionsText(report: ExceptionsReport, paint: Paint): string {
  const blocks = [
    [headline(report, paint)],
    ...treeStates.flatMap((state) => {
      const those = report.exceptions.filter((one) => one.state === state);
      return those.length === 0 ? [] : [group(state, those, paint)];
    }),
    unreadLines(report.unread, paint),
  ];
  const text = blocks.filter((block) => block.length > 0).map((block) => block.join("\n"));
  return withoutCommands(`${text.join("\n\n")}\n`);
}

const stateWords: Record<TreeState, string> = {
  cannot_be_read: "cannot be read",
  expired: "expired",
  no_reason: "without a reason",
  names_nothing: "for nothing",
  ends_soon: "ending soon",
  in_force: "in force",
};

function headline({ exceptions, migrations, file }: ExceptionsReport, paint: Paint): string {
  const seen = `${count(migrations, "migration")}, ${visible(file)}`;
  if (exceptions.length === 0) return `${paint.good("✓")} No exceptions (${seen})`;
  const counts = treeStates.flatMap((state) => {
    const number = exceptions.filter((one) => one.state === state).length;
    return number === 0 ? [] : [`${number} ${stateWords[state]}`];
  });
  return `${paint.strong(count(exceptions.length, "exception"))}: ${counts.join(", ")} (${seen})`;
}

const titles: Record<TreeState, string> = {
  cannot_be_read: "Cannot be read, and so counts for nothing",
  expired: "Expired",
  no_reason: "Without a reason",
  names_nothing: "For nothing: no migration of this tree does that",
  ends_soon: "Ending soon",
  in_force: "In force",
};

/** What to do, by where it stands. */
const deeds: Record<TreeState, Record<TreeException["origin"], string> | null> = {
  cannot_be_read: null,
  expired: {
    migration: "It covers nothing any more. Before the merge, give it a later day; afterwards it is history.",
    file: "It covers nothing any more. Take it out, or give it a later day and have that granted.",
  },
  no_reason: {
    migration: "Write `because` and why it is safe, or why it cannot be avoided.",
    file: "Write a `reason`: why it is safe, or why it cannot be avoided.",
  },
  names_nothing: {
    migration: "Correct what it names: it must stand in the file of its operation.",
    file: "Correct what it names, or take it out when its migration is gone.",
  },
  ends_soon: {
    migration: "After that day it covers nothing any more.",
    file: "After that day it covers nothing any more. Who still needs it gives it a later one, and has that granted.",
  },
  in_force: null,
};

const width = 96;

function group(state: TreeState, those: readonly TreeException[], paint: Paint): string[] {
  const lines = [paint.strong(titles[state])];
  for (const origin of ["migration", "file"] as const) {
    const here = those.filter((one) => one.origin === origin);
    lines.push(...here.flatMap((one) => exceptionLines(one, paint)));
    const deed = deeds[state]?.[origin];
    if (deed !== undefined && here.length > 0) lines.push(...wrap(`→ ${deed}`, width).map(indented(2)));
  }
  return lines;
}

const stale: ReadonlySet<TreeState> = new Set(["expired", "no_reason", "names_nothing"]);

function exceptionLines(exception: TreeException, paint: Paint): string[] {
  const { state, target, place, reason, operations, message } = exception;
  const where = visible(`${place.path}:${place.line}`);
  if (message !== null) {
    return [`${paint.bad("✗")} ${where}`, ...wrap(visible(message), width).map(indented(4))];
  }
  const sign = stale.has(state) ? paint.warn("!") : " ";
  return [
    `${sign} ${visible(target)}  ${paint.faint(`${where}  ${endWords(exception)}`)}`,
    ...(reason === "" ? [] : wrap(`because ${visible(reason)}`, width).map(indented(4))),
    ...operations.slice(0, mostNamed).map((one) => {
      const at = visible(`${one.place.path}:${one.place.line}`);
      return paint.faint(`    ${operationTitle(one)}  ${shortId(one.id)}  ${at}`);
    }),
    ...(operations.length > mostNamed
      ? [paint.faint(`    and ${operations.length - mostNamed} more like it`)]
      : []),
  ];
}

const mostNamed = 5;

function endWords({ until, daysLeft, reusable }: TreeException): string {
  if (until === null || daysLeft === null) return reusable ? "no end, and so not reusable" : "no end";
  const again = reusable ? ", reusable" : "";
  if (daysLeft < 0) return `ended ${until}, ${count(-daysLeft, "day")} ago`;
  return `until ${until}, ${daysLeft === 0 ? "today" : `${count(daysLeft, "day")} left`}${again}`;
}

function indented(columns: number): (line: string) => string {
  return (line) => `${" ".repeat(columns)}${line}`;
}

const mostUnread = 10;

function unreadLines(unread: ExceptionsReport["unread"], paint: Paint): string[] {
  if (unread.length === 0) return [];
  return [
    `${count(unread.length, "migration")} could not be read: exceptions in them, and for what they do, are not known.`,
    ...unread
      .slice(0, mostUnread)
      .map(({ path, reason }) => paint.faint(`  ${visible(path)}: ${visible(reason)}`)),
    ...(unread.length > mostUnread ? [paint.faint(`  and ${unread.length - mostUnread} more`)] : []),
  ];
}

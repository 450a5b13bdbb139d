/** The operations of migration files on a terminal: what each does to a running system. */

import type { Operation } from "../operation.ts";
import type { UnreadItem } from "../verdict.ts";
import type { Paint } from "./paint.ts";
import { visible, withoutCommands } from "./visible.ts";
import { count, demandWords, enginesOf, impactWords, operationTitle, shortId } from "./words.ts";

/** One file as `lockstep operations` shows it. */
export interface OperationsFile {
  path: string;
  framework: string | null;
  database: string;
  operations: Operation[];
  unread: UnreadItem[];
}

/** The whole text, with a newline at its end. */
export function renderOperationsText(files: readonly OperationsFile[], paint: Paint): string {
  const operations = files.flatMap((file) => file.operations);
  const offline = operations.filter((one) => one.direction === "up" && one.impact.offline).length;
  const unread = files.reduce((sum, file) => sum + file.unread.length, 0);
  const total = [
    count(files.length, "file"),
    count(operations.length, "operation"),
    `${offline} offline`,
    ...(unread > 0 ? [`${unread} unread`] : []),
    ...enginesOf(operations),
  ].join(", ");
  const blocks = [...files.map((file) => fileLines(file, paint).join("\n")), total];
  return withoutCommands(`${blocks.join("\n\n")}\n`);
}

function fileLines(file: OperationsFile, paint: Paint): string[] {
  const lines = [
    `${paint.strong(visible(file.path))}  ${paint.faint(visible(file.framework ?? "no migration"))}`,
  ];
  for (const operation of file.operations)
    lines.push(operationLine(operation, paint), meaningLine(operation, paint));
  for (const { place, reason, id } of file.unread) {
    lines.push(
      `${gutter(place.line)}${paint.bad("unread")}  ${visible(reason)}  ${paint.faint(shortId(id))}`,
    );
  }
  if (lines.length === 1) lines.push(`${" ".repeat(8)}no operations`);
  return lines;
}

function operationLine(operation: Operation, paint: Paint): string {
  const title = operationTitle(operation);
  const down = operation.direction === "down" ? "down: " : "";
  return `${gutter(operation.place.line)}${down}${operation.impact.offline ? paint.bad(title) : title}  ${paint.faint(shortId(operation.id))}`;
}

function meaningLine(operation: Operation, paint: Paint): string {
  const words = [...impactWords(operation.impact)];
  if (operation.direction === "up") words.unshift(demandWords[operation.demand]);
  if (operation.conditional) words.push("only under a condition");
  return paint.faint(`${" ".repeat(8)}${words.join(" · ")}`);
}

function gutter(line: number): string {
  return `${String(line).padStart(6)}  `;
}

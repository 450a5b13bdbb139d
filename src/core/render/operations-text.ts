/** The operations of migration files on a terminal: what each does to a running system. */

import { engineWords } from "../detect/file-dialect.ts";
import type { SaidDialect } from "../detect/file-dialect.ts";
import type { Operation } from "../operation.ts";
import type { UnreadItem } from "../verdict.ts";
import type { Paint } from "./paint.ts";
import { visible, withoutCommands } from "./visible.ts";
import {
  count,
  demandWords,
  enginesOf,
  ignoredLine,
  meaningWords,
  operationTitle,
  shortId,
} from "./words.ts";

/** One file as `lockstep operations` shows it. */
export interface OperationsFile {
  path: string;
  framework: string | null;
  database: string;
  operations: Operation[];
  unread: UnreadItem[];
  /** What it was read as, where something other than the command line says so. */
  dialect?: SaidDialect;
}

/** A report that is written file by file, so that ten thousand of them need no memory. */
export interface OperationsReport {
  file(file: OperationsFile): string;
  /** What follows the last file. `ignored`: files that were walked over and are no migrations. */
  end(ignored: number): string;
}

export function operationsText(paint: Paint): OperationsReport {
  const engines = new Set<string>();
  let files = 0;
  let operations = 0;
  let offline = 0;
  let unread = 0;
  return {
    file(file) {
      files += 1;
      operations += file.operations.length;
      offline += file.operations.filter((one) => one.direction === "up" && one.impact.offline).length;
      unread += file.unread.length;
      for (const engine of enginesOf(file.operations)) engines.add(engine);
      return withoutCommands(`${fileLines(file, paint).join("\n")}\n\n`);
    },
    end(ignored) {
      const total = [
        count(files, "file"),
        count(operations, "operation"),
        `${offline} offline`,
        ...(unread > 0 ? [`${unread} unread`] : []),
        ...engines,
      ].join(", ");
      const also = ignoredLine({ ignored });
      return `${total}\n${also === null ? "" : `${also}\n`}`;
    },
  };
}

function fileLines(file: OperationsFile, paint: Paint): string[] {
  const { dialect, framework } = file;
  const as = dialect === undefined ? "" : `, as ${engineWords[dialect.engine]} (${dialect.why})`;
  const lines = [
    `${paint.strong(visible(file.path))}  ${paint.faint(visible((framework ?? "not read") + as))}`,
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
  const words = meaningWords(operation);
  if (operation.direction === "up") words.unshift(demandWords[operation.demand]);
  if (operation.conditional) words.push("only under a condition");
  return paint.faint(`${" ".repeat(8)}${words.join(" · ")}`);
}

function gutter(line: number): string {
  return `${String(line).padStart(6)}  `;
}

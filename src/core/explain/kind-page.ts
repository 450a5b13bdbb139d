/** The page of one kind of operation: what it means on each version, what is asked, and the safer way. */

import type { Impact } from "../impact.ts";
import type { Kind, Operation } from "../operation.ts";
import { wrap } from "../render/columns.ts";
import type { Paint } from "../render/paint.ts";
import { visible } from "../render/visible.ts";
import { kindWords } from "./kind-words.ts";
import { demandWords, impactWords, steps } from "../render/words.ts";

/** One statement and the operation that it is, with one impact per version, oldest first. */
export interface KindExample {
  sql: string;
  operation: Operation;
}

const width = 96;

export function kindPage(kind: Kind, examples: readonly KindExample[], paint: Paint): string {
  const blocks = [
    paint.strong(kind),
    ...examples.map((example) => exampleLines(example, paint).join("\n")),
    ...(examples.length === 0 ? [inWords(kind)] : []),
    "The demand is the default; a policy can ask for more or less (demands: in .github/lockstep.yml).",
  ];
  return `${blocks.join("\n\n")}\n`;
}

function exampleLines({ sql, operation }: KindExample, paint: Paint): string[] {
  const lines = [
    `  ${paint.strong(`${visible(sql)};`)}`,
    `    asks for: ${demandWords[operation.demand]}${operation.impact.offline ? " (offline)" : ""}`,
  ];
  for (const group of versionGroups(operation.impacts)) lines.push(...groupLines(group));
  return lines;
}

function groupLines([first, last]: readonly [Impact, Impact]): string[] {
  const versions = first === last ? first.version : `${first.version} to ${last.version}`;
  const lines = [`    PostgreSQL ${versions}: ${impactWords(first).join(" · ")}`];
  for (const reason of first.reasons) lines.push(...item(reason));
  if (first.variables.length > 0) {
    lines.push("      how long depends on:", ...first.variables.flatMap(({ why }) => item(why)));
  }
  if (first.saferWay !== null) lines.push("      safer:", ...indented(first.saferWay, 8));
  return lines;
}

/** Neighbouring versions that behave alike. */
function versionGroups(impacts: readonly Impact[]): [Impact, Impact][] {
  const groups: [Impact, Impact][] = [];
  for (const impact of impacts) {
    const last = groups.at(-1);
    if (last !== undefined && alike(last[0], impact)) last[1] = impact;
    else groups.push([impact, impact]);
  }
  return groups;
}

function alike(one: Impact, other: Impact): boolean {
  const facts = ({ reasons, variables, saferWay, refused, ...rest }: Impact) =>
    JSON.stringify([
      impactWords({ ...rest, reasons, variables, saferWay, refused: null }),
      refused,
      reasons,
      saferWay,
    ]);
  return facts(one) === facts(other);
}

function item(text: string): string[] {
  return wrap(visible(text), width - 8).map((line, at) => `${" ".repeat(6)}${at === 0 ? "- " : "  "}${line}`);
}

function indented(text: string, columns: number): string[] {
  return text
    .split("\n")
    .flatMap(steps)
    .flatMap((line) => wrap(visible(line), width - columns).map((part) => " ".repeat(columns) + part));
}

function inWords(kind: Kind): string {
  const paragraphs = kindWords[kind] ?? [];
  return paragraphs
    .map((text) => (text.startsWith("  ") ? text.replace(/^/gm, "    ") : indented(text, 2).join("\n")))
    .join("\n\n");
}

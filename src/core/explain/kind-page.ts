/** The page of one kind of operation: what it means on each version, what is asked, and the safer way. */

import type { Kind } from "../operation.ts";
import { wrap } from "../render/columns.ts";
import type { Paint } from "../render/paint.ts";
import { visible } from "../render/visible.ts";
import type { KindExample } from "./kind-examples.ts";
import { kindWords } from "./kind-words.ts";
import { demandWords, impactWords, steps } from "../render/words.ts";
import { type VersionGroup, versionGroups } from "./version-groups.ts";

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

function groupLines({ versions, impact }: VersionGroup): string[] {
  const lines = [`    ${versions}: ${impactWords(impact).join(" · ")}`];
  for (const reason of impact.reasons) lines.push(...item(reason));
  if (impact.variables.length > 0) {
    lines.push("      how long depends on:", ...impact.variables.flatMap(({ why }) => item(why)));
  }
  if (impact.saferWay !== null) lines.push("      safer:", ...indented(impact.saferWay, 8));
  return lines;
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

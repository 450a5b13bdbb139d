/** The page of one kind of operation for GitHub: what `kindPage` says, in Markdown. */

import type { Kind } from "../operation.ts";
import {
  type Block,
  code,
  codeBlock,
  heading,
  list,
  paragraph,
  prose,
  strong,
  text,
} from "../render/pull-request/markdown/nodes.ts";
import { toMarkdown } from "../render/pull-request/markdown/to-markdown.ts";
import { demandWords, impactWords, steps } from "../render/words.ts";
import type { KindExample } from "./kind-examples.ts";
import { kindWords } from "./kind-words.ts";
import { type VersionGroup, versionGroups } from "./version-groups.ts";

export function kindMarkdown(kind: Kind, examples: readonly KindExample[]): string {
  return toMarkdown([
    heading(2, code(kind)),
    ...examples.flatMap(exampleBlocks),
    ...(examples.length === 0 ? inWords(kind) : []),
    paragraph(
      "The demand is the default; a policy can ask for more or less (",
      code("demands:"),
      " in ",
      code(".github/lockstep.yml"),
      ").",
    ),
  ]);
}

function exampleBlocks({ sql, operation }: KindExample): Block[] {
  const { demand, impact, impacts } = operation;
  return [
    codeBlock("sql", `${sql};`),
    paragraph("Asks for: ", strong(demandWords[demand]), impact.offline ? " (offline)." : "."),
    list(versionGroups(impacts).map(groupBlocks)),
  ];
}

function groupBlocks({ versions, impact }: VersionGroup): Block[] {
  const { reasons, variables, saferWay } = impact;
  const lines = (words: readonly string[], ordered = false): Block[] =>
    words.length === 0
      ? []
      : [
          list(
            words.map((one) => [paragraph(...prose(one))]),
            { ordered },
          ),
        ];
  return [
    paragraph(strong(versions), `: ${impactWords(impact).join(" · ")}`),
    ...lines(reasons),
    ...(variables.length === 0 ? [] : [paragraph("How long depends on:")]),
    ...lines(variables.map(({ why }) => why)),
    ...(saferWay === null ? [] : [paragraph("Safer:"), ...saferSteps(saferWay, lines)]),
  ];
}

function saferSteps(way: string, lines: (words: readonly string[], ordered: boolean) => Block[]): Block[] {
  const all = way.split("\n").flatMap(steps);
  if (all.length === 1) return [paragraph(...prose(way))];
  return lines(
    all.map((step) => step.replace(/^\(\d{1,2}\) /u, "")),
    true,
  );
}

function inWords(kind: Kind): Block[] {
  return (kindWords[kind] ?? []).map((words) =>
    words.startsWith("  ") ? codeBlock("", words.replace(/^ {2}/gmu, "")) : paragraph(text(words)),
  );
}

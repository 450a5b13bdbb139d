/** What is too long for the summary: safer ways, and what the length of an interruption depends on with how to measure it. */

import type { Operation } from "../../operation.ts";
import type { Verdict } from "../../verdict.ts";
import type { ProblemGroup } from "../problem-groups.ts";
import { sayOnce } from "../said-once.ts";
import { operationTitle, steps } from "../words.ts";
import { type Block, code, codeBlock, details, heading, list, paragraph, prose } from "./markdown/nodes.ts";
import type { JudgedPullRequest } from "./pages.ts";
import { withoutSaferWay } from "./things-list.ts";
import type { Things } from "./things-to-do.ts";

/** More do not fit on GitHub. */
const mostTold = 200;

/** What comments tell is not told again. */
export function detailBlocks({ verdict, plan }: JudgedPullRequest, { errors, warnings }: Things): Block[] {
  const annotated = new Set(plan.annotated.map(({ id }) => id));
  const groups = [...errors, ...warnings].map(({ group }) => group);
  const ways = saferWays(groups.filter(({ problems }) => problems.some(({ id }) => annotated.has(id))));
  const variables = variableItems(verdict);
  return [
    ...(ways.length === 0 ? [] : [heading(3, "Safer ways"), ...ways]),
    ...(variables.length === 0
      ? []
      : [
          heading(3, "What the length of an interruption depends on"),
          list(variables, { one: "variable", many: "variables" }),
        ]),
  ];
}

function saferWays(open: readonly ProblemGroup[]): Block[] {
  const { groups, last } = sayOnce(open.slice(0, mostTold));
  const seen = new Set<string>();
  const ways = groups.flatMap(({ operation, problems: own }): Block[] => {
    const lines = own.flatMap(({ message }) => withoutSaferWay(message)[1]);
    const way = lines.join("\n");
    if (operation === null || lines.length === 0 || seen.has(way)) return [];
    seen.add(way);
    return [paragraph(code(operationTitle(operation))), ...stepsOf(lines)];
  });
  if (ways.length === 0 || last === null) return ways;
  return [...ways, paragraph(...prose(last))];
}

function stepsOf(lines: readonly string[]): Block[] {
  const parts = lines.flatMap(steps).map((line) => line.replace(/^(?:Safer|Instead):\s*/, ""));
  const told = parts.filter((line) => line !== "").map((line) => line.replace(/^\(\d{1,2}\) /, ""));
  if (told.length < 2) return told.map((line) => paragraph(...prose(line)));
  return [
    list(
      told.map((line) => [paragraph(...prose(line))]),
      { ordered: true, one: "step" },
    ),
  ];
}

/** Each once, with the statement that measures it folded away. */
function variableItems({ operations }: Verdict): Block[][] {
  const seen = new Set<string>();
  const items: Block[][] = [];
  for (const operation of operations.filter(asksForNote)) {
    for (const { why, query } of operation.impacts.flatMap(({ variables }) => variables)) {
      if (seen.has(why)) continue;
      seen.add(why);
      if (items.length === mostTold) return items;
      const measure = query === null ? [] : [details("measure it", codeBlock("sql", query))];
      items.push([paragraph(...prose(why)), ...measure]);
    }
  }
  return items;
}

function asksForNote({ direction, demand }: Operation): boolean {
  return direction === "up" && (demand === "note" || demand === "note_and_exception");
}

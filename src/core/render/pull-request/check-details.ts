/** What is too long for the summary: safer ways, and what the length of an interruption depends on with how to measure it. */

import type { Operation } from "../../operation.ts";
import { moreThan, placesOf, releaseOf } from "../../usage/usage-words.ts";
import type { Usage } from "../../usage/usage.ts";
import type { Verdict } from "../../verdict.ts";
import type { ProblemGroup } from "../problem-groups.ts";
import { sayOnce } from "../said-once.ts";
import { operationTitle, steps } from "../words.ts";
import {
  type Block,
  code,
  codeBlock,
  details,
  heading,
  link,
  list,
  paragraph,
  prose,
  type Words,
} from "./markdown/nodes.ts";
import type { JudgedPullRequest } from "./pages.ts";
import { fileUrl } from "./place-link.ts";
import { withoutSaferWay } from "./things-list.ts";
import type { Things } from "./things-to-do.ts";

/** Nobody looks at more lines of one operation. */
const mostPlaces = 3;
/** More do not fit on GitHub. */
const mostTold = 200;

/** What comments tell is not told again. */
export function detailBlocks(
  { verdict, plan, facts }: JudgedPullRequest,
  { errors, warnings }: Things,
): Block[] {
  const annotated = new Set(plan.annotated.map(({ id }) => id));
  const groups = [...errors, ...warnings].map(({ group }) => group);
  const ways = saferWays(groups.filter(({ problems }) => problems.some(({ id }) => annotated.has(id))));
  const variables = variableItems(verdict);
  const uses = usageItems(verdict, facts);
  return [
    ...(ways.length === 0 ? [] : [heading(3, "Safer ways"), ...ways]),
    ...(uses.length === 0
      ? []
      : [heading(3, "What old code still names"), list(uses, { one: "operation", many: "operations" })]),
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

/** One line for each operation that takes away what old code could use, with links to its lines. */
function usageItems({ operations }: Verdict, { base }: JudgedPullRequest["facts"]): Block[][] {
  return operations
    .flatMap((operation) => {
      const { usage } = operation;
      if (usage === undefined) return [];
      return [[paragraph(code(operationTitle(operation)), ": ", ...usageWords(usage, base.url))]];
    })
    .slice(0, mostTold);
}

function usageWords(usage: Usage, url: string): Words[] {
  const release = code(releaseOf(usage));
  if (usage.answer === "not_named")
    return ["no code of ", release, ` names it (${usage.searched} files searched)`];
  const places = placesOf(usage).slice(0, mostPlaces);
  const links = places.flatMap(({ path, line }, at): Words[] => {
    const words = code(`${path}:${line}`);
    const place = { path, line, column: 1, endLine: line, endColumn: 2 };
    return [
      at === 0 ? "" : ", ",
      usage.commit === null ? words : link(fileUrl(url, usage.commit, place), words),
    ];
  });
  if (usage.answer === "unclear")
    return ["not clear: ", ...prose(usage.unclear ?? ""), ...(links.length === 0 ? [] : [": ", ...links])];
  const how = usage.answer === "named" ? "still named by " : "probably still named by ";
  return [how, release, " in ", ...links, moreThan(usage, places.length)];
}

function asksForNote({ direction, demand }: Operation): boolean {
  return direction === "up" && (demand === "note" || demand === "note_and_exception");
}

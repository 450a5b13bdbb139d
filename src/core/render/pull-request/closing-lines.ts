/** What a check says at its end, however much of it is left out: what nothing is asked for, what green means, how to go on, and remarks. */

import { engineWords } from "../../detect/file-dialect.ts";
import { type Operation, targetOf } from "../../operation.ts";
import type { Verdict } from "../../verdict.ts";
import { firstPolicy } from "../../judge/first-policy.ts";
import { count, ignoredLine, operationTitle } from "../words.ts";
import { type Block, code, link, list, paragraph, prose, type Words } from "./markdown/nodes.ts";
import { newFileLink } from "./new-file-link.ts";
import { operationsWithProblems } from "./operations-table.ts";
import type { JudgedPullRequest, PullRequestFacts } from "./pages.ts";

const mostNamed = 4;
const mostRemarks = 20;
const longestRemark = 400;

/** `leftOut`: annotations that GitHub would show no more of. */
export function closingLines({ verdict, facts, remarks }: JudgedPullRequest, leftOut: number): Block[] {
  const ignored = ignoredLine(verdict.counts);
  const shown = remarks.slice(0, mostRemarks);
  return [
    ...unasked(verdict),
    ...readAs(verdict),
    ...stateLines(verdict, facts),
    ...(leftOut === 0
      ? []
      : [
          paragraph(
            `${count(leftOut, "more annotation")} left out: `,
            code("lockstep check --format json"),
            " shows everything.",
          ),
        ]),
    ...(ignored === null ? [] : [paragraph(ignored)]),
    ...(shown.length === 0
      ? []
      : [list(shown.map((remark) => [paragraph(...prose(remark.slice(0, longestRemark)))]))]),
  ];
}

function unasked(verdict: Verdict): Block[] {
  const { operations, conclusion, waivers = [] } = verdict;
  const up = operations.filter(({ direction }) => direction === "up");
  const wrong = operationsWithProblems(verdict);
  const listed = up.filter(({ demand, id }) => demand === "listed" && !wrong.has(id));
  const lost = operations.filter(({ direction, impact }) => direction === "down" && impact.irreversible);
  const lines: Words[][] = [];
  if (listed.length > 0) lines.push(["Not asked for: ", ...named(listed, operationTitle), "."]);
  if (lost.length > 0) lines.push(["Going back destroys: ", ...named(lost, targetOf), "."]);
  if (up.some(({ demand }) => demand !== "listed")) {
    const green = `Green ${conclusion === "success" ? "does" : "would"} not mean that this runs online`;
    const isTold = !waivers.some(({ rule, state }) => rule === "note-is-there" && state === "granted");
    lines.push([`${green}${isTold ? ", only that operators will know" : ""}.`]);
  }
  return lines.map((words) => paragraph(...words));
}

function readAs({ dialects = [] }: Verdict): Block[] {
  return dialects
    .slice(0, mostNamed)
    .map(({ engine, why }) =>
      paragraph(
        `Read as ${engineWords[engine]} (`,
        code(why),
        "); `databases` in the policy says otherwise.",
      ),
    );
}

function named(operations: readonly Operation[], name: (operation: Operation) => string): Words[] {
  const all = [...new Set(operations.map(name))];
  const words = all.slice(0, mostNamed).flatMap((one, at): Words[] => [at === 0 ? "" : ", ", code(one)]);
  return all.length <= mostNamed ? words : [...words, ` and ${all.length - mostNamed} more`];
}

function stateLines({ mode, policyMissing, counts }: Verdict, facts: PullRequestFacts): Block[] {
  const isQuiet = facts.draft && (mode === "warn" || mode === "enforce") && counts.errors > 0;
  return [
    ...(isQuiet ? [paragraph("This is a draft: comments come when it is ready for review.")] : []),
    ...(policyMissing === true ? [howToGoOn(facts)] : []),
  ];
}

/** The policy that counts stands on the base. */
function howToGoOn({ head, base }: PullRequestFacts): ReturnType<typeof paragraph> {
  const page = newFileLink(
    { head: { ...head, url: base.url, ref: base.ref, exists: true } },
    firstPolicy.path,
    firstPolicy.text,
  );
  const file = code(firstPolicy.path);
  return paragraph(
    "This repository has no policy yet, so Lockstep only looks on. To go on, ",
    ...(page === null ? ["add ", file] : [link(page.url, "add ", file)]),
    ", or run ",
    code("lockstep init"),
    ".",
  );
}

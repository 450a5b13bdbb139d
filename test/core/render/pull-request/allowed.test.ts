/** What a check tells of commands: what they allow, by whom, until when, and how a reviewer writes one. */

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import fc from "fast-check";

import type { Approval } from "../../../../src/core/judge/approvals.ts";
import type { StandingCommand } from "../../../../src/core/judge/standing.ts";
import type { CheckRun } from "../../../../src/core/render/pull-request/pages.ts";
import { planReview } from "../../../../src/core/render/pull-request/plan-review.ts";
import { readAbout } from "../../../../src/core/render/pull-request/marker.ts";
import { renderCheckRun } from "../../../../src/core/render/pull-request/check-run.ts";
import type { Verdict } from "../../../../src/core/verdict.ts";
import { assertHarmless } from "../../../support/app-texts.ts";
import { matchesFile } from "../../../support/snapshot.ts";
import { command, drop, index, judged, listed, path } from "../../judge/commanded.ts";
import { factsOf } from "./judged-pull-request.ts";
import { hostileText } from "./markdown/hostile-text.ts";

const github = "https://github.example";
const url = `${github}/acme/app`;

function checkOf(verdict: Verdict, sql: string): CheckRun {
  const facts = factsOf({
    head: { [path]: sql },
    facts: { url: `${url}/pull/1`, base: { ref: "main", url } },
  });
  const own = { ...facts, head: { ...facts.head, url } };
  const plan = planReview(verdict, own, { comments: true, note: "when-missing" });
  for (const { body } of plan.comments) assertHarmless(`markdown\n${body}`, github);
  const check = renderCheckRun({
    pulls: [{ facts: own, verdict, plan, remarks: [] }],
    seen: [],
    record: null,
  });
  assertHarmless(`markdown\n${check.summary}`, github);
  return check;
}

/** The lists of what was allowed. */
function allowed({ summary }: CheckRun): string {
  return summary.slice(Math.max(0, summary.search(/^(?:Exceptions|Waived):$/mu))).split("\n\n| ")[0] ?? "";
}

const sql = drop + index;
const seen = listed({ sql });

function checked(
  commands: StandingCommand[],
  rest: { approvals?: Approval[]; sql?: string; merged?: string } = {},
): CheckRun {
  const scene = { sql, commands, ...rest };
  return checkOf(judged(scene), scene.sql);
}

test("what commands allow, to be read", () => {
  const commands = [
    command("exempt drop_column account.legacy_id until 2027-03-01 because nothing reads it", { seen }),
    command("exempt all because the release waits", { seen, by: "linus", kinds: new Set(["create_index"]) }),
    command("exempt drop_column account.legacy_id until 2026-05-01 because of the freeze", { seen }),
    command("waive note-is-there until 2027-01-01 because operators were told by mail", { seen }),
  ];
  const linked = commands.map((one, at) => ({ ...one, link: `${url}/pull/1#issuecomment-${at + 1}` }));
  const check = checked(linked);
  matchesFile(
    `${check.conclusion}: ${check.title}\n\n${check.summary}\n`,
    join(import.meta.dirname, "fixtures", "check-run", "commanded.md"),
  );
});

test("by what something was granted", () => {
  const proposed = `-- lockstep: exempt drop_column account.legacy_id because nothing reads it\n${drop}`;
  const review = checked([], { sql: proposed, approvals: [{ by: "reviewer", covers: "head" }] });
  assert.match(
    allowed(review),
    /^- `drop_column account\.legacy_id`: granted by `reviewer` with an approving review, because /mu,
  );
  const merged = checked([], {
    sql: drop,
    merged:
      "- operation: drop_column\n  target: account.legacy_id\n  reason: old\n  reusable: true\n  until: 2026-12-31\n",
  });
  assert.match(
    allowed(merged),
    /^- `drop_column account\.legacy_id`: granted when it was merged until 2026-12-31, because old \[/mu,
  );
});

test("what is proposed and exempted by a command is granted", () => {
  const proposed = `-- lockstep: exempt drop_column account.legacy_id because nothing reads it\n${drop}`;
  const exempt = command("exempt drop_column account.legacy_id because fine", {
    seen: listed({ sql: proposed }),
  });
  const waive = command("waive note-is-there because told", { seen: listed({ sql: proposed }) });
  const check = checked([exempt, waive], { sql: proposed });
  assert.equal(check.title, "1 operation, 1 offline and granted (by @grace), note waived");
  assert.match(check.summary, /\| granted \|$/mu);
  assert.match(allowed(check), /: \*\*proposed\*\*, because /u);
});

/** The lines that a reviewer could paste. */
function pasted({ summary }: CheckRun): string[] {
  return [...summary.matchAll(/^\/lockstep .*$/gmu)].map(([line]) => line);
}

test("the reviewer's line is there once, and only where something is left to be exempted", () => {
  const gap = "because <why is this safe?>";
  assert.deepEqual(pasted(checked([])), [`/lockstep exempt all ${gap}`]);
  assert.deepEqual(pasted(checked([], { sql: drop })), [
    `/lockstep exempt drop_column account.legacy_id ${gap}`,
  ]);
  const half = command("exempt drop_column account.legacy_id because fine", { seen });
  assert.deepEqual(pasted(checked([half])), [`/lockstep exempt create_index account:ix_account_name ${gap}`]);
  const all = command("exempt all because fine", { seen });
  assert.deepEqual(pasted(checked([all])), []);
  const verdict = judged({ sql });
  assert.deepEqual(pasted(checkOf({ ...verdict, mode: "monitor" }, sql)), []);
});

test("an inline comment about such an operation says that a reviewer can answer it, and what it is about", () => {
  const verdict = judged({ sql: `${drop}${" ".repeat(3)}\n`, policy: "rules:\n  note-is-there: off\n" });
  const facts = factsOf({ head: { [path]: drop } });
  const [comment] = planReview(verdict, facts, { comments: true, note: "never" }).comments;
  assert.ok(comment !== undefined);
  assert.match(
    comment.body,
    /\nOr a reviewer answers here: `\/lockstep exempt because <why is this safe\?>`\n/u,
  );
  assert.deepEqual(readAbout(comment.body), [verdict.operations[0]?.id]);
});

test("nothing that a stranger writes into a command means anything in the check", () => {
  const exempt = command("exempt all because fine", { seen });
  const ended = command("exempt all until 2026-05-01 because fine", { seen });
  const waive = command("waive note-is-there because fine", { seen });
  const verdict = judged({ sql, commands: [exempt, ended, waive] });
  assert.deepEqual([verdict.exceptions.length, verdict.waivers?.length], [2, 1]);
  fc.assert(
    fc.property(hostileText, hostileText, hostileText, (target, by, reason) => {
      const exceptions = verdict.exceptions.map((one) => ({ ...one, target, reason, grantedBy: [by, by] }));
      const waivers = (verdict.waivers ?? []).map((one) => ({ ...one, rule: target, by, reason }));
      const check = checkOf({ ...verdict, exceptions, waivers }, sql);
      assert.doesNotMatch(check.title, /[\p{Cf}\p{Cs}\p{Cc}]/u);
    }),
    { seed: 9, numRuns: 60 },
  );
});

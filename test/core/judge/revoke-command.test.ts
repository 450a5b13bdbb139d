/** What the command revoke takes back: what people granted before it, by command or by an approving review. */

import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import type { Approval } from "../../../src/core/judge/approvals.ts";
import type { StandingCommand } from "../../../src/core/judge/standing.ts";
import type { Kind } from "../../../src/core/operation.ts";
import type { Verdict } from "../../../src/core/verdict.ts";
import { command, drop, index, judged, listed, results, rulesOf } from "./commanded.ts";
import type { Scene } from "./commanded.ts";

const proposals =
  "-- lockstep: exempt drop_column account.legacy_id because old\n-- lockstep: exempt create_index account:ix_account_name because small\n";
const plain: Scene = { sql: drop + index };
const proposed: Scene = { sql: proposals + drop + index };
const at = (minute: number): string => `2026-06-01T10:${String(minute).padStart(2, "0")}:00Z`;

const exempt = (minute: number, said: Partial<StandingCommand> = {}): StandingCommand =>
  command("exempt drop_column account.legacy_id because old", {
    seen: listed(plain),
    at: at(minute),
    ...said,
  });
const revoke = (minute: number, said: Partial<StandingCommand> = {}): StandingCommand =>
  command("revoke drop_column account.legacy_id", {
    seen: listed(plain),
    at: at(minute),
    by: "linus",
    ...said,
  });
const approval = (minute: number, said: Partial<Approval> = {}): Approval => ({
  by: "ada",
  covers: "head",
  at: at(minute),
  ...said,
});

/** Who stands for each exception that the change has. */
function standing(verdict: Verdict): string[] {
  return verdict.exceptions.map(({ target, state, grantedBy = [] }) =>
    `${target.split(" ")[0]} ${state} ${grantedBy.join(" ")}`.trim(),
  );
}

test("it takes an exemption back, and the demand is there again", () => {
  const verdict = judged({ ...plain, commands: [exempt(1), revoke(2)] });
  assert.deepEqual(results(verdict), [{}, { covers: ["drop_column"] }]);
  assert.deepEqual(verdict.exceptions, []);
  assert.equal(rulesOf(verdict).filter((rule) => rule === "exception-is-there").length, 2);
});

test("what is exempted after it stands, and so does the order of the lines of one comment", () => {
  const verdict = judged({ ...plain, commands: [exempt(3), revoke(2)] });
  assert.deepEqual(results(verdict), [{}, { covers: ["drop_column"] }]);
  const commands = [exempt(1), revoke(2), exempt(2, { by: "ada" })];
  assert.deepEqual(standing(judged({ ...plain, commands })), ["drop_column granted ada"]);
  assert.deepEqual(standing(judged({ ...plain, commands: [exempt(2), revoke(2)] })), []);
});

test("of an exemption of everything the rest stays", () => {
  const all = command("exempt all because tonight", { seen: listed(plain), at: at(1) });
  const verdict = judged({ ...plain, commands: [all, revoke(2)] });
  assert.deepEqual(results(verdict), [{ covers: ["create_index"] }, { covers: ["drop_column"] }]);
});

test("it takes an earlier approval back: the proposal is one again, and one after it grants", () => {
  const under = (approvals: Approval[]): Verdict => judged({ ...proposed, approvals, commands: [revoke(2)] });
  const index = "create_index granted ada";
  assert.deepEqual(standing(under([approval(1)])), ["drop_column proposed", index]);
  assert.deepEqual(standing(under([approval(2)])), ["drop_column proposed", index]);
  assert.deepEqual(standing(under([approval(3)])), ["drop_column granted ada", index]);
  assert.deepEqual(standing(under([approval(1), approval(3, { by: "bob" })])), [
    "drop_column granted bob",
    "create_index granted ada bob",
  ]);
  const { at: _, ...timeless } = approval(3);
  assert.deepEqual(standing(under([timeless])), ["drop_column proposed", index]);
  assert.deepEqual(results(under([approval(1)])), [{ covers: ["drop_column"] }]);
  assert.deepEqual(results(under([approval(3)])), [{}]);
  assert.ok(rulesOf(under([approval(1)])).includes("exception-is-granted"));
});

test("nobody takes back a kind that is not theirs", () => {
  const kinds = new Set<Kind>(["create_index"]);
  const verdict = judged({ ...plain, commands: [exempt(1), revoke(2, { kinds })] });
  assert.deepEqual(results(verdict), [{ covers: ["drop_column"] }, { forbidden: ["drop_column"] }]);
});

test("it is for what it names now, whatever our check had listed", () => {
  const verdict = judged({ ...plain, commands: [exempt(1), revoke(2, { seen: null })] });
  assert.deepEqual(results(verdict), [{}, { covers: ["drop_column"] }]);
});

test("what was merged with its exception is not touched", () => {
  const verdict = judged({ sql: drop, merged: reusable, commands: [revoke(9)] });
  assert.deepEqual(standing(verdict), ["drop_column granted"]);
  assert.deepEqual(results(verdict), [{}]);
});

const reusable =
  "- { operation: drop_column, target: account.legacy_id, reason: old, reusable: true, until: 2026-12-31 }\n";

test("where nothing was granted it takes nothing back", () => {
  assert.deepEqual(results(judged({ ...plain, commands: [revoke(1)] })), [{}]);
  const ended = exempt(1, { request: { ...exempt(1).request, until: "2026-01-01" } });
  assert.deepEqual(results(judged({ ...plain, commands: [ended, revoke(2)] })), [{}, {}]);
});

type Event = { do: "exempt" | "revoke" | "approve"; minute: number; may: boolean };
const event = fc.record<Event>({
  do: fc.constantFrom("exempt", "revoke", "approve"),
  minute: fc.integer({ min: 1, max: 6 }),
  may: fc.boolean(),
});

test("in any order, what was granted last and not taken back since is granted", () => {
  const kindsOf = (may: boolean): ReadonlySet<Kind> => new Set(may ? ["drop_column"] : ["create_index"]);
  const seen = listed({ sql: proposals + drop });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 6 }), (events) => {
      const approvals = events
        .filter((one) => one.do === "approve")
        .map(({ minute, may }) => approval(minute, { kinds: kindsOf(may) }));
      const commands = events
        .filter((one) => one.do !== "approve")
        .map(({ do: verb, minute, may }) =>
          (verb === "exempt" ? exempt : revoke)(minute, { seen, kinds: kindsOf(may) }),
        );
      const allowed = events.filter(({ may }) => may);
      // One after the other; an approval of the very second of a revoke came before it.
      const ordered = allowed.toSorted(
        (a, b) => a.minute - b.minute || Number(b.do === "approve") - Number(a.do === "approve"),
      );
      const last = ordered.at(-1)?.do;
      const granted = last !== undefined && last !== "revoke";
      const sql = "-- lockstep: exempt drop_column account.legacy_id because old\n" + drop;
      const verdict = judged({ sql, approvals, commands });
      assert.equal(
        verdict.exceptions.some(({ state }) => state === "granted"),
        granted,
      );
      assert.equal(!rulesOf(verdict).includes("exception-is-granted"), granted);
    }),
    { numRuns: 60 },
  );
});

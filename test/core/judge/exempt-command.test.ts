/** What the command exempt does to a verdict: what it covers, and what it never covers. */

import assert from "node:assert/strict";
import { test } from "node:test";

import type { StandingCommand } from "../../../src/core/judge/standing.ts";
import { renderJson } from "../../../src/core/render/json.ts";
import type { Verdict } from "../../../src/core/verdict.ts";
import { CheckReport } from "../../../src/contract.ts";
import { command, drop, index, judged, listed, path, results, rulesOf } from "./commanded.ts";
import type { Scene } from "./commanded.ts";

const both: Scene = { sql: drop + index };
const seen = listed(both);
const aim = "exempt drop_column account.legacy_id because nothing reads it";
const missing = (verdict: Verdict): number =>
  rulesOf(verdict).filter((rule) => rule === "exception-is-there").length;

function under(text: string, said: Partial<StandingCommand> = {}, scene: Partial<Scene> = {}): Verdict {
  return judged({ ...both, ...scene, commands: [command(text, { seen, ...said })] });
}

test("without a command both operations lack an exception, and both are listed beside the missing note", () => {
  const verdict = judged(both);
  assert.deepEqual(rulesOf(verdict), ["note-is-there", "exception-is-there", "exception-is-there"]);
  assert.equal(seen.size, 3);
  for (const key of seen) assert.match(key, /^[\da-f]{32}$/u);
  assert.deepEqual([verdict.waivers, verdict.commands], [[], []]);
});

test("it covers what it names and was seen, and says whose it is and where", () => {
  const [given] = [command(aim, { seen })];
  const verdict = judged({ ...both, commands: [given] });
  const [operation] = verdict.operations;
  assert.deepEqual(results(verdict), [{ covers: ["drop_column"] }]);
  assert.equal(missing(verdict), 1);
  assert.deepEqual(verdict.exceptions, [
    {
      operations: [operation?.id],
      target: "drop_column account.legacy_id",
      reason: "nothing reads it",
      until: null,
      origin: "command",
      state: "granted",
      grantedBy: ["grace"],
      link: given?.link,
      reusable: false,
      place: operation?.place,
    },
  ]);
});

test("all of it passes once the note is waived and everything is exempted", () => {
  const commands = [
    command("exempt all because the old code is gone", { seen }),
    command("waive note-is-there because it follows", { seen }),
  ];
  const verdict = judged({ ...both, commands });
  assert.deepEqual(rulesOf(verdict), []);
  assert.equal(verdict.conclusion, "success");
  assert.equal(verdict.exceptions[0]?.target, "all");
  assert.equal(judged(both).conclusion, "failure");
});

test("what was not listed when it was written is not covered", () => {
  for (const before of [null, new Set<string>(), listed({ sql: index })]) {
    const verdict = under(aim, { seen: before });
    assert.deepEqual(results(verdict), [{ unseen: ["drop_column"] }]);
    assert.deepEqual(verdict.commands?.[0]?.keys, []);
    assert.deepEqual([missing(verdict), verdict.exceptions], [2, []]);
  }
});

test("what was recorded stands while the operation and its impact stay, wherever it stands", () => {
  const recorded = new Set(under(aim).commands?.[0]?.keys);
  assert.equal(recorded.size, 1);
  const again = (scene: Partial<Scene>): unknown => results(under(aim, { recorded, seen: null }, scene));
  assert.deepEqual(again({}), [{ covers: ["drop_column"] }]);
  assert.deepEqual(again({ sql: `${index}-- moved\n${drop}` }), [{ covers: ["drop_column"] }]);
  assert.deepEqual(again({ sql: drop.replace(";", " CASCADE;") }), [{ unseen: ["drop_column"] }]);
  assert.deepEqual(again({ sql: index }), [{}]);
  assert.deepEqual(under(aim, { recorded, seen: null }).commands?.[0]?.keys, [...recorded]);
});

test("an impact that got worse is another operation to it", () => {
  const sql = "ALTER TABLE account ADD COLUMN flag bool NOT NULL DEFAULT random() < 0.5;\n";
  const text = "exempt add_column account.flag because it is small";
  const newer: Partial<Scene> = { sql, engines: "postgresql 14 - 16" };
  const older: Partial<Scene> = { sql, engines: "postgresql 10 - 16" };
  const known = listed({ ...both, ...newer });
  assert.deepEqual(results(under(text, { seen: known }, newer)), [{ covers: ["add_column"] }]);
  assert.deepEqual(results(under(text, { seen: known }, older)), [{ unseen: ["add_column"] }]);
  assert.deepEqual(results(under(text, { recorded: known, seen: null }, older)), [
    { unseen: ["add_column"] },
  ]);
});

test("all covers what was there when it was written, and names what came later", () => {
  const known = listed({ sql: drop });
  const verdict = under("exempt all because tonight", { seen: known });
  assert.deepEqual(results(verdict), [{ covers: ["drop_column"], unseen: ["create_index"] }]);
  const recorded = new Set(verdict.commands?.[0]?.keys);
  const again = under("exempt all because tonight", { recorded, seen: null });
  assert.deepEqual(results(again), results(verdict));
});

test("nobody exempts a kind that is not theirs, and what they may not is named", () => {
  const kinds = new Set(["create_index"] as const);
  assert.deepEqual(results(under(aim, { kinds })), [{ forbidden: ["drop_column"] }]);
  const verdict = under("exempt all because tonight", { kinds });
  assert.deepEqual(results(verdict), [{ covers: ["create_index"], forbidden: ["drop_column"] }]);
  assert.equal(verdict.commands?.[0]?.keys.length, 2);
  assert.equal(missing(verdict), 1);
  const nothing = under("exempt all because tonight", { kinds: new Set() });
  assert.deepEqual([missing(nothing), nothing.exceptions], [2, []]);
});

test("who may at the next review counts, not who might when it was first seen", () => {
  const refused = under(aim, { kinds: new Set() });
  const recorded = new Set(refused.commands?.[0]?.keys);
  assert.deepEqual(results(under(aim, { recorded, seen: null })), [{ covers: ["drop_column"] }]);
  assert.deepEqual(results(under(aim, { recorded, seen: null, kinds: new Set() })), [
    { forbidden: ["drop_column"] },
  ]);
});

test("in a thread it is for what the thread is about", () => {
  const verdict = judged(both);
  const [first, second] = verdict.operations;
  const about = [first?.id ?? ""];
  const answered = under("exempt this because nothing reads it", { about });
  assert.deepEqual(results(answered), [{ covers: ["drop_column"] }]);
  assert.equal(answered.exceptions[0]?.target, "drop_column account.legacy_id");
  const two = under("exempt this because tonight", { about: [...about, second?.id ?? ""] });
  assert.equal(
    two.exceptions[0]?.target,
    "drop_column account.legacy_id and create_index account:ix_account_name",
  );
  assert.deepEqual(results(under("exempt this because x")), [{}]);
});

test("an operation that needs no exception is not covered, and that is no mistake", () => {
  const sql = `${drop}CREATE TABLE audit (id bigint);\n`;
  const verdict = under("exempt create_table audit because x", { seen: listed({ sql }) }, { sql });
  assert.deepEqual(results(verdict), [{ needless: ["create_table"] }]);
  assert.deepEqual(verdict.exceptions, []);
});

test("what stands in the way back is never named", () => {
  const scene = { sql: drop };
  const verdict = judged({ ...scene, commands: [command("exempt all because x", { seen: listed(scene) })] });
  assert.deepEqual(results(verdict), [{ covers: ["drop_column"] }]);
});

test("what the engine refuses stays refused", () => {
  const sql =
    "BEGIN;\nCREATE INDEX CONCURRENTLY ix ON account (name);\nCOMMIT;\nALTER TABLE account ADD COLUMN x int NOT NULL;\n";
  const verdict = under("exempt all because x", { seen: listed({ sql }) }, { sql });
  const refusals = rulesOf(judged({ sql })).filter((rule) => rule === "engine-accepts").length;
  assert.ok(refusals > 0);
  assert.equal(rulesOf(verdict).filter((rule) => rule === "engine-accepts").length, refusals);
});

test("it lifts a phase's ban", () => {
  const policy = 'phases: { expand: ["migrations/**"] }\n';
  const before = judged({ ...both, policy });
  assert.ok(rulesOf(before).includes("expand-is-additive"));
  const commands = [command(aim, { seen: new Set(before.listed) })];
  assert.ok(!rulesOf(judged({ ...both, policy, commands })).includes("expand-is-additive"));
});

test("it holds through its day, and after it covers nothing, which is nobody's mistake", () => {
  const text = `${aim.replace(" because", " until 2026-06-01 because")}`;
  assert.deepEqual(results(under(text)), [{ covers: ["drop_column"] }]);
  const over = under(text, {}, { today: "2026-06-02" });
  assert.deepEqual(results(over), [{}]);
  assert.deepEqual(rulesOf(over), rulesOf(judged({ ...both, today: "2026-06-02" })));
  const [exception] = over.exceptions;
  assert.deepEqual([exception?.state, exception?.operations, exception?.place.line], ["expired", [], 1]);
  assert.equal(exception?.grantedBy, undefined);
  assert.equal(over.commands?.[0]?.keys.length, 1);
});

test("its reason may be short: who writes a command answers for it", () => {
  assert.equal(missing(under("exempt all because none")), 0);
  assert.ok(!rulesOf(under("exempt all until 2026-01-01 because none")).includes("exception-has-reason"));
});

test("a proposal stays one, and asks for nothing more once all of it is exempted", () => {
  const proposal = "-- lockstep: exempt drop_column account.legacy_id because old\n";
  const scene = { sql: proposal + drop };
  assert.ok(rulesOf(judged(scene)).includes("exception-is-granted"));
  const verdict = judged({ ...scene, commands: [command(aim, { seen: listed(scene) })] });
  assert.deepEqual(
    verdict.exceptions.map(({ origin, state }) => [origin, state]),
    [
      ["migration", "proposed"],
      ["command", "granted"],
    ],
  );
  assert.deepEqual(rulesOf(verdict), ["note-is-there"]);
  assert.deepEqual(verdict.grantable, judged(scene).grantable);
});

test("of two that exempt the same both stand, and one is enough", () => {
  const commands = [command(aim, { seen }), command(aim, { seen, by: "linus" })];
  const verdict = judged({ ...both, commands });
  assert.deepEqual(
    verdict.exceptions.map(({ grantedBy }) => grantedBy),
    [["grace"], ["linus"]],
  );
  assert.equal(missing(verdict), 1);
});

test("of two operations that are written alike, only those that were seen are covered", () => {
  const sql = drop + drop;
  const known = listed({ sql: drop });
  assert.deepEqual(results(under(aim, { seen: known }, { sql })), [
    { covers: ["drop_column"], unseen: ["drop_column"] },
  ]);
});

test("nothing of it is in the contract, but the exception itself", () => {
  const commands = [command(aim, { seen }), command("waive note-is-there because x", { seen })];
  const verdict = judged({ ...both, commands });
  assert.equal(verdict.waivers?.length, 1);
  const report = JSON.parse(renderJson(verdict, "1.0.0")) as unknown;
  const { exceptions } = CheckReport.parse(report);
  assert.deepEqual(exceptions[0]?.origin, "command");
  assert.equal(exceptions[0]?.place.path, path);
});

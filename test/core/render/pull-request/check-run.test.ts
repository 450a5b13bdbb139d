/** Check runs of real migrations, as a person reads them. */

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import {
  renderCheckRun,
  renderOff,
  renderTrouble,
} from "../../../../src/core/render/pull-request/check-run.ts";
import { readPolicy } from "../../../../src/core/judge/policy-schema.ts";
import { readSeen } from "../../../../src/core/render/pull-request/marker.ts";
import type { CheckRun, JudgedPullRequest } from "../../../../src/core/render/pull-request/pages.ts";
import { matchesFile } from "../../../support/snapshot.ts";
import { type Given, judged, migration, note, users } from "./judged-pull-request.ts";
import { meant, nodesOf, parsed } from "./markdown/github.ts";

const key = "0123456789abcdef";

function checkOf(...pulls: JudgedPullRequest[]): CheckRun {
  return renderCheckRun({ pulls, seen: [], record: null });
}

/** Everything of a check in one text. */
function shown(check: CheckRun): string {
  const annotations = check.annotations.map((one) => {
    const columns = one.startColumn === null ? "" : `:${one.startColumn}-${one.endColumn}`;
    const lines = one.startLine === one.endLine ? one.startLine : `${one.startLine}-${one.endLine}`;
    return `${one.level} ${one.path}:${lines}${columns}\n${one.title}\n${one.message}`;
  });
  const actions = check.actions.map(({ label, description }) => `[${label}] ${description}`);
  return [
    `${check.conclusion}: ${check.title}`,
    check.summary,
    ...(check.text === null ? [] : [check.text]),
    ...annotations,
    actions.join("\n"),
  ]
    .join("\n\n======\n\n")
    .concat("\n");
}

function matches(check: CheckRun, name: string): void {
  within(check);
  matchesFile(shown(check), join(import.meta.dirname, "fixtures", "check-run", `${name}.md`));
}

/** Nothing that GitHub would refuse, or make something of. */
function within(check: CheckRun): void {
  assert.ok(check.title.length <= 255 && check.title !== "");
  assert.doesNotMatch(check.title, /[\p{Cf}\p{Cs}\p{Cc}]/u);
  for (const text of [check.summary, check.text ?? ""]) {
    assert.ok(Buffer.byteLength(text) <= 65_535);
    assert.deepEqual(meant(text), []);
    const bad = nodesOf(parsed(text)).filter(({ type }) => type === "image" || type === "footnoteReference");
    assert.deepEqual(bad, []);
  }
  for (const { title, message, ...at } of check.annotations) {
    assert.ok(title.length <= 255 && title !== "" && Buffer.byteLength(message) <= 65_536);
    assert.ok(at.startLine >= 1 && at.endLine >= at.startLine);
    if (at.startColumn !== null) assert.equal(at.startLine, at.endLine);
    assert.doesNotMatch(title + message, /[\p{Cf}\p{Cs}]|[^\P{Cc}\n]/u);
  }
  for (const { label, description, identifier } of check.actions) {
    assert.ok(label.length <= 20 && description.length <= 40 && identifier.length <= 20);
  }
}

const drop = [
  "CREATE TABLE audit_event (id bigint PRIMARY KEY);",
  "ALTER TABLE users DROP COLUMN legacy_id;",
  "ALTER TABLE users ADD COLUMN locale text;",
  "",
].join("\n");

const exempted = drop.replace(
  "ALTER TABLE users DROP",
  "-- lockstep: exempt drop_column users.legacy_id until 2027-03-01 because nothing reads it since 7.0\nALTER TABLE users DROP",
);

const written = (downtime: string): string =>
  [
    "---",
    "upgrade:",
    "  - |",
    "    **Schema change**: Drops ``users.legacy_id``.",
    "",
    "    **Rationale**: It holds identifiers of a service that was retired in 6.2.",
    "",
    "    **Data migration**: None.",
    "",
    `    **Downtime variables**: ${downtime}`,
    "",
    "    **Also for operators**: None.",
    "",
  ].join("\n");

const complete = written("How long processes of the previous release keep running.");

const granted: Given = {
  head: { [migration]: exempted, [note]: complete },
  approvals: [{ by: "reviewer", covers: "head" }],
};

test("an exception is missing, and the note says that there is no downtime", () => {
  const check = checkOf(judged({ head: { [migration]: drop, [note]: written("None.") } }));
  assert.equal(check.conclusion, "failure");
  matches(check, "two-things");
});

test("nobody has granted what is proposed", () => {
  const pull = judged({ head: { [migration]: exempted, [note]: complete } });
  const check = renderCheckRun({ pulls: [pull], seen: pull.verdict.grantable ?? [], record: null });
  assert.deepEqual(readSeen(check.text ?? ""), pull.verdict.grantable);
  matches(check, "proposed");
});

test("green says why in one line", () => {
  const check = checkOf(judged(granted));
  assert.equal(check.conclusion, "success");
  assert.equal(
    check.title,
    "3 operations, 1 offline and granted (by @reviewer, until 2027-03-01), note complete",
  );
  matches(check, "granted");
});

test("the note is missing: one link adds it", () => {
  const check = checkOf(judged({ head: { [migration]: exempted } }));
  assert.deepEqual(
    check.actions.map(({ identifier }) => identifier),
    ["recheck", "draft-note"],
  );
  matches(check, "note-missing");
});

test("without a policy it looks on, and says how to go on", () => {
  const pull = judged({ policy: null, comments: false, note: "never", head: { [migration]: drop } });
  pull.verdict.mode = "monitor";
  pull.verdict.conclusion = "neutral";
  const check = checkOf(pull);
  assert.equal(check.conclusion, "neutral");
  matches(check, "no-policy");
});

test("in mode warn it stops nothing and says that it would", () => {
  const given = { policy: "mode: warn\n", head: { [migration]: drop, [note]: complete } };
  const check = checkOf(judged({ ...given, comments: false, facts: { draft: true } }));
  assert.equal(check.conclusion, "neutral");
  matches(check, "warn");
});

test("what nobody could read comes after what the author does, once, with names that tell files apart", () => {
  const at = (engine: string, name: string): string =>
    `migrations/${engine}/2026-01-02-000000_drop/${name}.sql`;
  const head = Object.fromEntries([
    [at("postgresql", "up"), drop],
    ...["oracle", "mssql"].flatMap((engine) => [
      [at(engine, "up"), drop],
      [at(engine, "down"), "DROP TABLE audit_event;\n"],
    ]),
  ]) as Record<string, string>;
  matches(checkOf(judged({ head })), "three-engines");
});

test("many files that could not be read are listed, and not annotated one by one", () => {
  const file = (at: number): string => `db/migrations/oracle/00000${at}_a.up.sql`;
  const annotated = (files: number): number => {
    const head = Object.fromEntries(Array.from({ length: files }, (_, at) => [file(at), drop]));
    const check = checkOf(judged({ head, policy: "mode: enforce\n" }));
    assert.ok(check.summary.includes(`${files} files`) && check.summary.includes("000002_a.up.sql"));
    return check.annotations.length;
  };
  assert.deepEqual([annotated(4), annotated(9)], [4, 0]);
});

test("statements that are alike are one row, and a reason does not repeat what is to be done", () => {
  const many = "INSERT INTO users (id) VALUES (1);\n".repeat(300);
  const check = checkOf(judged({ head: { [migration]: many }, policy: "mode: enforce\nexeptions: {}\n" }));
  const rows = check.summary.split("\n").filter((line) => line.startsWith("| `"));
  assert.equal(rows.length, 1);
  assert.match(rows[0] ?? "", /^\| `change_data users.id` \| \[[^\]]*:1\]\([^)]*\) and 299 more \|/u);
  assert.match(check.summary, /\*\*`exeptions` is no setting\.\*\* Did you mean `exceptions`\?/u);
});

test("no schema change", () => {
  const check = checkOf(judged({ head: { "src/app.ts": "export {};\n" } }));
  assert.equal(check.conclusion, "success");
  matches(check, "no-schema-change");
});

test("a note that is deleted cannot be annotated, and is told in the summary", () => {
  const check = checkOf(
    judged({
      base: { ...users, [migration]: drop, [note]: complete },
      head: { [note]: null },
      released: Object.keys(users),
    }),
  );
  assert.equal(check.conclusion, "failure");
  assert.deepEqual(check.annotations, []);
  matches(check, "note-deleted");
});

test("a migration that is deleted is told in the summary", () => {
  const check = checkOf(judged({ head: { [Object.keys(users)[0] as string]: null } }));
  assert.deepEqual(check.annotations, []);
  matches(check, "migration-deleted");
});

test("what the engine refuses, what could not be read, and remarks", () => {
  const sql = [
    "BEGIN;",
    "CREATE INDEX CONCURRENTLY ix_users_email ON users (email);",
    "COMMIT;",
    "ALTER TABLE users ADD COLUMN age int NOT NULL;",
    "SELECT FROM WHERE {{ template }};",
    "",
  ].join("\n");
  const remarks = ["The approval by @mallory grants nothing: @mallory may not push to this repository."];
  matches(checkOf(judged({ head: { [migration]: sql }, remarks, comments: false })), "refused");
});

test("several pull requests of one head: the worst counts, and each has its line", () => {
  const other = { number: 9, url: "https://github.com/owner/identity/pull/9" };
  const check = checkOf(
    judged(granted),
    judged({ policy: "mode: warn\n", head: { [migration]: drop, [note]: complete }, facts: other }),
  );
  assert.equal(check.conclusion, "neutral");
  matches(check, "several");
});

test("the worst conclusion of several is failure, then neutral", () => {
  const of = (conclusion: CheckRun["conclusion"]): JudgedPullRequest => {
    const pull = judged({ head: {} });
    return { ...pull, verdict: { ...pull.verdict, conclusion } };
  };
  const worst = (...all: CheckRun["conclusion"][]) => checkOf(...all.map(of)).conclusion;
  assert.equal(worst("success", "neutral", "failure", "success"), "failure");
  assert.equal(worst("success", "neutral"), "neutral");
  assert.equal(worst("success", "success"), "success");
});

test("of hundreds of pull requests of one head all have a line as far as there is room", () => {
  const pull = judged({ head: { [migration]: drop } });
  const remarks = Array.from({ length: 30 }, () => "A remark. ".repeat(60));
  const pulls = Array.from({ length: 300 }, (_, at) => ({
    ...pull,
    remarks,
    facts: { ...pull.facts, number: at + 1, url: `https://github.com/owner/identity/pull/${at + 1}` },
  }));
  const check = checkOf(...pulls);
  within(check);
  assert.match(check.summary, /^- \[Pull request 80\]/mu);
  assert.match(check.summary, /\d+ pull requests did not fit here/u);
  assert.match(check.summary, /^### \[Pull request 5\]/mu);
});

test("switched off, and not finished", () => {
  const off = renderOff({
    path: ".github/lockstep.yml",
    url: "https://github.com/owner/identity/blob/main/.github/lockstep.yml",
  });
  assert.equal(off.conclusion, "neutral");
  matches(off, "off");
  const reason = "GitHub did not answer: @mallory <img src=x> within 60 s";
  matches(renderTrouble({ reason, id: "1f2e3d4c", conclusion: "failure" }), "trouble");
  const neutral = renderTrouble({ reason: "Lockstep itself failed", id: null, conclusion: "neutral" });
  assert.equal(neutral.conclusion, "neutral");
  assert.doesNotMatch(neutral.summary, /log/u);
});

test("hostile names are names", () => {
  const names = [
    '@everyone"" #1 </details><img src=x onerror=alert(1)>',
    "`a`|b\\|`` | c",
    "[x](javascript:alert(1)) ![y](http://evil.example/z)",
    "fixes #3 owner/name#4 www.evil.example $x$ :octocat:",
    "a\u202eb\u200bc\nd\r\n# e",
  ];
  const sql = names
    .map((name) => {
      const quoted = `"${name.replaceAll('"', '""')}"`;
      return `-- lockstep: exempt drop_column users.x because ${name.replaceAll(/[\r\n]/gu, " ")}\nALTER TABLE users DROP COLUMN ${quoted};\n`;
    })
    .join("");
  const path = "db/migrations/000002_@mallory #5 `x` <b>|[a](b).up.sql";
  const remarks = names.map((name) => `The approval by ${name} grants nothing.`);
  for (const comments of [true, false]) {
    const pull = judged({
      head: { [path]: sql, [note]: written(names.join(" ").replaceAll(/\s+/gu, " ")) },
      remarks,
      comments,
    });
    const check = renderCheckRun({ pulls: [pull], seen: [key], record: null });
    within(check);
    const html = nodesOf(parsed(check.summary)).flatMap((node) => (node.type === "html" ? [node.value] : []));
    for (const one of html) assert.match(one, /^<\/?code>$/u);
    for (const node of nodesOf(parsed(check.summary))) {
      if (node.type === "link")
        assert.match(node.url, /^https:\/\/github\.com\/(?:owner|author)\/identity\//u);
    }
  }
});

/** The operations that something is wrong with, and their problems, so often that there are ten thousand. */
function tenThousand({ verdict, plan, ...rest }: JudgedPullRequest): JudgedPullRequest {
  const times = Array.from({ length: 10_000 }, (_, at) => at);
  const problem = verdict.problems.find(({ operation }) => operation !== null);
  const dropped = verdict.operations.find(({ id }) => id === problem?.operation);
  assert.ok(problem !== undefined && dropped !== undefined);
  const operations = times.map((at) => ({
    ...dropped,
    id: at.toString(16).padStart(32, "0"),
    columns: [`c${at}`],
    place: { ...dropped.place, line: at + 1, endLine: at + 1 },
  }));
  const own = operations.map(({ id, place }) => ({ ...problem, id, place, operation: id }));
  const problems = [...verdict.problems.filter(({ id }) => id !== problem.id), ...own];
  const counts = { ...verdict.counts, operations: operations.length, errors: problems.length };
  const many = { ...verdict, operations, problems, counts };
  return { ...rest, verdict: many, plan: { ...plan, annotated: problems } };
}

test("ten thousand operations fit, with what is left out counted and the seal whole", () => {
  const pull = tenThousand(judged({ head: { [migration]: drop }, comments: false, note: "never" }));
  const seen = Array.from({ length: 10_000 }, (_, at) => at.toString(16).padStart(32, "0"));
  const start = process.cpuUsage();
  const check = renderCheckRun({ pulls: [pull], seen, record: null });
  assert.ok(process.cpuUsage(start).user < 1_500_000);
  within(check);
  assert.match(check.summary, /\n\n9\d\d\d operations did not fit here: /u);
  assert.match(check.summary, /only that operators will know\.$/mu);
  assert.ok(check.annotations.length <= 500);
  assert.match(check.summary, /\d+ more annotations left out/u);
  assert.ok(readSeen(check.text ?? "").length >= 1000);
  assert.match(check.title, /^2 things to do: .* and 9999 more like it/u);
});

test("hundreds of things to do have a title that ends in a count", () => {
  const head = Object.fromEntries(
    Array.from({ length: 60 }, (_, at) => [
      `db/migrations/${at + 10}_drop_${"long_".repeat(10)}.up.sql`,
      `ALTER TABLE users DROP COLUMN c${at};\n`,
    ]),
  );
  const check = checkOf(judged({ head }));
  within(check);
  assert.match(check.title, /^61 things to do: .*; and \d+ more$/u);
  assert.match(check.summary, /^50\. /mu);
  assert.match(check.summary, /11 things to do did not fit here/u);
});

test("what others grant comes last, and as one thing", () => {
  const text = [
    "-- lockstep: exempt drop_column users.legacy_id because nothing reads it",
    "ALTER TABLE users DROP COLUMN legacy_id;",
    "-- lockstep: exempt drop_column users.email because nothing reads it",
    "ALTER TABLE users DROP COLUMN email;",
    "",
  ].join("\n");
  const check = checkOf(judged({ base: users, head: { [migration]: text }, policy: "mode: enforce" }));
  assert.equal(check.title, "2 things to do: add a release note; get 2 exceptions granted");
  const [, grants = ""] = check.summary.split("2. **Get 2 exceptions granted.** ");
  assert.match(
    grants,
    /^One approving review .* grants `drop_column users.legacy_id`, `drop_column users.email`\. /u,
  );
});

test("who grants is whom the policy names", () => {
  const policy =
    "mode: enforce\ncommands:\n  who:\n    - commands: [exempt]\n      teams: [dba]\n  emergency: [sre]\n";
  const exempted = (sql: string): string =>
    `-- lockstep: exempt drop_column users.legacy_id because nobody reads it\n${sql}`;
  const pull = judged({
    policy,
    head: {
      [migration]: exempted("ALTER TABLE users DROP COLUMN legacy_id;\nFROB x;\n"),
    },
  });
  const named = { ...pull, commands: readPolicy([{ path: "p.yml", text: policy }]).policy.commands };
  const who =
    "It is for members of the team dba, but never the author; in an emergency also members of the team sre.";
  const { summary } = checkOf(named);
  assert.ok(summary.includes(`One approving review grants it. ${who}`), summary);
  assert.ok(summary.includes(`One approving review says that they did. ${who}`), summary);
  assert.doesNotMatch(summary, /may push/u);
  assert.match(checkOf(pull).summary, /may push/u);
});

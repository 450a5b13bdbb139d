/** What a change is told, from real commits to problems: notes, exceptions, policies, and migrations that were on the base. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { UserError } from "../../../src/core/errors.ts";
import { inspect } from "../../../src/core/inspect.ts";
import { gatherRange } from "../../../src/edges/git/gather-range.ts";
import type { RangeRequest } from "../../../src/edges/git/gather-range.ts";
import { Reader } from "../../../src/edges/isolation/reader.ts";
import { TemporaryRepository } from "../../support/temporary-repository.ts";

/** Texts by path; null: the file goes. */
type Files = Record<string, string | null>;

interface Case {
  title: string;
  base: Files;
  /** The base is a release. */
  tagged?: boolean;
  /** What the base has on top of the release. */
  later?: Files;
  /** What the base's branch got after the change was made. */
  tip?: Files;
  head: Files;
  options?: Partial<RangeRequest>;
  /** `severity rule path:line`, all of them. */
  expected: string[];
  /** A part of one message. */
  says?: string;
}

const first = "migrations/0001_account.sql";
const second = "migrations/0002_legacy.sql";
const third = "migrations/0003_more.sql";
const notePath = "releasenotes/notes/drop-legacy-4b1c22d09ae1f377.yaml";
const exceptionsPath = "releasenotes/lockstep-exceptions.yaml";
const policyPath = ".github/lockstep.yml";

const accounts = "CREATE TABLE account (id bigint PRIMARY KEY, legacy_id text, name text);\n";
const drop = "ALTER TABLE account DROP COLUMN legacy_id;\n";
const exempt = "-- lockstep: exempt drop_column account.legacy_id because nothing reads it since 7.0\n";
const addColumn = "ALTER TABLE account ADD COLUMN locale text;\n";

/** A note that lacks nothing. */
function note(change = "Drops ``account.legacy_id``."): string {
  return `---
upgrade:
  - |
    **Schema change**: ${change}

    **Rationale**: Nothing has read it since 7.0.

    **Data migration**: None.

    **Downtime variables**: How long processes of 7.0 still run.

    **Also for operators**: None.
`;
}

function exception(more = ""): string {
  return `- operation: drop_column\n  target: account.legacy_id\n  reason: nothing reads it since 7.0\n${more}`;
}

const unnamed = "---\ndeprecations:\n  - The identifiers in ``account.legacy_id`` go in the next release.\n";

const changelog = "src/main/resources/db/changelog/master.xml";

function changeSets(...changes: string[]): string {
  const sets = changes.map(
    (change, at) => `  <changeSet id="${at + 1}" author="ann">\n${change}\n  </changeSet>\n`,
  );
  return `<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">\n${sets.join("")}</databaseChangeLog>\n`;
}

const accountSet =
  '    <createTable tableName="account"><column name="id" type="bigint"/><column name="legacy_id" type="clob"/></createTable>';
const dropSet = '    <dropColumn tableName="account" columnName="legacy_id"/>';
const exemptSet = `    <!-- lockstep: exempt drop_column account.legacy_id because nothing reads it since 7.0 -->\n${dropSet}`;

const cases: Case[] = [
  {
    title: "a changelog that gets another changeSet is judged by that alone",
    base: { [changelog]: changeSets(accountSet) },
    tagged: true,
    head: { [changelog]: changeSets(accountSet, dropSet) },
    expected: [`error note-is-there ${changelog}:6`, `error exception-is-there ${changelog}:6`],
    says: "account.legacy_id",
  },
  {
    title: "an exception in a comment of XML, and a note",
    base: { [changelog]: changeSets(accountSet) },
    head: { [changelog]: changeSets(accountSet, exemptSet), [notePath]: note() },
    expected: [],
  },
  {
    title: "a changeSet that is on the base is edited",
    base: { [changelog]: changeSets(accountSet) },
    tagged: true,
    head: { [changelog]: changeSets(accountSet.replace("clob", "uuid")) },
    expected: [`error migration-is-unedited ${changelog}:3`],
    says: "`1:ann` in `master.xml`",
  },
  {
    title: "a note on the base that names the table serves",
    base: { [first]: accounts },
    tagged: true,
    later: { [notePath]: note() },
    head: { [second]: exempt + drop },
    expected: [],
  },
  {
    title: "a note on the base that is released does not serve",
    base: { [first]: accounts, [notePath]: note() },
    tagged: true,
    head: { [second]: exempt + drop },
    expected: [`error note-is-there ${second}:2`],
  },
  {
    title: "--note names a note of the base that has no section of the five",
    base: { [first]: accounts, "docs/old.yaml": unnamed, [notePath]: unnamed },
    head: { [second]: exempt + drop },
    options: { notes: [notePath] },
    expected: [`error sections-are-there ${notePath}:1`],
  },
  {
    title: "--note names a whole note that tells of the table elsewhere",
    base: {
      [first]: accounts,
      [notePath]: note("A column goes.").replace("read it", "read ``account.legacy_id``"),
    },
    head: { [second]: exempt + drop },
    options: { notes: [notePath] },
    expected: [`error change-is-named ${notePath}:4`],
  },
  {
    title: "--note names one that is released",
    base: { [first]: accounts, [notePath]: note() },
    tagged: true,
    head: { [second]: exempt + drop },
    options: { notes: [notePath] },
    expected: [`error note-is-there ${second}:2`, `warning note-is-there ${notePath}:1`],
    says: "it is in a release already",
  },
  {
    title: "the migration names a note that serves",
    base: { [first]: accounts, [notePath]: unnamed },
    head: { [second]: `-- lockstep: note ${notePath}\n${exempt}${drop}` },
    expected: [`error sections-are-there ${notePath}:1`],
  },
  {
    title: "the migration names a note that is not there",
    base: { [first]: accounts },
    head: { [second]: `-- lockstep: note ${notePath}\n${exempt}${drop}` },
    expected: [`warning note-is-there ${second}:1`, `error note-is-there ${second}:3`],
    says: "there is no such file",
  },
  {
    title: "a new note with the id of one on the base",
    base: { [first]: accounts, "releasenotes/notes/login-4b1c22d09ae1f377.yaml": "fixes:\n  - Mended.\n" },
    head: { [second]: exempt + drop, [notePath]: note() },
    expected: [`error note-id-is-unique ${notePath}:1`],
    says: "releasenotes/notes/login-4b1c22d09ae1f377.yaml",
  },
  {
    title: "two notes of the base that share an id are not this change's",
    base: {
      [first]: accounts,
      "releasenotes/notes/a-4b1c22d09ae1f377.yaml": "fixes:\n  - A.\n",
      "releasenotes/notes/b-4b1c22d09ae1f377.yaml": "fixes:\n  - B.\n",
    },
    head: { "releasenotes/notes/c-5b1c22d09ae1f377.yaml": "fixes:\n  - C.\n" },
    expected: [],
  },
  {
    title: "a merged exception that may be used again, before its day",
    base: { [first]: accounts, [exceptionsPath]: exception("  reusable: true\n  until: 2026-06-30\n") },
    head: { [second]: drop, [notePath]: note() },
    options: { requireGranted: true },
    expected: [],
  },
  {
    title: "a merged exception that may be used again, after its day",
    base: { [first]: accounts, [exceptionsPath]: exception("  reusable: true\n  until: 2026-05-31\n") },
    head: { [second]: drop, [notePath]: note() },
    expected: [`error exception-is-there ${second}:1`],
  },
  {
    title: "a merged exception was for what was merged with it",
    base: { [first]: accounts, [exceptionsPath]: exception() },
    head: { [second]: drop, [notePath]: note() },
    expected: [`error exception-is-there ${second}:1`],
  },
  {
    title: "a reusable exception that the base's branch has taken back is only proposed",
    base: { [first]: accounts, [exceptionsPath]: exception("  reusable: true\n  until: 2026-06-30\n") },
    tip: { [exceptionsPath]: "[]\n" },
    head: { [second]: drop, [notePath]: note() },
    options: { requireGranted: true },
    expected: [`error exception-is-granted ${exceptionsPath}:1`],
  },
  {
    title: "--require-granted: a new exception is proposed",
    base: { [first]: accounts },
    head: { [second]: exempt + drop, [notePath]: note() },
    options: { requireGranted: true },
    expected: [`error exception-is-granted ${second}:1`],
  },
  {
    title: "without --require-granted a new exception counts",
    base: { [first]: accounts },
    head: { [second]: drop, [notePath]: note(), [exceptionsPath]: exception() },
    expected: [],
  },
  {
    title: "the head cannot switch a rule off",
    base: { [first]: accounts },
    head: { [second]: exempt + drop, [policyPath]: "rules:\n  note-is-there: off\n" },
    expected: [`error note-is-there ${second}:2`],
  },
  {
    title: "the base's policy switches it off",
    base: { [first]: accounts, [policyPath]: "rules:\n  note-is-there: off\n" },
    head: { [second]: exempt + drop },
    expected: [],
  },
  {
    title: "the note of an unreleased migration is deleted, in a change without migrations",
    base: { [first]: accounts },
    tagged: true,
    later: { [second]: exempt + drop, [notePath]: note() },
    head: { [notePath]: null },
    expected: [`error note-stays ${notePath}:1`],
    says: "is deleted",
  },
  {
    title: "it is emptied",
    base: { [first]: accounts },
    tagged: true,
    later: { [second]: exempt + drop, [notePath]: note() },
    head: { [notePath]: "---\nupgrade:\n  - A column is gone.\n" },
    expected: [`error note-stays ${notePath}:1`],
    says: "is emptied",
  },
  {
    title: "it is reworded, and moved",
    base: { [first]: accounts },
    tagged: true,
    later: { [second]: exempt + drop, [notePath]: note() },
    head: {
      [notePath]: null,
      "releasenotes/notes/legacy-4b1c22d09ae1f377.yaml": note("``legacy_id`` of ``account`` is dropped."),
    },
    expected: [],
  },
  {
    title: "the note of a released migration may go",
    base: { [first]: accounts, [second]: exempt + drop, [notePath]: note() },
    tagged: true,
    head: { [notePath]: null },
    expected: [],
  },
  {
    title: "a released migration is edited",
    base: { [first]: accounts, [second]: addColumn },
    tagged: true,
    head: { [second]: "ALTER TABLE account ADD COLUMN zone text;\n" },
    expected: [`error migration-is-unedited ${second}:1`],
    says: "It is released in v1.",
  },
  {
    title: "a migration is edited before its release",
    base: { [first]: accounts },
    tagged: true,
    later: { [second]: addColumn },
    head: { [second]: "ALTER TABLE account ADD COLUMN zone text;\n" },
    expected: [`warning migration-is-unedited ${second}:1`],
  },
  {
    title: "a migration is edited where no tag tells what is released",
    base: { [first]: accounts, [second]: addColumn },
    head: { [second]: "ALTER TABLE account ADD COLUMN zone text;\n" },
    expected: [`error migration-is-unedited ${second}:1`],
    says: "has no release tag",
  },
  {
    title: "a released migration is reformatted",
    base: { [first]: accounts, [second]: addColumn },
    tagged: true,
    head: { [second]: "-- People read this.\nalter table account\n  add column locale TEXT;\n" },
    expected: [],
  },
  {
    title: "a released migration is deleted",
    base: { [first]: accounts, [second]: addColumn },
    tagged: true,
    head: { [second]: null },
    expected: [`error migration-is-kept ${second}:1`],
  },
  {
    title: "a migration is deleted before its release",
    base: { [first]: accounts },
    tagged: true,
    later: { [second]: addColumn },
    head: { [second]: null },
    expected: [`warning migration-is-kept ${second}:1`],
  },
  {
    title: "two migrations are squashed into one that does the same",
    base: { [first]: accounts, [second]: addColumn, [third]: "CREATE INDEX ix_name ON account (name);\n" },
    head: {
      [second]: null,
      [third]: null,
      "migrations/0002_all.sql": `${addColumn}CREATE INDEX ix_name ON account (name);\n`,
    },
    expected: [`hint migration-is-kept ${second}:1`, `hint migration-is-kept ${third}:1`],
  },
  {
    title: "a rename that only moves the file",
    base: { [first]: accounts, [second]: exempt + drop },
    tagged: true,
    head: { [second]: null, "migrations/0002_drop_legacy_id.sql": exempt + drop },
    expected: [],
  },
];

const reader = new Reader();
after(() => reader.close());
const repository = new TemporaryRepository();

/** All cases are branches of one repository without a common commit, written by one process. */
before(() => {
  const stream = cases.flatMap((one, at) => {
    const tag = one.tagged ? [`reset refs/tags/v1.${at}.0`, `from refs/heads/base-${at}`, ""] : [];
    return [
      ...commit(`base-${at}`, null, one.base),
      ...tag,
      ...(one.later === undefined ? [] : commit(`base-${at}`, null, one.later)),
      ...commit(`head-${at}`, `base-${at}`, one.head),
      ...(one.tip === undefined ? [] : commit(`base-${at}`, null, one.tip)),
    ];
  });
  execFileSync("git", ["fast-import", "--quiet", "--done"], {
    cwd: repository.directory,
    input: `${stream.join("\n")}\ndone\n`,
  });
});

function commit(branch: string, from: string | null, files: Files): string[] {
  return [
    `commit refs/heads/${branch}`,
    "committer Ada <ada@example.org> 1767225600 +0000",
    // Equal commits would be one commit, with the tags of each other.
    ...data(branch),
    // Without it a branch goes on where it stands.
    ...(from === null ? [] : [`from refs/heads/${from}`]),
    ...Object.entries(files).flatMap(([path, text]) =>
      text === null ? [`D ${path}`] : [`M 100644 inline ${path}`, ...data(text)],
    ),
    "",
  ];
}

function data(text: string): string[] {
  return [`data ${Buffer.byteLength(text)}`, text];
}

async function problemsOf(request: Partial<RangeRequest>) {
  const { input } = await gatherRange(
    {
      repo: repository.directory,
      base: null,
      head: null,
      staged: false,
      notes: [],
      policy: null,
      requireGranted: false,
      today: "2026-06-01",
      ...request,
    },
    reader,
  );
  return inspect(input).problems;
}

for (const [at, { title, expected, says, options }] of cases.entries()) {
  test(title, async () => {
    const problems = await problemsOf({ base: `base-${at}`, head: `head-${at}`, ...options });
    const shown = problems.map(
      ({ severity, rule, place }) => `${severity} ${rule} ${place.path}:${place.line}`,
    );
    assert.deepEqual(shown, expected, problems.map(({ message }) => message).join("\n"));
    const words = problems.map(({ message }) => message).join("\n");
    assert.ok(words.includes(says ?? ""), words);
  });
}

test("--note names a file that is nowhere", async () => {
  await assert.rejects(
    problemsOf({ base: "base-0", head: "head-0", notes: ["releasenotes/notes/none.yaml"] }),
    (error) =>
      error instanceof UserError && error.message.includes("There is no note `releasenotes/notes/none.yaml`"),
  );
});

test("--policy is taken instead of the base's", async () => {
  const at = cases.findIndex(({ title }) => title === "the base's policy switches it off");
  repository.write({ "other.yml": "mode: enforce\n" });
  const named = { policy: join(repository.directory, "other.yml") };
  const rules = (await problemsOf({ base: `base-${at}`, head: `head-${at}`, ...named })).map(
    ({ rule }) => rule,
  );
  assert.deepEqual(rules, ["note-is-there"]);
});

test("--staged looks at what is staged, and not at the files on disk", async () => {
  const made = new TemporaryRepository();
  made.commit({ [first]: accounts });
  made.write({ [second]: exempt + drop, [notePath]: note() });
  made.git("add", second);
  const staged = { repo: made.directory, base: "main", staged: true };
  assert.deepEqual(
    (await problemsOf(staged)).map(({ rule }) => rule),
    ["note-is-there"],
  );
  made.git("add", notePath);
  assert.deepEqual(await problemsOf(staged), []);
  made.write({ [second]: "DROP TABLE account;\n" });
  assert.deepEqual(await problemsOf(staged), []);
});

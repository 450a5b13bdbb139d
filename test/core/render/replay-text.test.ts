/** A history as a person reads it: a line for each change of a migration, whatever was read of it, and the totals. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { plain } from "../../../src/core/render/paint.ts";
import { countReplay, replayed } from "../../../src/core/render/replay.ts";
import { replayLine, replaySummary } from "../../../src/core/render/replay-text.ts";
import type { CheckedFile } from "../../../src/core/verdict.ts";
import { createTable, dropColumn, problem, verdict } from "./verdicts.ts";

const commit = {
  id: "a1b2c3d4e5".repeat(4),
  date: "2021-12-31T23:30:00+02:00",
  subject: "sql: Fold indexes",
};
const place = { path: "repo/versions/067_a.py", line: 1, column: 1, endLine: 1, endColumn: 1 };

function unread(path: string, line: number): CheckedFile {
  const at = line === 1 ? { ...place, path } : { path, line, column: 3, endLine: line, endColumn: 9 };
  const framework = line === 1 ? "sqlalchemy-migrate" : "alembic";
  return {
    path,
    framework,
    database: "main",
    status: "added",
    unread: [{ id: "0".repeat(32), place: at, reason: "why" }],
  };
}

function line(given: Parameters<typeof verdict>[0], subject = commit.subject): string {
  return replayLine(replayed({ ...commit, subject }, verdict(given), new Set()), plain);
}

test("migrations of a framework that is not read are said, and so are places inside of one that is", () => {
  const files = [unread("repo/versions/067_a.py", 1), unread("repo/versions/068_b.py", 1)];
  assert.equal(
    line({ operations: [], files }),
    `? 2021-12-31  a1b2c3d4e5  2 migrations not read yet (sqlalchemy-migrate)            sql: Fold indexes\n`,
  );
  assert.match(
    line({ operations: [createTable()], files: [unread("alembic/versions/a.py", 7)] }),
    /^\? .* 1 operation; 1 place not read +sql: Fold indexes\n$/,
  );
});

test("what it would need, and what has all that it needs", () => {
  const operations = [createTable(), dropColumn()];
  assert.match(
    line({ operations, problems: [problem(), problem({ rule: "note-is-there" })] }),
    /^✗ .* 2 operations, 1 offline: needs a note and an exception {2,}sql/,
  );
  assert.match(line({ operations }), /2 operations, 1 offline: needs an exception \(note complete\) {2,}sql/);
  assert.match(line({ operations: [createTable()] }), /^ {2}2021.* 1 operation {2,}sql/);
  assert.match(line({ operations: [] }), /^ {2}2021.* nothing new for the schema {2,}sql/);
});

test("a subject can neither drive the terminal nor run over the line", () => {
  const shown = line({ operations: [] }, `\u001B[31m::error::${"long ".repeat(60)}`);
  assert.equal(shown.split("\n").length, 2);
  assert.doesNotMatch(shown, /\u001B/);
  assert.ok(shown.length < 170 && shown.endsWith("...\n"), shown);
});

test("the totals leave out what there is none of, and name the kinds that came most", () => {
  const changes = [
    replayed(commit, verdict({ operations: [dropColumn(), createTable(), createTable()] }), new Set()),
    replayed(commit, verdict({ operations: [], files: [unread("repo/versions/067_a.py", 1)] }), new Set()),
    replayed(commit, null, new Set()),
  ];
  assert.equal(
    replaySummary(countReplay(changes), plain),
    `
3 changes, of which 2 touch the schema:
  1 would need a note (1 have all of it)
  1 would need an exception
  1 with something that was not read
  operations: create_table 2, drop_column 1
`,
  );
  assert.doesNotMatch(replaySummary(countReplay([]), plain), /not read|operations/);
});

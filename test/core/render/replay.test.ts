/** What a history says of each change: counts by kind, demand and rule, and the notes with what they say. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { defaultNoteSettings } from "../../../src/core/note/default-settings.ts";
import { readNote } from "../../../src/core/note/read-note.ts";
import { countReplay, replayed } from "../../../src/core/render/replay.ts";
import { createTable, dropColumn, files, notePath, problem, verdict } from "./verdicts.ts";

const commit = { id: "a".repeat(40), date: "2026-06-01T10:00:00+00:00", subject: "Drop it" };

test("a change with a note that lacks a section", () => {
  const given = verdict({
    operations: [createTable(), dropColumn()],
    problems: [problem(), problem({ rule: "sections-are-there" }), problem({ severity: "hint" })],
    notes: [readNote(notePath, files[notePath] ?? "", defaultNoteSettings)],
  });
  const change = replayed(commit, given, new Set([notePath]));
  assert.equal(change.date, commit.date);
  assert.deepEqual(change.kinds, { create_table: 1, drop_column: 1 });
  assert.deepEqual(change.demands, { listed: 1, note_and_exception: 1 });
  assert.deepEqual(change.rules, { "exception-is-there": 1, "sections-are-there": 1 });
  assert.equal(change.noteComplete, false);
  assert.deepEqual(change.notes, [
    {
      path: notePath,
      changed: true,
      sections: ["schema_change", "rationale", "data_migration", "downtime_variables"],
    },
  ]);
});

test("the totals add up, and a change that touches nothing counts as a change", () => {
  const dropped = replayed(commit, verdict({ operations: [dropColumn()], problems: [problem()] }), new Set());
  const totals = countReplay([dropped, replayed(commit, null, new Set()), dropped]);
  assert.deepEqual(
    [totals.changes, totals.schema, totals.note, totals.exception, totals.operations, totals.offline],
    [3, 2, 2, 2, 2, 2],
  );
  assert.deepEqual([totals.kinds, totals.rules], [{ drop_column: 2 }, { "exception-is-there": 2 }]);
});

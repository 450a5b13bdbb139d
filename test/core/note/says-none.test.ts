/** What says that there is nothing, and what only starts like it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { emptiness } from "../../../src/core/note/emptiness.ts";
import { saysNone } from "../../../src/core/note/says-none.ts";
import { templateTexts } from "../../../src/core/note/template.ts";

const none = [
  "None",
  "None.",
  "none",
  "NONE!",
  "**None**",
  "``None``",
  "* None",
  "- none.",
  "N/A",
  "n/a.",
  "Not applicable.",
  "No.",
  "No",
  "-",
  "--",
  "–",
  "Nothing.",
  "Nothing else.",
  "None, the values are not used any more.",
  "None (metadata only).",
  "None: the table is new.",
  "None - the table is new.",
  "None — the table is new",
  "None. The lock on ``user`` is brief.",
  "No data migration.",
  "No data migration is needed.",
  "No data is moved.",
  "No data needs to be migrated.",
  "No rows are changed by this migration.",
  "No existing data is affected.",
  "No downtime.",
  "No downtime is expected",
  "No downtime or data migration is required.",
  "There is no downtime.",
  "There are no data migrations.",
  "Nothing to migrate.",
  "Nothing is moved.",
  "This change requires no downtime.",
  "This does not require any downtime.",
  "Downtime is not needed.",
  "Not needed.",
  "Not required; the column is new.",
  "The migration runs online.",
  "Can be applied without downtime.",
  "No operator action is required.",
];

const some = [
  "",
  "None of the rows with a NULL are kept.",
  "None of the indexes can be used while it runs.",
  "No index is used while it runs.",
  "No longer than the longest open transaction.",
  "No downtime if the table is small.",
  "None, but the lock waits for open transactions.",
  "None except for the lock on ``user``.",
  "None (unless replicas lag).",
  "No more than ten minutes.",
  "Nothing reads it while the index is built.",
  "Not more than the rows of ``user``.",
  "* the rows of ``user``\n* the longest open transaction",
  "Nonetheless it takes long.",
  "Normally short.",
  "NULL values become ''.",
];

test("none-phrases", () => {
  for (const text of none) assert.equal(saysNone(text), true, text);
});

test("no none-phrases", () => {
  for (const text of some) assert.equal(saysNone(text), false, text);
});

const emptyTexts: [string, ReturnType<typeof emptiness>][] = [
  ["", "nothing"],
  ["  ", "nothing"],
  ["**", "nothing"],
  ["TODO", "placeholder"],
  ["todo.", "placeholder"],
  ["TODO: say which rows", "placeholder"],
  ["**TBD**", "placeholder"],
  ["FIXME later", "placeholder"],
  ["xxx", "placeholder"],
  ["XXXX", "placeholder"],
  ["...", "placeholder"],
  ["…", "placeholder"],
  ["???", "placeholder"],
  ["<fill in>", "placeholder"],
  ["<...>", "placeholder"],
  ["[to be determined]", "placeholder"],
  ["Lorem ipsum dolor sit amet", "placeholder"],
  ["<why is this change made?>", "gap"],
  ["<from the pull request: is this why?> It is unused.", "gap"],
  ["List upgrade notes here, or remove this section.  All of the list items", "template"],
  ["None.", null],
  ["-", null],
  ["The TODO table is dropped.", null],
  ["See `the page <https://example.org/why?>`_.", null],
  ["Run ``keystone-manage <command> <table>``.", null],
  ["a < b and c > d?", null],
  ["Drops ``user.legacy_id``.", null],
];

test("emptiness", () => {
  for (const [text, expected] of emptyTexts)
    assert.equal(emptiness(text, templateTexts(null)), expected, text);
});

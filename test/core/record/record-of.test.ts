/** From a verdict to its record. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { recordOf } from "../../../src/core/record/record-of.ts";
import type { Verdict, Waiver } from "../../../src/core/verdict.ts";
import { dropColumn, exception, migrationPath, noteProblem, place, verdict } from "../render/verdicts.ts";

const head = "ab".repeat(20);
const url = "https://github.com/acme/shop";
const command = `${url}/pull/12#issuecomment-4`;

function record(given: Partial<Verdict>) {
  const judged = verdict({ operations: [dropColumn()], ...given });
  return recordOf({ verdict: judged, repository: "acme/shop", url, number: 12, head, author: "ada" });
}

const waiver: Waiver = {
  rule: "downtime-is-told",
  reason: "hotfix",
  until: null,
  state: "granted",
  by: "rita",
  link: command,
  problems: [noteProblem({ message: "The first line.\nWhat to do." })],
};

test("what a command allowed, with what the operation does and the link to the comment", () => {
  const made = record({
    conclusion: "success",
    exceptions: [exception({ origin: "command", grantedBy: ["rita"], link: command })],
  });
  assert.deepEqual(made, {
    version: 1,
    repository: "acme/shop",
    number: 12,
    head,
    author: "ada",
    conclusion: "success",
    exceptions: [
      {
        target: "drop_column user.legacy_id",
        operations: [
          {
            id: "3fa9c01b7e0123456789abcdef012345",
            kind: "drop_column",
            target: "user.legacy_id",
            database: "main",
            path: migrationPath,
            line: 21,
            impact: "breaks old code, cannot be undone, blocks reads and writes briefly",
          },
        ],
        more: 0,
        reason: "nothing reads it since 7.0",
        until: "2027-03-01",
        origin: "command",
        state: "granted",
        grantedBy: ["rita"],
        link: command,
      },
    ],
    waivers: [],
    more: 0,
  });
});

test("what stands in a file is linked at the head, whatever its path is called", () => {
  const made = record({ exceptions: [exception({ place: place("db/a #1?.sql", 3, 1, 4) })] });
  assert.equal(made?.exceptions[0]?.link, `${url}/blob/${head}/db/a%20%231%3F.sql#L3`);
  assert.deepEqual(made?.exceptions[0]?.grantedBy, []);
});

test("what is only proposed is recorded as such", () => {
  assert.equal(record({ exceptions: [exception({ state: "proposed" })] })?.exceptions[0]?.state, "proposed");
});

test("a waiver with the first lines of what it took out", () => {
  const made = record({ waivers: [waiver] });
  assert.deepEqual(made?.exceptions, []);
  assert.deepEqual(made?.waivers, [
    {
      rule: "downtime-is-told",
      reason: "hotfix",
      until: null,
      by: "rita",
      link: command,
      problems: ["The first line."],
      more: 0,
    },
  ]);
});

test("what allowed nothing is no record", () => {
  assert.equal(record({}), null);
  assert.equal(
    record({
      exceptions: [
        exception({ state: "expired" }),
        exception({ state: "unmatched", operations: [] }),
        exception({ operations: [] }),
      ],
      waivers: [
        { ...waiver, state: "expired" },
        { ...waiver, problems: [] },
      ],
    }),
    null,
  );
});

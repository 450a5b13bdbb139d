/** An audit in each format: nothing of a stranger drives a terminal, a spreadsheet or a workflow log. */

import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { AuditReport } from "../../../src/contract.ts";
import type { Audit } from "../../../src/core/record/audit.ts";
import { auditCsv } from "../../../src/core/render/audit-csv.ts";
import { auditJson } from "../../../src/core/render/audit-json.ts";
import { auditText, troublesText } from "../../../src/core/render/audit-text.ts";
import { plain } from "../../../src/core/render/paint.ts";
import { visible } from "../../../src/core/render/visible.ts";
import { anyRecord, smallException, smallRecord } from "../record/records.ts";

const url = "https://github.com/acme/shop/pull/12";
const mergedAt = "2026-03-04T05:06:07Z";
const scope = { repository: "acme/shop", since: "2026-01-01", app: "lockstep", merged: 9 };

function auditOf(record = smallRecord()): Audit {
  return {
    records: [{ number: 12, url, mergedAt, from: "comment", record }],
    troubles: [
      {
        kind: "forged",
        severity: "warning",
        number: 12,
        url,
        by: record.author,
        at: null,
        message: `${record.author} wrote a comment that looks like a record`,
      },
    ],
  };
}

/** As RFC 4180 says it: each line its cells. */
function parsedCsv(csv: string): string[][] {
  const rows: string[][] = [[]];
  const cells = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gsy;
  let end = 0;
  for (const match of csv.matchAll(cells)) {
    assert.equal(match.index, end, "something between two cells");
    end += match[0].length;
    rows.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (match[3] === "\r\n") rows.push([]);
  }
  assert.equal(end, csv.length);
  assert.deepEqual(rows.pop(), []);
  return rows;
}

const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

test("whatever strangers wrote", () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      const audit = auditOf(record);
      assert.deepEqual(
        AuditReport.parse(JSON.parse(auditJson(audit, scope, "0.1.0"))).records[0]?.record,
        record,
      );

      const [head, ...rows] = parsedCsv(auditCsv(audit));
      assert.equal(rows.length, record.exceptions.length + record.waivers.length);
      const reason = head?.indexOf("reason") ?? -1;
      for (const [at, row] of rows.entries()) {
        assert.equal(row.length, head?.length);
        for (const cell of row) assert.doesNotMatch(cell, /^\s*[=+\-@\t\r]/u);
        const said = [...record.exceptions, ...record.waivers][at]?.reason ?? "";
        assert.equal(row[reason]?.replace(/^'/u, ""), visible(said).replace(/^'/u, ""));
      }
      for (const text of [auditText(audit, scope, plain), troublesText(audit, plain)]) {
        assert.doesNotMatch(text.replaceAll("\n", ""), hidden);
        assert.doesNotMatch(text, /^\s*::|##\[/mu);
      }
      assert.doesNotMatch(auditCsv(audit).replaceAll("\r\n", ""), hidden);
    }),
    { seed: 1, numRuns: 200 },
  );
});

test("numbers stay numbers, and what a formula starts with is text", () => {
  const starts = ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "  =1", "\uFF1D1", "1-2", "a=b"];
  for (const reason of starts) {
    const [, row] = parsedCsv(auditCsv(auditOf(smallRecord({ exceptions: [smallException({ reason })] }))));
    const isFormula = reason !== "1-2" && reason !== "a=b";
    assert.equal(row?.[15], `${isFormula ? "'" : ""}${visible(reason)}`);
    assert.equal(row?.[1], "12");
  }
});

test("a failed check, what comes from the check, and what did not fit are told", () => {
  const record = smallRecord({ conclusion: "failure", more: 2, author: null });
  const audit: Audit = { records: [{ number: 12, url, mergedAt, from: "check", record }], troubles: [] };
  const text = auditText(audit, scope, plain);
  assert.match(
    text,
    /^#12 {2}merged 2026-03-04 {2}by an account that is gone {2}the check had failed {2}from the check {2}https/mu,
  );
  assert.match(text, /^ {2}and 2 more that did not fit into the record$/mu);
});

import assert from "node:assert/strict";
import { test } from "node:test";

import { renderGithub } from "../../../src/core/render/github.ts";
import { dropColumn, noteProblem, place, problem, verdict } from "./verdicts.ts";

test("each problem is a workflow command, escaped as the runner reads it", () => {
  const text = renderGithub(
    verdict({
      operations: [dropColumn()],
      problems: [
        problem({ message: "50% of it:\nsay, why", place: place("a,b:c.sql", 3, 5, 4) }),
        noteProblem({
          severity: "warning",
          place: { path: "n.yaml", line: 2, column: 3, endLine: 4, endColumn: 1 },
        }),
        problem({ severity: "hint" }),
      ],
    }),
    "3 things to do",
  );
  const lines = text.split("\n");
  assert.equal(
    lines[1],
    "::error file=a%2Cb%3Ac.sql,line=3,col=5,endColumn=8,title=Lockstep%3A exception-is-there::50%25 of it:%0Asay, why",
  );
  assert.match(lines[2] ?? "", /^::warning file=n\.yaml,line=2,endLine=3,title=/);
  assert.match(lines[3] ?? "", /^::notice /);
});

test("more than GitHub shows goes into a group of plain lines", () => {
  const problems = Array.from({ length: 13 }, (_, at) => problem({ id: String(at).padStart(32, "0") }));
  const lines = renderGithub(verdict({ operations: [dropColumn()], problems }), "first").split("\n");
  assert.equal(lines.filter((line) => line.startsWith("::error")).length, 10);
  const group = lines.indexOf("::group::3 more errors that GitHub shows no annotation for");
  assert.notEqual(group, -1);
  assert.equal(lines.indexOf("::endgroup::"), group + 1 + 3 * 3);
  assert.ok(!lines.some((line) => line.includes("\\n")), "each line of a message is a line");
});

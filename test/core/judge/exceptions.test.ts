/** Which exceptions there are, what they cover, and how they stand. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { readExceptionsFile } from "../../../src/core/judge/exceptions-file.ts";
import { matchExceptions } from "../../../src/core/judge/exceptions.ts";
import type { ExceptionSources } from "../../../src/core/judge/exceptions.ts";
import { operation, migration } from "./build.ts";

const path = "releasenotes/lockstep-exceptions.yaml";
const id = "3fa9c01b7e000000000000000000beef";
const drop = operation("drop_column", {
  table: "user",
  columns: ["legacy_id"],
  id,
  demand: "note_and_exception",
});
const place = { path: "db/1.sql", line: 3, column: 1, endLine: 3, endColumn: 9 };
const none = { path, base: null, tip: null, head: null };

function states(said: Partial<ExceptionSources>): string[] {
  const sources: ExceptionSources = {
    migrations: [],
    operations: [drop],
    file: none,
    today: "2026-06-01",
    ...said,
  };
  const { exceptions, findings } = matchExceptions(sources);
  return [
    ...exceptions.map((one) => `${one.origin} ${one.state} ${one.target} ${one.operations.length}`),
    ...findings.map((finding) => `${finding.place.line}:${finding.place.column} ${finding.message}`),
  ];
}

const directive = (...texts: string[]): ExceptionSources["migrations"] => [
  migration({ directives: texts.map((text) => ({ text, place })) }),
];

test("of thousands of exceptions only the first are read, and that is said", () => {
  const texts = Array.from({ length: 5_000 }, (_, at) => `exempt drop_column user.x${at} because old`);
  const operations = Array.from({ length: 5_000 }, (_, at) => ({
    ...drop,
    columns: [`c${at}`],
    id: `${at}`,
  }));
  const before = process.cpuUsage();
  const all = states({ migrations: directive(...texts), operations });
  assert.ok(process.cpuUsage(before).user < 6_000_000);
  assert.equal(all.length, 2_001);
  assert.match(all.at(-1) ?? "", /^3:1 No more than 2,000 exceptions are read/u);
});

test("a new comment is proposed", () => {
  assert.deepEqual(states({ migrations: directive("exempt drop_column user.legacy_id because x") }), [
    "migration proposed drop_column user.legacy_id 1",
  ]);
});

test("an id of at least ten digits, alone or with its kind", () => {
  assert.deepEqual(
    states({
      migrations: directive("exempt 3fa9c01b7e because x", "exempt drop_table 3fa9c01b7e because x"),
    }),
    ["migration proposed 3fa9c01b7e 1", "migration unmatched drop_table 3fa9c01b7e 0"],
  );
});

test("the kind must be the same, and the day not past", () => {
  assert.deepEqual(
    states({
      migrations: directive(
        "exempt drop_table user because x",
        "exempt drop_column user.legacy_id until 2026-05-31 because x",
        "exempt drop_column user.legacy_id until 2026-06-01 because x",
      ),
    }),
    [
      "migration unmatched drop_table user 0",
      "migration expired drop_column user.legacy_id 0",
      "migration proposed drop_column user.legacy_id 1",
    ],
  );
});

test("a comment speaks of its own file only", () => {
  const elsewhere = operation("drop_column", { table: "user", columns: ["legacy_id"], path: "db/2.sql" });
  assert.deepEqual(
    states({ operations: [elsewhere], migrations: directive("exempt drop_column user.legacy_id because x") }),
    ["migration unmatched drop_column user.legacy_id 0"],
  );
});

test("a table alone means its only column, and never several", () => {
  const other = operation("drop_column", { table: "user", columns: ["name"], demand: "note_and_exception" });
  const migrations = directive("exempt drop_column user because x");
  assert.deepEqual(states({ migrations }), ["migration proposed drop_column user 1"]);
  assert.deepEqual(states({ migrations, operations: [drop, other] }), [
    "migration unmatched drop_column user 0",
  ]);
});

test("down is not covered", () => {
  const down = operation("drop_column", { table: "user", columns: ["legacy_id"], direction: "down" });
  assert.deepEqual(
    states({ operations: [down], migrations: directive("exempt drop_column user.legacy_id because x") }),
    ["migration unmatched drop_column user.legacy_id 0"],
  );
});

test("what stood in the base version is history: it neither covers nor is reported", () => {
  const text = "exempt drop_column user.legacy_id because x";
  const old = (texts: string[]): ExceptionSources["migrations"] => [
    migration({
      status: "edited",
      directives: texts.map((one) => ({ text: one, place })),
      baseDirectives: [{ text, place }],
    }),
  ];
  assert.deepEqual(states({ migrations: old([text]) }), []);
  assert.deepEqual(states({ migrations: old([text, text]) }), [
    "migration proposed drop_column user.legacy_id 1",
  ]);
  assert.deepEqual(states({ migrations: old([`${text} y`]) }), [
    "migration proposed drop_column user.legacy_id 1",
  ]);
});

test("comments that cannot be read are told with the nearest words", () => {
  assert.deepEqual(
    states({
      migrations: directive(
        "exemt drop_column user.x because y",
        "note a.yaml",
        "exempt drop_colum a.b because c",
      ),
    }),
    [
      "3:1 `lockstep: exemt drop_column user.x because y` is not known. Did you mean `lockstep: exempt drop_column user.x because y`?",
      "3:1 `lockstep: exempt drop_colum a.b because c` names no operation that is known: `drop_colum`. Did you mean `exempt drop_column a.b because c`?",
    ],
  );
});

const entry = "- operation: drop_column\n  target: user.legacy_id\n  reason: nothing reads it\n";
const reusable = `${entry}  until: 2026-12-31\n  reusable: true\n`;

test("the file: new is proposed, merged is history, reusable with a day goes on", () => {
  const file = (head: string, base: string | null, tip: string | null): string[] =>
    states({ file: { path, head, base, tip } });
  assert.deepEqual(file(entry, null, null), ["file proposed drop_column user.legacy_id 1"]);
  assert.deepEqual(file(entry, entry, entry), []);
  assert.deepEqual(file(reusable, reusable, reusable), ["file granted drop_column user.legacy_id 1"]);
  assert.deepEqual(file(reusable, reusable, entry), ["file proposed drop_column user.legacy_id 1"]);
  assert.deepEqual(
    file(`${entry}  reusable: true\n`, `${entry}  reusable: true\n`, `${entry}  reusable: true\n`),
    [],
  );
  assert.deepEqual(file("", entry, entry), []);
});

test("the file: a changed reason is a new exception", () => {
  const changed = entry.replace("nothing", "nobody");
  assert.deepEqual(states({ file: { path, head: changed, base: entry, tip: entry } }), [
    "file proposed drop_column user.legacy_id 1",
  ]);
});

test("the file: what was wrong before is not said again", () => {
  const wrong = "- operation: drop_colum\n  target: a.b\n";
  assert.deepEqual(states({ file: { path, head: wrong, base: wrong, tip: wrong } }), []);
  assert.equal(states({ file: { path, head: wrong, base: null, tip: null } }).length, 1);
});

const files: [string, string[]][] = [
  ["", []],
  ["exceptions:\n", []],
  [`exceptions:\n${entry.replaceAll(/^/gmu, "  ").trimEnd()}\n`, ["ok 2:5"]],
  ["- id: 3fa9c01b7e\n  reason: x\n", ["ok 1:3"]],
  ["- id: EX-1\n  operation: drop_type\n  target: mood\n  reason: x\n", ["ok 1:3"]],
  [
    "- operation: drop_colum\n  target: a.b\n",
    ["1:14 This exception names no operation that is known: `drop_colum`. Did you mean `drop_column`?"],
  ],
  [
    "- operation: drop_column\n  targt: a.b\n",
    ["2:3 This exception has an unknown key, `targt`. Did you mean `target`?"],
  ],
  [
    "- operation: drop_column\n  target: a b\n",
    ["2:11 This exception has a `target` that is none. Write `table.column`, `table:index` or a name."],
  ],
  [
    "- operation: drop_column\n",
    ["1:3 This exception needs `operation` and `target`, or the operation's `id`."],
  ],
  [
    `${entry}  until: soon\n`,
    ["4:10 This exception has an `until` that is no day: `soon`. Write it as `YYYY-MM-DD`."],
  ],
  [
    `${entry}  reusable: maybe\n`,
    ["4:13 This exception has a `reusable` that is neither `true` nor `false`."],
  ],
  ["- drop it\n", ["1:3 This exception must be a mapping with `operation`, `target` and `reason`."]],
  [
    "a: 1\n",
    [`1:1 \`${path}\` must be a list of exceptions, each with \`operation\`, \`target\` and \`reason\`.`],
  ],
  ["- a: [\n", [`2:1 \`${path}\` cannot be read as YAML. Line 2: deficient indentation.`]],
  [
    "- &x a\n- *x\n",
    [
      `2:3 \`${path}\` cannot be read as YAML. Line 2: aliases (\`*name\`) are not taken here: write the value out.`,
    ],
  ],
];

for (const [text, expected] of files) {
  test(`reads the file ${JSON.stringify(text)}`, () => {
    const { entries, findings } = readExceptionsFile(path, text);
    assert.deepEqual(
      [
        ...entries.map(({ place }) => `ok ${place.line}:${place.column}`),
        ...findings.map(({ place, message }) => `${place.line}:${place.column} ${message}`),
      ],
      expected,
    );
  });
}

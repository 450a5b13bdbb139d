/** Verdicts made by hand, for what renders them. */

import type { Impact } from "../../../src/core/impact.ts";
import type { Operation } from "../../../src/core/operation.ts";
import type { Place } from "../../../src/core/place.ts";
import type { Problem } from "../../../src/core/problem.ts";
import type { Exception, Verdict } from "../../../src/core/verdict.ts";

export const migrationPath = "versions/8f2c_drop_legacy.py";
export const notePath = "releasenotes/notes/drop-legacy-4b1c22d09ae1f377.yaml";

export const files: Record<string, string> = {
  [migrationPath]: [
    ...Array.from({ length: 20 }, () => ""),
    '    op.drop_column("user", "legacy_id")',
    '    op.create_table("audit_event")',
    '    op.add_column("user", sa.Column("locale"))',
    "",
  ].join("\n"),
  [notePath]: [
    "---",
    "upgrade:",
    "  - |",
    "    **Schema change**: Drops ``user.legacy_id``.",
    "",
    "    **Rationale**: Not read any more.",
    "",
    "    **Data migration**: None.",
    "    **Downtime variables**: None.",
    "",
  ].join("\n"),
};

export const source = (path: string): string | null => files[path] ?? null;

export function place(path: string, line: number, column: number, length: number): Place {
  return { path, line, column, endLine: line, endColumn: column + length };
}

export function impact(given: Partial<Impact> = {}): Impact {
  return {
    engine: "postgresql",
    version: "14 or later",
    work: "metadata",
    locks: [{ table: "user", mode: "AccessExclusiveLock", blocks: ["reads", "writes"] }],
    algorithm: null,
    grows: false,
    breaksOldCode: false,
    irreversible: false,
    offline: false,
    reasons: [],
    variables: [],
    saferWay: null,
    transaction: null,
    refused: null,
    source: "measured",
    ...given,
  };
}

const base = {
  database: "main",
  direction: "up",
  phase: null,
  revision: "8f2c",
  schema: null,
  conditional: false,
  transaction: "file",
  newTable: false,
} as const;

export function dropColumn(given: Partial<Operation<"drop_column">> = {}): Operation {
  const worst = impact({
    breaksOldCode: true,
    irreversible: true,
    offline: true,
    reasons: ["the previous release still selects `user.legacy_id`", "the values are gone"],
    variables: [
      {
        name: "old_code",
        table: "user",
        why: "how long processes of the previous release keep running after the migration",
        query: null,
      },
    ],
    saferWay: "Stop reading it in this release and drop it in the next.",
  });
  return {
    ...base,
    id: "3fa9c01b7e0123456789abcdef012345",
    kind: "drop_column",
    table: "user",
    columns: ["legacy_id"],
    name: null,
    details: { ifExists: false, cascade: false },
    place: place(migrationPath, 21, 5, 35),
    statement: place(migrationPath, 21, 5, 35),
    impacts: [worst],
    impact: worst,
    demand: "note_and_exception",
    ...given,
  };
}

export function createTable(): Operation {
  const none = impact({ locks: [] });
  return {
    ...base,
    id: "aa00c01b7e0123456789abcdef012345",
    kind: "create_table",
    table: "audit_event",
    columns: [],
    name: null,
    details: {
      columns: [],
      constraints: [],
      ifNotExists: false,
      temporary: false,
      unlogged: false,
      like: null,
      inherits: [],
      partitioned: false,
    },
    place: place(migrationPath, 22, 5, 30),
    statement: place(migrationPath, 22, 5, 30),
    newTable: true,
    impacts: [none],
    impact: none,
    demand: "listed",
  };
}

export function problem(given: Partial<Problem> = {}): Problem {
  return {
    id: "77b1c22d09ae1f377b1c22d09ae1f377",
    rule: "exception-is-there",
    severity: "error",
    message:
      "`drop_column user.legacy_id` breaks old code: the previous release still selects it.\nExempt it, and someone else grants it: `# lockstep: exempt drop_column user.legacy_id because <why?>`\nSafer: drop it one release later.",
    place: place(migrationPath, 21, 5, 35),
    related: [],
    operation: "3fa9c01b7e0123456789abcdef012345",
    fix: {
      title: "Propose the exception",
      edits: [
        {
          place: place(migrationPath, 21, 1, 0),
          text: "    # lockstep: exempt drop_column user.legacy_id because <why?>\n",
        },
      ],
    },
    ...given,
  };
}

export function noteProblem(given: Partial<Problem> = {}): Problem {
  return problem({
    id: "99b1c22d09ae1f377b1c22d09ae1f377",
    rule: "downtime-is-told",
    message:
      '"Downtime variables" says none, but an operation is offline. Say what the length of an interruption depends on.',
    place: place(notePath, 9, 29, 5),
    related: [
      { place: place(migrationPath, 21, 5, 35), message: "drop_column user.legacy_id breaks old code" },
    ],
    operation: null,
    fix: {
      title: "Name the variables",
      edits: [
        {
          place: place(notePath, 9, 29, 5),
          text: "\n\n    * how long processes of the previous release keep running after the migration\n",
        },
      ],
    },
    ...given,
  });
}

export function exception(given: Partial<Exception> = {}): Exception {
  return {
    operations: ["3fa9c01b7e0123456789abcdef012345"],
    target: "drop_column user.legacy_id",
    reason: "nothing reads it since 7.0",
    until: "2027-03-01",
    origin: "migration",
    state: "granted",
    reusable: false,
    place: place(migrationPath, 20, 1, 10),
    ...given,
  };
}

/** A verdict whose counts fit its parts. */
export function verdict(given: Partial<Verdict> = {}): Verdict {
  const operations = given.operations ?? [];
  const problems = given.problems ?? [];
  const up = operations.filter((one) => one.direction === "up");
  const severe = (severity: string) => problems.filter((one) => one.severity === severity).length;
  return {
    conclusion: problems.some((one) => one.severity === "error") ? "failure" : "success",
    policy: "0123456789abcdef0123456789abcdef",
    mode: "enforce",
    files:
      operations.length === 0
        ? []
        : [{ path: migrationPath, framework: "alembic", database: "main", status: "added", unread: [] }],
    operations,
    notes: [],
    exceptions: [],
    problems,
    counts: {
      files: 1,
      migrations: operations.length === 0 ? 0 : 1,
      operations: up.length,
      offline: up.filter((one) => one.impact.offline).length,
      errors: severe("error"),
      warnings: severe("warning"),
      hints: severe("hint"),
      ignored: 0,
    },
    ...given,
  };
}

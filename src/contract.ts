/** The machine-readable contract, version 1: what `--format json` writes. Fields do not change within a version; kinds may be added. */

import { z } from "zod";

import { detailsByKind, detailsOf } from "./contract/details.ts";
import type { Kind } from "./core/operation.ts";

export {
  AuditReport,
  AuditTrouble,
  ChangeRecord,
  RecordedException,
  RecordedWaiver,
} from "./contract/audit.ts";
export { detailsByKind };

const count = z.number().int().min(0);
const id = z.string().regex(/^[0-9a-f]{32}$/);

export const Place = z
  .strictObject({
    path: z.string(),
    line: z.number().int().min(1).describe("from 1"),
    column: z.number().int().min(1).describe("from 1, in UTF-16 units"),
    endLine: z.number().int().min(1),
    endColumn: z.number().int().min(1).describe("exclusive"),
  })
  .describe("where something stands");
export type Place = z.infer<typeof Place>;

export const Variable = z
  .strictObject({
    name: z.string().describe("stable: `rows`, `heap_bytes`, `longest_transaction`, ..."),
    table: z.string().nullable(),
    why: z.string().describe("one clause for people, ready for a note's list"),
    query: z.string().nullable().describe("SQL that measures it and only reads; null when there is none"),
  })
  .describe("something that the length of an interruption depends on");
export type Variable = z.infer<typeof Variable>;

export const Impact = z
  .strictObject({
    engine: z.string(),
    version: z.string().describe("`16`, `14 or later`, `10 to 12`; of a range the worst counts"),
    work: z.enum(["none", "metadata", "scan", "rewrite", "data", "unknown"]),
    locks: z.array(
      z.strictObject({
        table: z.string(),
        mode: z.string().describe("in the engine's own words"),
        blocks: z.array(z.enum(["reads", "writes"])),
      }),
    ),
    algorithm: z.string().nullable(),
    grows: z.boolean().describe("the time of the work grows with the data of an existing table"),
    breaksOldCode: z.boolean().describe("code of the previous release fails while it still runs"),
    irreversible: z.boolean(),
    offline: z.boolean(),
    reasons: z.array(z.string()).describe("plain words, most important first"),
    variables: z.array(Variable),
    saferWay: z.string().nullable(),
    transaction: z.string().nullable().describe("what else the same transaction holds"),
    refused: z.string().nullable().describe("why the engine refuses it; null when it runs"),
    source: z.string().describe("the measurement or manual page that says so"),
  })
  .describe("what an operation means on one engine");
export type Impact = z.infer<typeof Impact>;

export const Usage = z
  .strictObject({
    name: z.string().describe("what was looked for: `user.legacy_id`, or a table's name"),
    release: z
      .string()
      .nullable()
      .describe("the release tag whose files were searched; null: those of the base were"),
    commit: z.string().nullable().describe("of these files; null when nothing was searched"),
    answer: z
      .enum(["named", "likely_named", "not_named", "unclear"])
      .describe("`not_named` only where all code was searched and would be expected to name it"),
    named: z
      .array(
        z.strictObject({
          path: z.string(),
          line: z.number().int().min(1),
          text: z.string(),
          sure: z.enum(["surely", "likely", "hardly"]),
        }),
      )
      .describe("the surest lines, at most five"),
    count: count.describe("all lines that surely or likely name it"),
    searched: count.describe("files"),
    complete: z.boolean().describe("no file of code was left out"),
    unclear: z.string().nullable().describe("why it is unclear; null when it is not"),
  })
  .describe("where code of the previous release still names what an operation takes away or newly asks for");
export type Usage = z.infer<typeof Usage>;

const operationFields = {
  id: id.describe("the same for the same operation wherever it stands; people type the first 10 digits"),
  database: z.string(),
  direction: z.enum(["up", "down"]),
  phase: z.enum(["expand", "data", "contract"]).nullable(),
  revision: z.string().nullable(),
  schema: z.string().nullable(),
  table: z.string().nullable(),
  columns: z.array(z.string()),
  name: z.string().nullable().describe("of the index, constraint, type, ... that it is about"),
  place: Place,
  conditional: z.boolean().describe("it runs only under a condition that reading cannot decide"),
  onlyOn: z.string().nullable().describe("the only other database system that it runs on; null: all of them"),
  newTable: z.boolean().describe("the same change created its table, and no migration of the base does"),
  impacts: z.array(Impact).describe("one per engine of its database"),
  impact: Impact.describe("the worst of them"),
  demand: z.enum(["listed", "hint", "note", "note_and_exception"]),
  usage: Usage.nullable().describe("null: it was not looked for"),
};

const kinds = Object.keys(detailsByKind) as Kind[];

export const Operation = z
  .strictObject({
    kind: z.string().describe(`one of: ${kinds.join(" ")}; read an unknown one as unknown_statement`),
    details: z.record(z.string(), z.unknown()).describe("a union by kind"),
    ...operationFields,
  })
  .superRefine((operation, context) => {
    if (!(operation.kind in detailsByKind)) return;
    const result = detailsOf(operation.kind as Kind).safeParse(operation.details);
    for (const issue of result.error?.issues ?? []) {
      context.addIssue({ code: "custom", path: ["details", ...issue.path], message: issue.message });
    }
  });
export type Operation = z.infer<typeof Operation>;

export const Unread = z
  .strictObject({ id, place: Place, reason: z.string() })
  .describe("something that could not be read: a person must look");
export type Unread = z.infer<typeof Unread>;

export const Problem = z
  .strictObject({
    id,
    rule: z.string().describe("`lockstep explain RULE`"),
    severity: z.enum(["error", "warning", "hint"]),
    message: z.string(),
    place: Place,
    related: z.array(z.strictObject({ place: Place, message: z.string() })),
    operation: id.nullable(),
    fix: z
      .strictObject({
        title: z.string(),
        edits: z.array(z.strictObject({ place: Place, text: z.string() })),
      })
      .nullable(),
  })
  .describe("one thing that is wrong");
export type Problem = z.infer<typeof Problem>;

export const Note = z
  .strictObject({
    path: z.string(),
    uid: z.string().nullable(),
    readable: z.boolean(),
    sections: z.array(
      z.strictObject({
        name: z.enum([
          "schema_change",
          "rationale",
          "data_migration",
          "downtime_variables",
          "operator_notes",
        ]),
        label: z.string(),
        text: z.string(),
        none: z.boolean().describe("it says that there is nothing"),
        empty: z.enum(["nothing", "placeholder", "gap", "template"]).nullable(),
        labelPlace: Place,
        place: Place,
      }),
    ),
  })
  .describe("a release note that serves the change");
export type Note = z.infer<typeof Note>;

export const Exception = z
  .strictObject({
    operations: z.array(id).describe("the operations that it covers; empty: it matches nothing"),
    target: z.string(),
    reason: z.string(),
    until: z.iso.date().nullable().describe("inclusive, UTC"),
    origin: z.enum(["migration", "file", "command"]),
    state: z.enum(["proposed", "granted", "expired", "unmatched"]),
    reusable: z.boolean(),
    place: Place,
  })
  .describe("the written permission for an operation");
export type Exception = z.infer<typeof Exception>;

/** What `lockstep operations --format json` writes. */
export const OperationsReport = z.strictObject({
  version: z.literal(1),
  lockstep: z.string().describe("the version of Lockstep"),
  files: z.array(
    z.strictObject({
      path: z.string(),
      framework: z.string().nullable().describe("null: no reader takes it"),
      database: z.string(),
      operations: z.array(Operation),
      unread: z.array(Unread),
    }),
  ),
});
export type OperationsReport = z.infer<typeof OperationsReport>;

/** What `lockstep check --format json` writes. */
export const CheckReport = z.strictObject({
  version: z.literal(1),
  lockstep: z.string().describe("the version of Lockstep"),
  policy: z.string().describe("a digest of every policy layer that judged"),
  conclusion: z.enum(["success", "failure", "neutral"]).describe("what the mode makes of the problems"),
  files: z.array(
    z.strictObject({
      path: z.string(),
      framework: z.string().nullable(),
      database: z.string(),
      status: z.enum(["added", "edited", "renamed", "deleted"]),
      unread: z.array(Unread),
    }),
  ),
  operations: z.array(Operation),
  notes: z.array(Note),
  exceptions: z.array(Exception),
  problems: z.array(Problem),
  counts: z.strictObject({
    files: count,
    migrations: count,
    operations: count,
    offline: count,
    errors: count,
    warnings: count,
    hints: count,
    ignored: count.describe("files that look like SQL and are no migrations"),
  }),
});
export type CheckReport = z.infer<typeof CheckReport>;

export const TreeException = z
  .strictObject({
    state: z
      .enum(["cannot_be_read", "expired", "no_reason", "names_nothing", "ends_soon", "in_force"])
      .describe("soon: within 30 days"),
    target: z.string().describe("as written"),
    operations: z
      .array(z.strictObject({ id, kind: z.string(), target: z.string(), database: z.string(), place: Place }))
      .describe("those of the migrations on disk that it names"),
    reason: z.string(),
    until: z.iso.date().nullable().describe("inclusive, UTC"),
    daysLeft: z.number().int().nullable().describe("0 on the last day, negative afterwards"),
    reusable: z.boolean().describe("it may cover operations that come later"),
    origin: z.enum(["migration", "file"]),
    place: Place,
    message: z.string().nullable().describe("why it cannot be read"),
  })
  .describe("an exception that stands in a tree");
export type TreeException = z.infer<typeof TreeException>;

/** What `lockstep exceptions --format json` writes. */
export const ExceptionsReport = z.strictObject({
  version: z.literal(1),
  lockstep: z.string().describe("the version of Lockstep"),
  file: z.string().describe("where the exceptions file is looked for"),
  exceptions: z.array(TreeException),
  unread: z
    .array(z.strictObject({ path: z.string(), reason: z.string() }))
    .describe("migrations that could not be read: exceptions in them are not known"),
});
export type ExceptionsReport = z.infer<typeof ExceptionsReport>;

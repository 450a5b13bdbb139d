/** What `lockstep audit --format json` writes, and the record in a merged pull request. */

import { z } from "zod";

const count = z.number().int().min(0);
const day = z.iso.date().nullable().describe("inclusive, UTC; null: no end");

export const RecordedException = z
  .strictObject({
    target: z.string().describe("as written"),
    operations: z.array(
      z.strictObject({
        id: z.string(),
        kind: z.string(),
        target: z.string(),
        database: z.string(),
        path: z.string(),
        line: count,
        impact: z.string().describe("in short words"),
      }),
    ),
    more: count.describe("operations that did not fit"),
    reason: z.string(),
    until: day,
    origin: z.enum(["migration", "file", "command"]).describe("where it is written"),
    state: z.enum(["proposed", "granted"]).describe("when it was merged; proposed: nobody granted it"),
    grantedBy: z.array(z.string()).describe("logins; empty: it stood on the base already, or nobody did"),
    link: z.string().nullable().describe("the comment with the command, or the line"),
  })
  .describe("an exception as it stood when its pull request was merged");
export type RecordedException = z.infer<typeof RecordedException>;

export const RecordedWaiver = z
  .strictObject({
    rule: z.string(),
    reason: z.string(),
    until: day,
    by: z.string().describe("the login"),
    link: z.string().describe("the comment with the command"),
    problems: z.array(z.string()).describe("the first lines of what it took out"),
    more: count.describe("problems that did not fit"),
  })
  .describe("problems of one rule that a reviewer waived");
export type RecordedWaiver = z.infer<typeof RecordedWaiver>;

/** The JSON of a record comment. */
export const ChangeRecord = z
  .strictObject({
    version: z.literal(1),
    repository: z.string().describe("`OWNER/NAME` at that time"),
    number: count.describe("of the pull request"),
    head: z.string().describe("the commit that was judged"),
    author: z.string().nullable().describe("who opened it; null: the account is gone"),
    conclusion: z.enum(["success", "failure", "neutral"]).describe("of the check"),
    exceptions: z.array(RecordedException),
    waivers: z.array(RecordedWaiver),
    more: count.describe("exceptions and waivers that did not fit"),
  })
  .describe("what one merged pull request was allowed");
export type ChangeRecord = z.infer<typeof ChangeRecord>;

export const AuditTrouble = z
  .strictObject({
    kind: z
      .enum(["edited", "damaged", "missing", "differs", "forged", "checks_unread", "cut"])
      .describe("`cut`: not all was read"),
    severity: z.enum(["error", "warning"]),
    number: count.nullable().describe("of the pull request; null: it is about all of them"),
    url: z.string().nullable().describe("the comment, or the pull request where there is none"),
    by: z.string().nullable().describe("the login of whoever edited or forged it"),
    at: z.iso.datetime().nullable().describe("when it was edited"),
    message: z.string(),
  })
  .describe("why the records cannot be trusted as they are");
export type AuditTrouble = z.infer<typeof AuditTrouble>;

export const AuditReport = z.strictObject({
  version: z.literal(1),
  lockstep: z.string().describe("the version of Lockstep"),
  repository: z.string().describe("`OWNER/NAME`"),
  since: z.iso.date().describe("UTC"),
  app: z.string().describe("the slug of the App whose records count"),
  merged: count.describe("pull requests merged since then"),
  records: z
    .array(
      z.strictObject({
        number: count,
        url: z.string(),
        mergedAt: z.iso.datetime(),
        from: z
          .enum(["comment", "check"])
          .describe("`check`: the comment is missing or does not count, so this is what the check says"),
        record: ChangeRecord,
      }),
    )
    .describe("the last merged first"),
  troubles: z.array(AuditTrouble),
});
export type AuditReport = z.infer<typeof AuditReport>;

/** What merged pull requests were allowed, gathered from their record comments, and held against what our checks say. */

import { readRecord } from "../render/pull-request/record-comment.ts";
import { readRecordMarker } from "../render/pull-request/marker.ts";
import { agree } from "./agree.ts";
import { decodeRecord } from "./encode.ts";
import type { ChangeRecord } from "./record.ts";

/** A merged pull request as GitHub shows it now. */
export interface MergedPullRequest {
  number: number;
  url: string;
  /** ISO 8601, UTC. */
  mergedAt: string;
  /** Comments with the marker of a record, in the order of their writing. */
  comments: readonly MarkedComment[];
  /** The text of our check on the merged head; null: there is none, or GitHub does not keep it any more. */
  check: string | null;
}

export interface MarkedComment {
  url: string;
  body: string;
  /** Null: the account is gone. */
  author: Account | null;
  /** Null: nobody, or the account is gone. */
  editor: Account | null;
  /** ISO 8601, UTC; null: nobody edited it. */
  editedAt: string | null;
}

export interface Account {
  login: string;
  isBot: boolean;
}

export interface AuditedRecord {
  number: number;
  url: string;
  mergedAt: string;
  /** `check`: the comment is missing or cannot be trusted, so this is what the check says. */
  from: "comment" | "check";
  record: ChangeRecord;
}

export interface AuditTrouble {
  kind:
    /** Somebody edited the record comment. */
    | "edited"
    /** It cannot be read. */
    | "damaged"
    /** The check has a record, and no comment of ours does. */
    | "missing"
    /** The comment says something else than the check. */
    | "differs"
    /** Somebody else wrote a comment with the marker of a record. It does not count. */
    | "forged"
    /** Checks could not be read, so nobody knows what is missing. */
    | "checks_unread"
    /** Not every pull request was read. */
    | "cut";
  severity: "error" | "warning";
  /** Of the pull request; null: it is about all of them. */
  number: number | null;
  /** The comment, or the pull request where there is none. */
  url: string | null;
  /** The login; null: nobody, or an account that is gone. */
  by: string | null;
  /** ISO 8601, UTC. */
  at: string | null;
  /** For people: what is wrong, and what to do. */
  message: string;
}

export interface Audit {
  records: AuditedRecord[];
  troubles: AuditTrouble[];
}

export interface MergedReading {
  /** `OWNER/NAME` as it is now. */
  repository: string;
  /** The last merged first. */
  pulls: MergedPullRequest[];
  /** There are more than are read. */
  cut: boolean;
  /** False: the token may not read checks. */
  checksRead: boolean;
}

/** `app`: the slug of the App whose records count. */
export function audit({ pulls, cut, checksRead }: MergedReading, app: string): Audit {
  const all = pulls.map((pull) => auditPullRequest(pull, app));
  return {
    records: all.flatMap(({ records }) => records),
    troubles: [
      ...all.flatMap(({ troubles }) => troubles),
      ...(checksRead ? [] : [general("checks_unread", checksWords)]),
      ...(cut ? [general("cut", cutWords)] : []),
    ],
  };
}

const checksWords =
  "The token may not read checks, so nobody knows which records are missing or differ. A classic token needs the scope repo, an App's the permission checks: read.";
const cutWords =
  "There is more than is read of one repository at a time: the records are not complete. Ask for a later day with --since.";

function general(kind: AuditTrouble["kind"], message: string): AuditTrouble {
  return { kind, severity: "error", number: null, url: null, by: null, at: null, message };
}

function auditPullRequest(pull: MergedPullRequest, app: string): Audit {
  const own = pull.comments.filter(({ author }) => isApp(author, app));
  const troubles = pull.comments.filter(({ author }) => !isApp(author, app)).map(forged(pull, app));
  const trusted: { comment: MarkedComment; record: ChangeRecord }[] = [];
  for (const comment of own) {
    const read = readTrusted(comment, pull, app);
    if ("record" in read) trusted.push({ comment, record: read.record });
    else troubles.push(read);
  }
  const kept = readRecordMarker(pull.check ?? "");
  const fromCheck = decodeRecord(kept ?? "")?.find(({ number }) => number === pull.number) ?? null;
  const [first] = trusted;
  if (first === undefined) {
    if (own.length === 0 && fromCheck !== null) troubles.push(missing(pull));
    const records = fromCheck === null ? [] : [audited(pull, "check", fromCheck)];
    return { records, troubles };
  }
  const others = [
    ...trusted.slice(1).map(({ record }) => record),
    ...(fromCheck === null ? [] : [fromCheck]),
  ];
  if (others.some((other) => !agree(first.record, other))) troubles.push(differs(pull, first.comment));
  return { records: [audited(pull, "comment", first.record)], troubles };
}

/** GraphQL gives the login of a bot without `[bot]`, REST with it; a person can have the same one without. */
export function isApp(account: Account | null, app: string): boolean {
  if (account === null || !account.isBot) return false;
  return withoutSuffix(account.login).toLowerCase() === app.toLowerCase();
}

function withoutSuffix(login: string): string {
  return login.replace(/\[bot\]$/u, "");
}

function readTrusted(
  comment: MarkedComment,
  pull: MergedPullRequest,
  app: string,
): { record: ChangeRecord } | AuditTrouble {
  const { editor, editedAt, body } = comment;
  if (editedAt !== null && !isApp(editor, app)) return edited(pull, comment);
  const record = readRecord(body);
  if (record === null || record === "damaged" || record.number !== pull.number) return damaged(pull, comment);
  return { record };
}

function audited(
  { number, url, mergedAt }: MergedPullRequest,
  from: AuditedRecord["from"],
  record: ChangeRecord,
): AuditedRecord {
  return { number, url, mergedAt, from, record };
}

function edited(pull: MergedPullRequest, { url, editor, editedAt }: MarkedComment): AuditTrouble {
  const by = editor?.login ?? null;
  const message = `${by ?? gone} edited the record comment, so it does not count. GitHub shows what it said before: open its menu "edited".`;
  return { ...error("edited", pull, message), url, by, at: editedAt };
}

function damaged(pull: MergedPullRequest, { url }: MarkedComment): AuditTrouble {
  const message =
    "The record comment cannot be read: its JSON is no record of this pull request. A newer Lockstep may have written it.";
  return { ...error("damaged", pull, message), url };
}

function missing(pull: MergedPullRequest): AuditTrouble {
  return error(
    "missing",
    pull,
    "The check has a record, and no comment does: it was deleted, or the App did not run when this was merged. Keep this output: GitHub archives checks after 400 days.",
  );
}

function differs(pull: MergedPullRequest, { url }: MarkedComment): AuditTrouble {
  const message =
    "The record comment says something else than the check on the merged head, or than a second record comment. Compare them on the pull request.";
  return { ...error("differs", pull, message), url };
}

function forged(pull: MergedPullRequest, app: string): (comment: MarkedComment) => AuditTrouble {
  return ({ url, author }) => {
    const by = author?.login ?? null;
    const slug = author?.isBot === true ? withoutSuffix(author.login) : null;
    const hint = slug === null ? "" : ` If ${slug} is your App, and not ${app}, say so: --app ${slug}`;
    const message = `${by ?? gone} wrote a comment that looks like a record; it does not count.${hint}`;
    return { ...error("forged", pull, message), severity: "warning", url, by };
  };
}

const gone = "Somebody whose account is gone";

function error(
  kind: AuditTrouble["kind"],
  { number, url }: MergedPullRequest,
  message: string,
): AuditTrouble {
  return { ...general(kind, message), number, url };
}

/** What the queue stores for a job, and when two jobs are one. */

import { createHash } from "node:crypto";

import type { Job } from "../../review/job.ts";

/** The data of one row. */
export interface StoredJob {
  job: Job;
  /** The count of starts at which the tries of this job began: starts that were no fault are left out. */
  from: number;
  /** How often it asked for a later time. */
  deferrals: number;
  /** It waits for a time that it asked for itself: a newer job for the same thing does not hurry it. */
  held: boolean;
}

export function freshJob(job: Job): StoredJob {
  return { job, from: 0, deferrals: 0, held: false };
}

/** Jobs with the same key are for the same thing: one waits, one runs. */
export function keyOf(job: Job): string {
  return `${job.kind} ${job.repository.id} ${thingOf(job)}`;
}

function thingOf(job: Job): string {
  if (job.kind === "pull_request") return String(job.number);
  if (job.kind === "commit") return job.sha;
  // A ref holds the name of a branch, which may be longer than an index entry.
  return createHash("sha256").update(job.ref).digest("hex").slice(0, 32);
}

/** Jobs of one installation take turns with those of others. */
export function groupOf(job: Job): string {
  return String(job.repository.installation);
}

/** The jobs by key, the newer of two standing for both: what anyone asked for stays asked for. */
export function coalesce(jobs: Iterable<Job>): Map<string, Job> {
  const byKey = new Map<string, Job>();
  for (const job of jobs) {
    const key = keyOf(job);
    const older = byKey.get(key);
    byKey.set(key, older === undefined ? job : merge(older, job));
  }
  return byKey;
}

function merge(older: Job, newer: Job): Job {
  if (older.kind === "merge_group" || newer.kind === "merge_group") return newer;
  return { ...newer, always: older.always || newer.always, draft: older.draft || newer.draft };
}

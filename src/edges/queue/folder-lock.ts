/** A folder for one process: whoever holds the lock is known to the kernel, so that a killed process leaves none behind. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { UserError } from "../../core/errors.ts";

/** Makes the folder where there is none, and locks it until the returned function is called or the process ends. */
export function lockFolder(folder: string): () => void {
  let lock: DatabaseSync | undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    lock = new DatabaseSync(join(folder, "lock"), { timeout: 0 });
    lock.exec("BEGIN EXCLUSIVE");
  } catch (cause) {
    lock?.close();
    throw new UserError(wordsFor(folder, cause), { cause });
  }
  return () => lock.close();
}

/** SQLite's code for a lock that somebody else holds. */
const busy = 5;

function wordsFor(folder: string, cause: unknown): string {
  const { code, errcode, message } = cause as { code?: string; errcode?: number; message: string };
  if (errcode === busy) {
    return `The queue's folder ${folder} is in use by another process. Stop that one, or give this one a folder of its own; several processes share one queue over a PostgreSQL server, which DATABASE_URL names.`;
  }
  const why = code === undefined || code === "ERR_SQLITE_ERROR" ? message : code;
  return `The queue's folder ${folder} cannot be written (${why}). Let this user write there, or name another folder.`;
}

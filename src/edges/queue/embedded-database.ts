/** The embedded PostgreSQL, in a thread of its own; one that breaks down is opened again. */

import { join } from "node:path";

import type { Db } from "pg-boss";

import { UserError } from "../../core/errors.ts";
import { brokeDown, DatabaseThread } from "./database-thread.ts";
import { lockFolder } from "./folder-lock.ts";
import type { QueueLog } from "./running-job.ts";

export interface EmbeddedDatabase {
  db: Db;
  /** What a person can do about an error of the first statements; null: it is no matter of the database. */
  trouble(cause: unknown): UserError | null;
  close(): Promise<void>;
}

/** Throws a `UserError` when another process uses the folder, it cannot be written, or what is in it is no database. */
export async function openEmbeddedDatabase(folder: string, log: QueueLog): Promise<EmbeddedDatabase> {
  const unlock = lockFolder(folder);
  const data = join(folder, "database");
  let thread: Promise<DatabaseThread> | null = null;
  let closed = false;
  const opened = async (): Promise<DatabaseThread> => {
    const place = { folder: data, making: join(folder, "making") };
    try {
      return await DatabaseThread.open(place, () => {
        thread = null;
        if (!closed) log.error({}, "the queue's database broke down: it is opened again");
      });
    } catch (cause) {
      thread = null;
      throw cause;
    }
  };
  try {
    thread = opened();
    await thread;
  } catch (cause) {
    unlock();
    throw damage(data, cause);
  }
  return {
    db: {
      async executeSql(text, values) {
        if (closed) throw new Error("the queue's database is closed");
        thread ??= opened();
        return (await thread).run(text, values);
      },
    },
    trouble(cause) {
      const { code } = cause as { code?: string };
      // Class XX: internal errors, data that cannot be read.
      return code === brokeDown || code?.startsWith("XX") === true ? damage(data, cause) : null;
    },
    async close() {
      closed = true;
      try {
        await (await thread)?.close();
      } finally {
        unlock();
      }
    },
  };
}

function damage(data: string, cause: unknown): UserError {
  return new UserError(
    `The queue's database in ${data} cannot be opened: it is damaged, another version made it, or the disk is full. Make room, or move that folder away, and start again: a new one is made, and what waited is found again on GitHub.`,
    { cause },
  );
}

/** The embedded PostgreSQL, in a thread of its own; one that breaks down is opened again. */

import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Worker } from "node:worker_threads";

import type { Db } from "pg-boss";

import { UserError } from "../../core/errors.ts";
import type { DatabasePlace, FromDatabase, ToDatabase } from "./embedded-message.ts";
import { lockFolder } from "./folder-lock.ts";
import type { QueueLog } from "./running-job.ts";

export interface EmbeddedDatabase {
  db: Db;
  close(): Promise<void>;
}

interface Call {
  resolve: (answer: { rows: unknown[] }) => void;
  reject: (cause: Error) => void;
}

/** Milliseconds to make a database, on a machine under load; and to close one. */
const openLimit = 60_000;
const closeLimit = 5_000;

/** Throws a `UserError` when another process uses the folder, it cannot be written, or what is in it is no database. */
export async function openEmbeddedDatabase(folder: string, log: QueueLog): Promise<EmbeddedDatabase> {
  const unlock = lockFolder(folder);
  const data = join(folder, "database");
  let thread: Promise<Thread> | null = null;
  let closed = false;
  const opened = async (): Promise<Thread> => {
    const place = { folder: data, making: join(folder, "making") };
    try {
      return await Thread.open(place, () => {
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
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(
      `The queue's database in ${data} cannot be opened (${reason}). Move that folder away and start again: a new one is made, and what waited is found again on GitHub.`,
      { cause },
    );
  }
  return {
    db: {
      async executeSql(text, values) {
        if (closed) throw new Error("the queue's database is closed");
        thread ??= opened();
        return (await thread).run(text, values);
      },
    },
    async close() {
      closed = true;
      await (await thread)?.close();
      unlock();
    },
  };
}

class Thread {
  readonly #worker: Worker;
  readonly #calls = new Map<number, Call>();
  #next = 0;

  private constructor(worker: Worker, gone: () => void) {
    this.#worker = worker;
    worker.on("message", (message: FromDatabase) => this.#hear(message));
    worker.on("exit", () => {
      gone();
      for (const { reject } of this.#calls.values()) reject(new Error("the queue's database broke down"));
      this.#calls.clear();
    });
  }

  static async open(place: DatabasePlace, gone: () => void): Promise<Thread> {
    const suffix = import.meta.url.endsWith(".ts") ? ".ts" : ".js";
    const worker = new Worker(new URL(`./pglite-worker${suffix}`, import.meta.url), {
      workerData: place,
      // What the database prints is for nobody.
      stdout: true,
      stderr: true,
    });
    try {
      const said = await firstWord(worker);
      if (said.state === "unusable") throw new Error(said.reason);
      if (said.state === "open") return new Thread(worker, gone);
    } catch (cause) {
      await worker.terminate();
      throw cause;
    }
    await worker.terminate();
    return Thread.open(place, gone);
  }

  run(text: string, values: unknown[] | undefined): Promise<{ rows: unknown[] }> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { resolve, reject });
      this.#send({ id, text, values });
    });
  }

  async close(): Promise<void> {
    const gone = new Promise((resolve) => this.#worker.once("exit", resolve));
    this.#send({ close: true });
    await Promise.race([gone, wait(closeLimit, null, { ref: false })]);
    await this.#worker.terminate();
  }

  #send(message: ToDatabase): void {
    this.#worker.postMessage(message, []);
  }

  #hear(message: FromDatabase): void {
    if (message.state !== "answered" && message.state !== "failed") return;
    const call = this.#calls.get(message.id);
    this.#calls.delete(message.id);
    if (message.state === "answered") return call?.resolve({ rows: message.rows });
    const { code } = message;
    call?.reject(Object.assign(new Error(message.message), code === null ? {} : { code }));
  }
}

async function firstWord(worker: Worker): Promise<FromDatabase> {
  const said = new Promise<FromDatabase>((resolve, reject) => {
    worker.once("message", resolve).once("error", reject);
    worker.once("exit", () => reject(new Error("it stopped while it was opened")));
  });
  const first = await Promise.race([said, wait(openLimit, null, { ref: false })]);
  if (first === null) throw new Error(`it did not open within ${openLimit / 1000} s`);
  return first;
}

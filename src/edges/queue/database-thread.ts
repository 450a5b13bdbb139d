/** The thread of the embedded database, as the queue sees it: statements go in, rows come out. */

import { setTimeout as wait } from "node:timers/promises";
import { Worker } from "node:worker_threads";

import type { DatabasePlace, FromDatabase, ToDatabase } from "./embedded-message.ts";

interface Call {
  since: number;
  resolve: (answer: { rows: unknown[] }) => void;
  reject: (cause: Error) => void;
}

/** Milliseconds to make a database, on a machine under load; and to close one. */
const openLimit = 60_000;
const closeLimit = 5_000;

/** Milliseconds after which a statement that has no answer counts as one that never ends: they take some. */
const answerLimit = 30_000;

/** In the place of an SQLSTATE: the database did not answer, but ended. */
export const brokeDown = "BROKEN";

function withCode(message: string, code: string): Error {
  return Object.assign(new Error(message), { code });
}

export class DatabaseThread {
  readonly #worker: Worker;
  readonly #calls = new Map<number, Call>();
  #next = 0;

  private constructor(worker: Worker, gone: () => void) {
    this.#worker = worker;
    worker.on("message", (message: FromDatabase) => this.#hear(message));
    const watch = setInterval(() => {
      const [oldest] = this.#calls.values();
      if (oldest !== undefined && performance.now() - oldest.since > answerLimit) void worker.terminate();
    }, answerLimit / 10);
    watch.unref();
    worker.on("exit", () => {
      clearInterval(watch);
      gone();
      for (const { reject } of this.#calls.values())
        reject(withCode("the queue's database broke down", brokeDown));
      this.#calls.clear();
    });
  }

  /** Makes a database where there is none. `gone`: the thread has ended, whoever ended it. */
  static async open(place: DatabasePlace, gone: () => void): Promise<DatabaseThread> {
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
      if (said.state === "open") return new DatabaseThread(worker, gone);
    } catch (cause) {
      await worker.terminate();
      throw cause;
    }
    await worker.terminate();
    return DatabaseThread.open(place, gone);
  }

  run(text: string, values: unknown[] | undefined): Promise<{ rows: unknown[] }> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { since: performance.now(), resolve, reject });
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
    call?.reject(withCode(message.message, message.code));
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

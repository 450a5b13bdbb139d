/** Holds one warm worker, gives it one file at a time, and replaces it when a file was too much for it. */

import { Worker } from "node:worker_threads";

import { unreadFile } from "../../core/detect/guards.ts";
import type { FileReading } from "../../core/detect/detector.ts";
import { wholeFile } from "../../core/place.ts";
import { tooMuchMemory } from "./request.ts";
import type { FromWorker, ReadRequest, ToWorker } from "./request.ts";

export interface WorkerSettings {
  /** The time that one file may take. */
  milliseconds: number;
  /** A module that exports `detectorNamed`; null: our own registry. */
  registry: string | null;
  /** The bytes that the WebAssembly of one worker may take. */
  wasmLimit: number;
}

/** Starting a worker and loading its parsers takes 0.2 s; on a machine under load much longer. */
const startLimit = 30_000;
/** The JavaScript heap of a worker, in MB. */
const heapLimit = 512;

export class ReadingWorker {
  readonly #settings: WorkerSettings;
  #worker: Worker | null = null;
  #paths: readonly string[] | null = null;

  constructor(settings: WorkerSettings) {
    this.#settings = settings;
  }

  /** The worker is new, or was thrown away. */
  get cold(): boolean {
    return this.#worker === null;
  }

  /** Reads one file; call it again only when it has answered. Never rejects: what goes wrong is in `unread`. */
  async read(request: ReadRequest): Promise<FileReading> {
    const worker = (this.#worker ??= this.#start());
    const { treePaths, ...rest } = request;
    worker.ref();
    if (treePaths !== this.#paths) this.#send(worker, { paths: treePaths });
    this.#paths = treePaths;
    this.#send(worker, { request: rest, milliseconds: this.#settings.milliseconds });
    const outcome = await this.#outcome(worker);
    worker.unref();
    if (outcome.state === "read" && !outcome.worn) return outcome.reading;
    await this.close();
    if (outcome.state === "read") return outcome.reading;
    return unreadFile({ place: wholeFile(request.path), reason: outcome.reason });
  }

  /** Ends the worker. */
  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    this.#paths = null;
    await worker?.terminate();
  }

  #start(): Worker {
    const file = new URL(`./worker${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url);
    const worker = new Worker(file, {
      workerData: { registry: this.#settings.registry, wasmLimit: this.#settings.wasmLimit },
      resourceLimits: { maxOldGenerationSizeMb: heapLimit },
      // What a parser prints when it aborts is for nobody.
      stdout: true,
      stderr: true,
    });
    worker.on("error", () => undefined);
    return worker;
  }

  #send(worker: Worker, message: ToWorker): void {
    worker.postMessage(message, []);
  }

  #outcome(worker: Worker): Promise<Exclude<FromWorker, { state: "started" }>> {
    const { milliseconds } = this.#settings;
    return new Promise((resolve) => {
      const settle = (outcome: Exclude<FromWorker, { state: "started" }>): void => {
        clearTimeout(timer);
        worker.off("message", listen).off("error", crash).off("exit", crash);
        resolve(outcome);
      };
      // A busy main thread sees the timer before an answer that came in time: look at the answers first.
      const late = (): void => {
        setImmediate(() =>
          settle({ state: "failed", reason: `reading it took more than ${milliseconds / 1000} s` }),
        );
      };
      const listen = (message: FromWorker): void => {
        if (message.state !== "started") return settle(message);
        clearTimeout(timer);
        timer = setTimeout(late, milliseconds);
      };
      const crash = (cause: unknown): void => {
        const memory = cause instanceof Error && "code" in cause && cause.code === "ERR_WORKER_OUT_OF_MEMORY";
        settle({
          state: "failed",
          reason: memory ? tooMuchMemory : "its reader broke down",
        });
      };
      let timer = setTimeout(late, startLimit);
      worker.on("message", listen).on("error", crash).on("exit", crash);
    });
  }
}

/** Reads migration files: plain ones in this thread, the others in a worker that is stopped when one takes too long. */

import { setImmediate } from "node:timers/promises";

import type { FileReading } from "../../core/detect/detector.ts";
import { isPlain, refusal, unreadFile } from "../../core/detect/guards.ts";
import { wholeFile } from "../../core/place.ts";
import { parserFaults } from "../parsing/load-parsers.ts";
import { detectorsOf, prepare } from "./read-here.ts";
import { ReadingWorker } from "./reading-worker.ts";
import type { ReadRequest } from "./request.ts";

export type { ReadRequest } from "./request.ts";

export interface ReaderOptions {
  /** `plain`: plain files are read in this thread; `none`: all go to the worker, for text from strangers on a server. */
  here?: "plain" | "none";
  /** The time that one file may take, in milliseconds. */
  milliseconds?: number;
  /** The time that the files of one call may take in the worker, in milliseconds; absent: a minute where all go there, else without end. */
  inAll?: number;
  /** A module that exports `detectorNamed`, instead of our own registry. */
  registry?: string;
  /** The bytes that the parsers of the worker may take, beside 512 MB of JavaScript; absent: 384 MB. */
  wasmLimit?: number;
}

/** What a statement of 1 MB takes, and half as much again. */
const usualWasmLimit = 384 * 1024 * 1024;

/** So many files of one call may break a worker; the rest of those that need one stays unread. */
const breakLimit = 10;
/** Plain files are read for so long before others get a turn, in milliseconds. */
const turn = 50;
/** The files of one call are read in the worker for so long before those of another get a turn: nobody waits for a change of thousands of slow ones. */
const workerTurn = 500;
const usualInAll = 60_000;

export class Reader {
  readonly #here: boolean;
  readonly #milliseconds: number;
  readonly #inAll: number;
  readonly #registry: string | null;
  readonly #worker: ReadingWorker;
  /** One call has the worker at a time. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: ReaderOptions = {}) {
    this.#here = options.here !== "none";
    this.#milliseconds = options.milliseconds ?? 2000;
    this.#inAll = options.inAll ?? (this.#here ? Number.POSITIVE_INFINITY : usualInAll);
    this.#registry = options.registry ?? null;
    this.#worker = new ReadingWorker({
      milliseconds: this.#milliseconds,
      registry: this.#registry,
      wasmLimit: options.wasmLimit ?? usualWasmLimit,
    });
  }

  /** What each file says, in the order of the requests. Never rejects for what a file holds: that file is unread. */
  async read(requests: readonly ReadRequest[]): Promise<FileReading[]> {
    const readings: FileReading[] = [];
    const heavy: number[] = [];
    const plain: number[] = [];
    for (const [index, { path, text }] of requests.entries()) {
      const refused = refusal(path, text);
      if (refused !== null) readings[index] = unreadFile(refused);
      else if (this.#here && isPlain(text)) plain.push(index);
      else heavy.push(index);
    }
    const inWorker = this.#readHeavy(requests, heavy, readings);
    const left = await this.#readPlain(requests, plain, readings);
    await inWorker;
    await this.#readHeavy(requests, left, readings);
    return readings;
  }

  /** Ends the worker. */
  async close(): Promise<void> {
    await this.#worker.close();
  }

  /** The indexes that are better read in the worker: what broke here, and all once a parser here is damaged. */
  async #readPlain(
    requests: readonly ReadRequest[],
    indexes: readonly number[],
    readings: FileReading[],
  ): Promise<number[]> {
    if (indexes.length === 0) return [];
    const find = await detectorsOf(this.#registry);
    const left: number[] = [];
    let until = performance.now() + turn;
    for (const index of indexes) {
      const reading = parserFaults() > 0 ? null : await this.#readOne(requests[index] as ReadRequest, find);
      if (reading === null) left.push(index);
      else readings[index] = reading;
      if (performance.now() < until) continue;
      await setImmediate();
      until = performance.now() + turn;
    }
    return left;
  }

  async #readOne(
    request: ReadRequest,
    find: Awaited<ReturnType<typeof detectorsOf>>,
  ): Promise<FileReading | null> {
    const read = await prepare(request, find, "thread");
    try {
      return read(this.#milliseconds);
    } catch {
      return null;
    }
  }

  async #readHeavy(
    requests: readonly ReadRequest[],
    indexes: readonly number[],
    readings: FileReading[],
  ): Promise<void> {
    let at = 0;
    let spent = 0;
    let broken = 0;
    const takeTurn = async (): Promise<void> => {
      const started = performance.now();
      const spentBy = (): number => spent + performance.now() - started;
      for (; at < indexes.length && performance.now() < started + workerTurn; at++) {
        const index = indexes[at] as number;
        const request = requests[index] as ReadRequest;
        const reason = broken >= breakLimit ? gaveUp : spentBy() > this.#inAll ? tooSlow : null;
        if (reason === null) readings[index] = await this.#worker.read(request);
        else readings[index] = unreadFile({ place: wholeFile(request.path), reason });
        if (reason === null && this.#worker.cold) broken++;
      }
      spent = spentBy();
    };
    while (at < indexes.length) await (this.#queue = this.#queue.then(takeTurn));
  }
}

const gaveUp = `it was not read, because ${breakLimit} files before it could not be read in time`;
const tooSlow = "it was not read, because the files before it took too long";

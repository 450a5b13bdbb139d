/** Several readers side by side: a file that takes its whole time in one holds up only those behind it. */

import type { FileReading } from "../../core/detect/detector.ts";
import { Reader } from "./reader.ts";
import type { ReaderOptions } from "./reader.ts";
import type { ReadRequest } from "./request.ts";

interface Seat {
  reader: Reader;
  /** Files that were given to it and have no answer yet. */
  waiting: number;
}

export class ReaderPool {
  readonly #seats: Seat[];

  constructor(size: number, options: ReaderOptions) {
    this.#seats = Array.from({ length: size }, () => ({ reader: new Reader(options), waiting: 0 }));
  }

  /** As `Reader.read`, by the reader with the fewest files before it. */
  async read(requests: readonly ReadRequest[]): Promise<FileReading[]> {
    if (requests.length === 0) return [];
    const seat = this.#seats.reduce((best, other) => (other.waiting < best.waiting ? other : best));
    seat.waiting += requests.length;
    try {
      return await seat.reader.read(requests);
    } finally {
      seat.waiting -= requests.length;
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#seats.map(({ reader }) => reader.close()));
  }
}

/** The sandbox's time: that of the machine, until a test moves it on. */

export class Clock {
  #offset = 0;

  /** Milliseconds since the epoch. */
  now(): number {
    return Date.now() + this.#offset;
  }

  date(): Date {
    return new Date(this.now());
  }

  advance(milliseconds: number): void {
    this.#offset += milliseconds;
  }
}

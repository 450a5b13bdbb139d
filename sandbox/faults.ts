/** What goes wrong on the way to GitHub and back, switched on by a test. */

import type { Random } from "./random.ts";

export type Fault =
  /** An answer of a server that is not well. */
  | { kind: "status"; status: number; message?: string }
  /** The connection ends without an answer. */
  | { kind: "drop" }
  /** The answer comes so many milliseconds late. */
  | { kind: "delay"; milliseconds: number }
  /** The answer was made, and comes when this settles. */
  | { kind: "hold"; until: Promise<unknown> }
  /** 401, as if the token had just run out. */
  | { kind: "expired" }
  /** 403, or 429, with `retry-after`. */
  | { kind: "secondary"; retryAfter?: number; status?: 403 | 429 };

export interface FaultRule {
  fault: Fault;
  /** `POST /graphql`, or as the description of the API writes it; every route by default. */
  route?: string;
  /** What the address ends with, as it is asked for. */
  address?: string;
  /** The name of a GraphQL operation. */
  operation?: string;
  /** How often; without end by default. */
  times?: number;
  /** From 0 to 1. */
  probability?: number;
  /** GitHub did what was asked, and only the answer is lost. */
  afterwards?: boolean;
}

export class Faults {
  readonly #random: Random;
  #rules: { rule: FaultRule; left: number }[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  /** Returns what takes the rule away again. */
  add(rule: FaultRule): () => void {
    const added = { rule, left: rule.times ?? Number.POSITIVE_INFINITY };
    this.#rules.push(added);
    return () => {
      this.#rules = this.#rules.filter((other) => other !== added);
    };
  }

  clear(): void {
    this.#rules = [];
  }

  /** The rule that a request meets, which is used up by it. */
  meet(request: { route: string; url: string; operation: string | null }): FaultRule | null {
    for (const candidate of this.#rules) {
      const { rule } = candidate;
      if (candidate.left <= 0) continue;
      if (rule.route !== undefined && rule.route !== request.route) continue;
      if (rule.address !== undefined && !request.url.endsWith(rule.address)) continue;
      if (rule.operation !== undefined && rule.operation !== request.operation) continue;
      if (rule.probability !== undefined && this.#random.next() >= rule.probability) continue;
      candidate.left--;
      return rule;
    }
    return null;
  }
}

/** Which operations a standing command names. */

import type { Operation } from "../operation.ts";
import { covered } from "./exceptions.ts";
import { operationKey } from "./keys.ts";
import { needsException } from "./needs-exception.ts";
import type { Policy } from "./policy.ts";
import type { StandingCommand } from "./standing.ts";

export interface CommandedChange {
  /** The judged operations, both directions. */
  operations: readonly Operation[];
  policy: Policy;
}

/** The operations of a change, asked by many commands. */
export class NamedOperations {
  /** Those that are judged. */
  readonly up: readonly Operation[];
  readonly #needing: ReadonlySet<Operation>;
  readonly #keys: ReadonlyMap<Operation, string>;

  constructor({ operations, policy }: CommandedChange) {
    this.up = operations.filter(({ direction }) => direction === "up");
    this.#needing = new Set(this.up.filter((operation) => needsException(operation, policy)));
    this.#keys = new Map(this.up.map((operation) => [operation, operationKey(operation)]));
  }

  /** It needs an exception. */
  needs(operation: Operation): boolean {
    return this.#needing.has(operation);
  }

  keyOf(operation: Operation): string {
    return this.#keys.get(operation) ?? operationKey(operation);
  }

  /** Those that the command names now, in migration order. */
  named({ request: { aim }, about }: StandingCommand): readonly Operation[] {
    if (aim === null) return [];
    if (aim.of === "all") return [...this.#needing];
    const ids = new Set(aim.of === "target" ? covered(aim.exemption, null, this.up) : about);
    return this.up.filter(({ id }) => ids.has(id));
  }
}

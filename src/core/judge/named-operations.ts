/** Which operations a standing command names. */

import type { Operation } from "../operation.ts";
import type { Problem } from "../problem.ts";
import { covered } from "./exceptions.ts";
import { operationKey } from "./keys.ts";
import { needsException } from "./needs-exception.ts";
import type { Policy } from "./policy.ts";
import type { StandingCommand } from "./standing.ts";

export interface CommandedChange {
  /** The judged operations, both directions. */
  operations: readonly Operation[];
  /** What is wrong before anybody allows anything: what inline comments are about. */
  problems: readonly Problem[];
  policy: Policy;
}

/** The operations of a change, asked by many commands. */
export class NamedOperations {
  /** Those that are judged. */
  readonly up: readonly Operation[];
  readonly #problems: readonly Problem[];
  readonly #needing: ReadonlySet<Operation>;
  readonly #keys: ReadonlyMap<Operation, string>;

  constructor({ operations, problems, policy }: CommandedChange) {
    this.up = operations.filter(({ direction }) => direction === "up");
    this.#problems = problems;
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
  named({ request: { aim }, problems }: StandingCommand): readonly Operation[] {
    if (aim === null) return [];
    if (aim.of === "all") return [...this.#needing];
    const ids =
      aim.of === "target"
        ? new Set(covered(aim.exemption, null, this.up))
        : new Set(this.#problems.flatMap(({ id, operation }) => (problems.includes(id) ? [operation] : [])));
    return this.up.filter(({ id }) => ids.has(id));
  }
}

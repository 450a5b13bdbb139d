/** What GitHub does sometimes, so that a test can make it happen. */

import type { Sandbox } from "../sandbox.ts";

export interface Switches {
  /** `isBinary` and `text` are null, as for an encoding that GitHub cannot tell. */
  unknownBinary: boolean;
  /** So many fields with arguments are answered; the others give up with RESOURCE_LIMITS_EXCEEDED. Null: all are answered. */
  answeredFields: number | null;
  /** So many of the next requests take longer than GitHub's ten seconds. What a mutation asked for is done all the same. */
  timeOuts: number;
}

const kept = new WeakMap<Sandbox, Switches>();

/** They are changed in place. */
export function switchesOf(sandbox: Sandbox): Switches {
  const known = kept.get(sandbox);
  if (known !== undefined) return known;
  const switches = { unknownBinary: false, answeredFields: null, timeOuts: 0 };
  kept.set(sandbox, switches);
  return switches;
}

/** What counts as true in Ruby: everything but `nil` and `false`. */

import type { Value } from "../source/value.ts";

/** Null when that cannot be known. */
export function truthOf(value: Value): boolean | null {
  switch (value.kind) {
    case "none":
      return false;
    case "bool":
      return value.value;
    case "choice": {
      const truths = new Set(value.options.map(truthOf));
      return truths.size === 1 ? (truths.values().next().value ?? null) : null;
    }
    case "host":
      return value.value.vague === true ? null : true;
    case "unknown":
    case "bound":
    case "partial":
      return null;
    default:
      return true;
  }
}

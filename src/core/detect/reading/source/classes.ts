/** What the classes of a file derive from, and what they inherit. */

import type { Value } from "./value.ts";

/** Does the class, or one that it derives from in this file, have a base whose last name fits? */
export function derives(value: Value, pattern: RegExp, depth = 0): boolean {
  if (value.kind === "symbol") return pattern.test(value.path);
  if (value.kind !== "class" || depth > 20) return false;
  return value.bases.some((base) => derives(base, pattern, depth + 1));
}

/** A member of a class or of the classes that it derives from in this file. */
export function memberOf(value: Value, name: string, depth = 0): Value | undefined {
  if (value.kind !== "class" || depth > 20) return undefined;
  const own = value.members.own(name);
  if (own !== undefined) return own;
  for (const base of value.bases) {
    const inherited = memberOf(base, name, depth + 1);
    if (inherited !== undefined) return inherited;
  }
  return undefined;
}

/** Which tags are releases. */

import { matchesAny } from "../core/glob.ts";

/** `v1.2`, `29.0.0.0rc1`, `pkg@1.2.3`, `release-2024.1`, `v7`. */
const version = /^v?\d+$|(?:^|[-_/@.a-z])v?\d+[._-]\d/i;

/** `globs`: of the policy; empty: all tags that look like a version. */
export function isRelease(tag: string, globs: readonly string[]): boolean {
  return globs.length === 0 ? version.test(tag) : matchesAny(tag, globs);
}

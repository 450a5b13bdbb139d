/** Path patterns of the policy: `*`, `**`, `?`, `[ab]`, `{a,b}`, matched against whole paths with forward slashes. */

import picomatch from "picomatch";

const compiled = new Map<string, (path: string) => boolean>();

/** Whether any of the globs matches. Dot files match as others do; a glob that ends in `/` means everything below. */
export function matchesAny(text: string, globs: readonly string[]): boolean {
  return globs.some((glob) => matcher(glob)(text));
}

function matcher(glob: string): (path: string) => boolean {
  let match = compiled.get(glob);
  if (match === undefined) {
    match = picomatch(glob.endsWith("/") ? `${glob}**` : glob, { dot: true });
    compiled.set(glob, match);
  }
  return match;
}

/** How a migration names the note that serves it: `lockstep: note PATH`. */

/** The path that a directive names, null when it is another directive. */
export function notePathOf(directive: string): string | null {
  const path = /^note\b:?\s*(\S.*)$/isu.exec(directive.trim())?.[1];
  return path === undefined ? null : path.trim();
}

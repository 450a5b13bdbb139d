/** Whether a text is worth reading for commands at all. It imports nothing, because every webhook asks. */

/** Most texts have no `/lockstep` in them. Without `u`: with it, `i` takes a Kelvin sign for a k. */
export function mentionsLockstep(text: string): boolean {
  return /\/lockstep/i.test(text);
}

/** Whether a text may hold commands, told cheaply. */

/** True for every text in which a command is read, and for few others. */
export function mentionsLockstep(text: string): boolean {
  return /\/lockstep/iu.test(text);
}

/** PostgreSQL's table locks: their strength, and what they keep others from doing. */

/** In the order of strength that counts here; "Explicit Locking" in the manual has the matrix of conflicts. */
export const lockModes = [
  "AccessShareLock",
  "RowShareLock",
  "RowExclusiveLock",
  "ShareUpdateExclusiveLock",
  "ShareLock",
  "ShareRowExclusiveLock",
  "ExclusiveLock",
  "AccessExclusiveLock",
] as const;

export type LockMode = (typeof lockModes)[number];

/** Reads are plain SELECTs (AccessShare), writes are INSERT, UPDATE and DELETE (RowExclusive). */
export function blockedBy(mode: LockMode): ("reads" | "writes")[] {
  if (mode === "AccessExclusiveLock") return ["reads", "writes"];
  return lockModes.indexOf(mode) >= lockModes.indexOf("ShareLock") ? ["writes"] : [];
}

export function stronger(a: LockMode, b: LockMode): LockMode {
  return lockModes.indexOf(a) >= lockModes.indexOf(b) ? a : b;
}

/** `ACCESS EXCLUSIVE` of LOCK TABLE, in any writing, as a mode; null when it is none. */
export function lockModeOf(text: string): LockMode | null {
  const folded = text.toLowerCase().replaceAll(/[\s_]|lock$/gu, "");
  return lockModes.find((mode) => mode.toLowerCase() === `${folded}lock`) ?? null;
}

/** What a check's `external_id` says: what it came from, until when it holds, and which pull requests it speaks of. */

/**
 * The `external_id`: the digest (null: the check says of no state that it is the result), the last day on which it holds (UTC, `YYYY-MM-DD`), where an exception
 * ends, and the pull requests that the check speaks of.
 */
export function externalIdOf(
  digest: string | null,
  until: string | null,
  numbers: readonly number[],
): string {
  return ["1", digest ?? "", until ?? "", numbers.join(",")].join(":");
}

/** The pull requests that a check with this `external_id` spoke of: GitHub does not find all of one head, and none may get rid of its verdict by another. */
export function numbersOf(externalId: string | null): number[] {
  const [, , , numbers = ""] = externalId?.split(":") ?? [];
  return numbers
    .split(",")
    .map(Number)
    .filter((number) => Number.isSafeInteger(number) && number > 0);
}

/** Whether a check with this `external_id` still says what is true. */
export function isCurrent(externalId: string | null, digest: string, today: string): boolean {
  const [version, known, until] = externalId?.split(":") ?? [];
  return version === "1" && known === digest && (until === undefined || until === "" || today <= until);
}

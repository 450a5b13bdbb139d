/** The digest by which a verdict says which policy judged. */

import { createHash } from "node:crypto";

import type { Policy } from "./policy.ts";

/** 64 hex digits of SHA-256; the order in which keys were written does not count. */
export function policyDigest(policy: Policy): string {
  const text = JSON.stringify(policy, (_, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash("sha256").update(text).digest("hex");
}

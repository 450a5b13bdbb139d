/** GitHub's limits of GraphQL, as data; those that REST has as well are in `sandbox/limits.ts`. */

import type { Limit } from "../limits.ts";

export const limits = {
  /** Nodes that one query may ask for, by its page sizes. */
  nodes: { value: 500_000, known: "documented" },
  /** Requests for connections that cost one point. */
  requestsPerPoint: { value: 100, known: "documented" },
  /** Bytes of a blob after which its text is cut (sveltia/sveltia-cms#950). */
  blobText: { value: 512_000, known: "observed" },
  /** Files of a pull request that can be listed. */
  files: { value: 3_000, known: "assumed" },
  /** Commits of a pull request that can be listed: pytorch/pytorch#79090 saw 250, dcoapp/app#310 counts on more. */
  commits: { value: 250, known: "observed" },
  /** Bytes at the start of a blob in which a zero byte makes it binary. */
  binaryProbe: { value: 8_000, known: "assumed" },
} as const satisfies Record<string, Limit>;

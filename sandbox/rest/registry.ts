/** All operations of the REST API, found by method and path. */

import type { Operation } from "./operation.ts";
import { appOperations } from "./apps.ts";
import { branchOperations } from "./branches.ts";
import { checkOperations } from "./checks.ts";
import { commentOperations } from "./comments.ts";
import { deliveryOperations } from "./deliveries.ts";
import { pullRequestOperations } from "./pull-requests.ts";
import { repositoryOperations } from "./repositories.ts";
import { roleOperations } from "./roles.ts";

export const registry: readonly Operation[] = [
  ...appOperations,
  ...deliveryOperations,
  ...repositoryOperations,
  ...branchOperations,
  ...roleOperations,
  ...pullRequestOperations,
  ...commentOperations,
  ...checkOperations,
];

const patterns = registry.map((operation) => {
  const [method = "", path = ""] = operation.route.split(" ");
  return { operation, method, segments: path.split("/") };
});

/** `path` as it was sent, so that an encoded slash stays inside its segment. */
export function findOperation(
  method: string,
  path: string,
): { operation: Operation; params: Record<string, string> } | null {
  const segments = path.split("/");
  for (const pattern of patterns) {
    if (pattern.method !== method) continue;
    const params = match(pattern.segments, segments);
    if (params !== null) return { operation: pattern.operation, params };
  }
  return null;
}

function match(pattern: readonly string[], segments: readonly string[]): Record<string, string> | null {
  if (pattern.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? "";
    if (!part.startsWith("{")) {
      if (part !== segment) return null;
      continue;
    }
    if (segment === "") return null;
    try {
      params[part.slice(1, -1)] = decodeURIComponent(segment);
    } catch {
      return null;
    }
  }
  return params;
}

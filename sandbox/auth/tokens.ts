/** Hourly tokens of installations, narrowed to repositories and permissions. */

import { randomBytes } from "node:crypto";

import { covers, grants } from "../permissions.ts";
import { Refused } from "../refused.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Installation, Permissions, Token } from "../world.ts";

export interface TokenRequest {
  repository_ids?: number[];
  repositories?: string[];
  permissions?: Permissions;
}

const missingRepository =
  "There is at least one repository that does not exist or is not accessible to the parent installation.";

export function createToken(sandbox: Sandbox, installation: Installation, request: TokenRequest): Token {
  if (installation.suspended) throw new Refused(403, "This installation has been suspended");
  const permissions = request.permissions ?? installation.permissions;
  for (const [name, access] of Object.entries(permissions)) {
    if (grants(installation.permissions, name, access)) continue;
    throw new Refused(422, "The permissions requested are not granted to this installation.");
  }
  const token: Token = {
    token: `ghs_${randomBytes(27).toString("base64url").replaceAll(/[-_]/gu, "0")}`,
    installation,
    permissions: { metadata: "read", ...permissions },
    repositories: narrowed(sandbox, installation, request),
    expiresAt: sandbox.clock.now() + sandbox.limits.tokenLife * 1000,
  };
  sandbox.world.tokens.set(token.token, token);
  return token;
}

function narrowed(
  sandbox: Sandbox,
  installation: Installation,
  { repository_ids: ids, repositories: names }: TokenRequest,
): Set<number> | null {
  if (ids === undefined && names === undefined) return null;
  const wanted = [...(ids ?? []), ...(names ?? [])];
  if (wanted.length > sandbox.limits.tokenRepositories) {
    throw new Refused(422, `You can list at most ${sandbox.limits.tokenRepositories} repositories.`);
  }
  const accessible = sandbox.repositories().filter((repository) => covers(installation, repository));
  const found = wanted.map((key) => accessible.find(({ id, name }) => id === key || name === key)?.id);
  const known = found.filter((id) => id !== undefined);
  if (known.length < wanted.length) throw new Refused(422, missingRepository);
  return new Set(known);
}

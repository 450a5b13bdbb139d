/** Tells from the header in whose name a request is made. */

import type { Authorization } from "../authorization.ts";
import { Refused } from "../refused.ts";
import type { Sandbox } from "../sandbox.ts";
import { appOfJwt } from "./jwt.ts";

/** Throws 401 for a token that is unknown or has expired, 403 for one of a suspended installation. */
export function authenticate(sandbox: Sandbox, header: string | undefined): Authorization {
  if (header === undefined || header === "") return { kind: "anonymous" };
  const [, scheme = "", credentials = ""] = /^(\S+)\s+(\S+)$/u.exec(header) ?? [];
  if (!/^(?:bearer|token)$/iu.test(scheme)) throw new Refused(401, "Bad credentials");
  if (/^[^.]+\.[^.]+\.[^.]+$/u.test(credentials)) {
    return { kind: "app", app: appOfJwt(sandbox, credentials) };
  }
  const account = sandbox.world.personTokens.get(credentials);
  if (account !== undefined) return { kind: "person", account };
  const token = sandbox.world.tokens.get(credentials);
  if (token === undefined || token.expiresAt <= sandbox.clock.now()) {
    throw new Refused(401, "Bad credentials");
  }
  if (token.installation.suspended) throw new Refused(403, "This installation has been suspended");
  return { kind: "installation", token };
}

/** In whose name a request is made. */

import type { Account, App, Token } from "./world.ts";

export type Authorization =
  | { kind: "anonymous" }
  /** By a JWT: only about the App itself. */
  | { kind: "app"; app: App }
  | { kind: "installation"; token: Token }
  | { kind: "person"; account: Account };

/** The account that stands as the author of what is written; null for nobody. */
export function actorOf(authorization: Authorization): Account | null {
  if (authorization.kind === "person") return authorization.account;
  return authorization.kind === "installation" ? authorization.token.installation.app.bot : null;
}

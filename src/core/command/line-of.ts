/** Writes a command as the line that is read as it. */

import { isStanding } from "./request.ts";
import type { Request, StandingRequest } from "./request.ts";

/** The whole line, from `/lockstep` on. */
export function lineOf(request: Request): string {
  const { verb, reason } = request;
  const what = isStanding(request) ? [aimOf(request), untilOf(request)] : [request.name];
  const words = ["/lockstep", verb, ...what, reason === "" ? null : `because ${reason}`];
  return words.filter((word) => word !== null).join(" ");
}

function aimOf({ aim, rule }: StandingRequest): string | null {
  if (aim === null) return rule;
  if (aim.of === "target") return aim.exemption.text;
  return aim.of === "all" ? "all" : null;
}

function untilOf({ until }: StandingRequest): string | null {
  return until === null ? null : `until ${until}`;
}

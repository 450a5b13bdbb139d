/** Commands that name nothing: they are about what the thread is about that they stand in. */

import { isStanding } from "./request.ts";
import type { Mistake, Request } from "./request.ts";

/** It means something only in reply to an inline comment of ours. */
export function needsThread(request: Request): boolean {
  if (isStanding(request)) return request.aim?.of === "thread";
  return request.verb === "wrong" && request.name === null;
}

/** What to say where there is no such thread. */
export function withoutThread({ verb }: Request): Mistake {
  const form =
    verb === "wrong"
      ? "wrong RULE because REASON"
      : verb === "revoke"
        ? "revoke KIND TABLE.COLUMN"
        : "exempt KIND TABLE.COLUMN because REASON";
  return {
    message: `\`${verb}\` does not say what. Write \`/lockstep ${form}\`, or say it in reply to a comment of Lockstep's at a line.`,
    paste: null,
  };
}

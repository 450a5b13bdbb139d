/** Whether a reason says nothing: it is missing, or a placeholder. */

import { emptiness } from "../note/emptiness.ts";

/** Words that stand for a reason without being one. */
const hollow = /^(?:n\/?a|none|nothing|no reason|(?:the )?reason|because|why|why is this safe)$/iu;

export function isPlaceholder(reason: string): boolean {
  const bare = reason.slice(0, 500).replaceAll(/^[\s"'`*_.,:;!?–—-]+|[\s"'`*_.,:;!?–—-]+$/gu, "");
  if (!/[\p{L}\p{N}]/u.test(bare) || hollow.test(bare)) return true;
  return emptiness(reason.slice(0, 5000), []) !== null;
}

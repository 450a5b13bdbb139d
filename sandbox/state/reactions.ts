/** Reactions: the small pictures below a text. GitHub sends no webhook for them. */

import { identify } from "../ids.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Account, Reaction, ReactionContent } from "../world.ts";

/** In the order in which GitHub lists them. */
export const reactionContents: readonly ReactionContent[] = [
  "THUMBS_UP",
  "THUMBS_DOWN",
  "LAUGH",
  "HOORAY",
  "CONFUSED",
  "HEART",
  "ROCKET",
  "EYES",
];

/** The same of the same person again changes nothing. */
export function addReaction(
  sandbox: Sandbox,
  subject: Reaction["subject"],
  by: Account,
  content: ReactionContent,
): Reaction {
  const known = subject.reactions.find((reaction) => reaction.by === by && reaction.content === content);
  if (known !== undefined) return known;
  const createdAt = sandbox.clock.date();
  const reaction = identify<Reaction>(sandbox.world, "REA", (ids) => ({
    ...ids,
    subject,
    content,
    by,
    createdAt,
  }));
  subject.reactions.push(reaction);
  return reaction;
}

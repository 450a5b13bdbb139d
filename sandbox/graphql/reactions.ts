/** The reactions to a text, one by one and in groups. */

import { actorOf } from "../authorization.ts";
import { reactionContents } from "../state/reactions.ts";
import type { Reaction, ReactionContent } from "../world.ts";
import { page } from "./connection.ts";
import type { PageArguments } from "./connection.ts";
import type { Context } from "./resolver.ts";

export interface ReactionFilter extends PageArguments {
  content?: ReactionContent | null;
}

export interface ReactionGroupSource {
  subject: Reaction["subject"];
  content: ReactionContent;
}

/** Of every picture, also where nobody reacted with it. */
export function groupsOf(subject: Reaction["subject"]): ReactionGroupSource[] {
  return reactionContents.map((content) => ({ subject, content }));
}

export function reactionsIn({ subject, content }: ReactionGroupSource): Reaction[] {
  return subject.reactions.filter((reaction) => reaction.content === content);
}

export function hasReacted(context: Context, reactions: readonly Reaction[]): boolean {
  const viewer = actorOf(context.authorization);
  return reactions.some(({ by }) => by === viewer);
}

export function reactionsOf(context: Context, subject: Reaction["subject"], args: ReactionFilter) {
  const { content } = args;
  const found = content == null ? subject.reactions : reactionsIn({ subject, content });
  return { ...page(found, args), viewerHasReacted: hasReacted(context, found) };
}

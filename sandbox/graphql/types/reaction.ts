/** Reactions to comments and reviews. */

import { page } from "../connection.ts";
import type { PageArguments } from "../connection.ts";
import { hasReacted, reactionsIn } from "../reactions.ts";
import type { ReactionGroupSource } from "../reactions.ts";
import type { Table } from "../resolver.ts";
import { stamp, stampOrNull } from "../../payloads/dates.ts";
import type { Reaction } from "../../world.ts";

export const reaction: Table<Reaction> = {
  id: ({ node }) => node,
  databaseId: ({ id }) => id,
  content: ({ content }) => content,
  createdAt: ({ createdAt }) => stamp(createdAt),
  reactable: ({ subject }) => subject,
  // The schema has persons only here.
  user: ({ by }) => (by.type === "User" ? by : null),
};

export const reactionGroup: Table<ReactionGroupSource> = {
  content: ({ content }) => content,
  createdAt: (source) => stampOrNull(reactionsIn(source)[0]?.createdAt ?? null),
  subject: ({ subject }) => subject,
  viewerHasReacted: (source, _, context) => hasReacted(context, reactionsIn(source)),
  reactors: (source, args: PageArguments) =>
    page(
      reactionsIn(source).map(({ by }) => by),
      args,
    ),
};

/** Who ever changed a text: the last editor says nothing of those before. */

import type { Client } from "./client.ts";
import { listAt, numberAt, textAt } from "./json.ts";

/** So many edits of a text are looked at, and so many texts in one request. */
const most = 100;

export const editorsQuery = `query Editors($ids: [ID!]!) {
  nodes(ids: $ids) {
    id
    ... on Comment {
      author { login }
      userContentEdits(first: ${most}) { totalCount nodes { editor { login } } }
    }
  }
}`;

/** Those of the texts, by their node ids, that only their author changed. Throws `GitHubTrouble`. */
export async function editedByAuthor(client: Client, ids: readonly string[]): Promise<Set<string>> {
  const own = new Set<string>();
  for (let at = 0; at < ids.length; at += most) {
    const { data } = await client.graphql(
      editorsQuery,
      { ids: ids.slice(at, at + most) },
      { count: "others", right: "reading", again: true },
      // What cannot be told of one text leaves the others alone.
      () => true,
    );
    for (const node of listAt(data, "nodes")) {
      const id = textAt(node, "id");
      const author = textAt(node, "author", "login");
      const edits = listAt(node, "userContentEdits", "nodes");
      const isWhole = numberAt(node, "userContentEdits", "totalCount") === edits.length && edits.length > 0;
      const isOwn = edits.every((edit) => textAt(edit, "editor", "login") === author);
      if (id !== null && author !== null && isWhole && isOwn) own.add(id);
    }
  }
  return own;
}

/** Texts of persons in which commands may stand: comments, reviews, and comments in threads. */

import { mentionsLockstep } from "../../core/command/mentions.ts";
import type { PersonText } from "../../review/pull-request.ts";
import { at, isAt, listAt, needText, textAt } from "./json.ts";

interface Written {
  text: PersonText;
  /** Milliseconds since the epoch. */
  since: number;
}

/** `threads`: with all of their comments. In the order of their writing; what was folded says what it says all the same. */
export function textsOf(lists: {
  comments: readonly unknown[];
  reviews: readonly unknown[];
  threads: readonly unknown[];
}): PersonText[] {
  const texts = [
    ...lists.comments.flatMap((comment) => textOf("comment", comment, null)),
    ...lists.reviews.flatMap((review) => textOf("review", review, null)),
    ...lists.threads.flatMap((thread) =>
      listAt(thread, "comments", "nodes").flatMap((comment) =>
        textOf("answer", comment, needText(thread, "id")),
      ),
    ),
  ];
  return texts.toSorted(byTime).map(({ text }) => text);
}

function textOf(kind: "comment" | "review" | "answer", written: unknown, thread: string | null): Written[] {
  const body = textAt(written, "body") ?? "";
  if (!mentionsLockstep(body) || isAt(written, "viewerDidAuthor") || !isPerson(written)) return [];
  // A review is written when it is submitted, whenever it was begun.
  const createdAt = textAt(written, "submittedAt") ?? needText(written, "createdAt");
  const editedAt = textAt(written, "lastEditedAt");
  const text = {
    id: `${kind}-${String(at(written, "fullDatabaseId"))}`,
    node: needText(written, "id"),
    body,
    url: needText(written, "url"),
    author: textAt(written, "author", "login"),
    editor: editedAt === null ? null : loginOf(at(written, "editor")),
    edited: editedAt !== null,
    at: editedAt ?? createdAt,
    thread,
  };
  return [{ text, since: Date.parse(createdAt) }];
}

/** Or was one: the account may be gone. */
function isPerson(written: unknown): boolean {
  const author = at(written, "author") ?? null;
  return author === null || textAt(author, "__typename") === "User";
}

/** GraphQL leaves out what tells a bot from a person of the same name. */
function loginOf(actor: unknown): string | null {
  const login = textAt(actor, "login");
  return login !== null && textAt(actor, "__typename") === "Bot" ? `${login}[bot]` : login;
}

/** GitHub tells times to the second. */
function byTime(one: Written, other: Written): number {
  return one.since - other.since || one.text.id.localeCompare(other.text.id, "en", { numeric: true });
}

/** Writes comments: new ones at lines in one review, all other changes in one mutation. */

import type { InlineComment } from "../../core/render/pull-request/pages.ts";
import type { CommentChange, Reaction } from "../../review/github.ts";
import type { Client, Manner } from "./client.ts";

/** Asked again after GitHub stumbled, they might stand there twice: the next review looks what is there. */
const manner: Manner = { count: "writes", right: "writing", again: false };

export async function postReview(
  client: Client,
  { owner, name }: { owner: string; name: string },
  number: number,
  head: string,
  comments: readonly InlineComment[],
): Promise<void> {
  await client.rest(
    {
      route: "POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews",
      parameters: { owner, repo: name, pull_number: number },
      body: { commit_id: head, event: "COMMENT", comments: comments.map(commentOf) },
    },
    { ...manner, creates: 1 },
  );
}

/** GitHub takes a first line only where it is another than the last. */
function commentOf({ path, startLine, line, body }: InlineComment): object {
  const start =
    startLine === null || startLine === line ? {} : { start_line: startLine, start_side: "RIGHT" };
  return { path, line, side: "RIGHT", ...start, body };
}

interface Mutation {
  field: string;
  type: string;
  input: object;
}

/** What counts as content where GitHub limits how much of it is made. */
const writing = new Set<CommentChange["do"]>(["add", "edit", "answer"]);

/** The name of one step in an answer. */
const step = /^m(\d+)(?:\.|$)/u;

/** What was refused, by index. Throws `GitHubTrouble` when nothing was done. */
export async function changeComments(
  client: Client,
  changes: readonly CommentChange[],
): Promise<{ index: number; reason: string }[]> {
  if (changes.length === 0) return [];
  const { query, variables } = mutationOf(changes);
  const creates = changes.filter((change) => writing.has(change.do)).length;
  const { data, errors } = await client.graphql(query, variables, { ...manner, creates }, ({ path }) =>
    step.test(path),
  );
  const refused: { index: number; reason: string }[] = [];
  for (const error of errors) {
    refused.push({ index: Number(step.exec(error.path)?.[1]), reason: error.message });
  }
  const told = new Set(refused.map(({ index }) => index));
  for (const index of changes.keys()) {
    const done = (data as Record<string, unknown>)[`m${index}`];
    if (done === null && !told.has(index)) refused.push({ index, reason: "GitHub did not do it" });
  }
  return refused;
}

/** Exported for the test that compares it with GitHub's schema. */
export function mutationOf(changes: readonly CommentChange[]): { query: string; variables: object } {
  const mutations = changes.map(stepOf);
  const declared = mutations.map(({ type }, index) => `$i${index}: ${type}!`).join(", ");
  const fields = mutations.map(
    ({ field }, index) => `m${index}: ${field}(input: $i${index}) { clientMutationId }`,
  );
  return {
    query: `mutation Comments(${declared}) {\n${fields.join("\n")}\n}`,
    variables: Object.fromEntries(mutations.map(({ input }, index) => [`i${index}`, input])),
  };
}

function stepOf(change: CommentChange): Mutation {
  if (change.do === "add")
    return mutation("addComment", { subjectId: change.pullRequest, body: change.body });
  if (change.do === "edit") {
    return change.of === "issue"
      ? mutation("updateIssueComment", { id: change.comment, body: change.body })
      : mutation("updatePullRequestReviewComment", {
          pullRequestReviewCommentId: change.comment,
          body: change.body,
        });
  }
  if (change.do === "delete") {
    const field = change.of === "issue" ? "deleteIssueComment" : "deletePullRequestReviewComment";
    return mutation(field, { id: change.comment });
  }
  if (change.do === "resolve") return mutation("resolveReviewThread", { threadId: change.thread });
  if (change.do === "fold")
    return mutation("minimizeComment", { subjectId: change.comment, classifier: "RESOLVED" });
  if (change.do === "react")
    return mutation("addReaction", { subjectId: change.to, content: reactions[change.with] });
  if (change.do === "answer") {
    return mutation("addPullRequestReviewThreadReply", {
      pullRequestReviewThreadId: change.thread,
      body: change.body,
    });
  }
  return mutation("unminimizeComment", { subjectId: change.comment });
}

const reactions: Readonly<Record<Reaction, string>> = {
  eyes: "EYES",
  done: "THUMBS_UP",
  confused: "CONFUSED",
  refused: "THUMBS_DOWN",
};

/** GitHub names the input of a mutation after it. */
function mutation(field: string, input: object): Mutation {
  return { field, type: `${field.slice(0, 1).toUpperCase()}${field.slice(1)}Input`, input };
}

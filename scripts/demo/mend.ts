/** Plays the author of a pull request: commits what the App suggests, follows its link to the note, and answers what only a person knows. */

import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";

import * as person from "../../sandbox/person.ts";
import { suggestionsIn } from "../../sandbox/state/suggestions.ts";
import type { PullRequest, ReviewComment } from "../../sandbox/world.ts";
import type { DemoGitHub } from "./github.ts";
import { answerGaps } from "./project.ts";

/** The App's comments whose suggestion can be committed. */
export function openSuggestions({ app }: DemoGitHub, pull: PullRequest): ReviewComment[] {
  return pull.threads
    .filter((thread) => thread.line !== null && thread.resolvedBy === null)
    .flatMap(({ comments }) => comments.slice(0, 1))
    .filter(({ author, body }) => author === app.bot && suggestionsIn(body).length > 0);
}

/** Presses *Commit suggestion* on each, in one commit, and writes what they leave open. */
export async function commitSuggestions(
  { sandbox, author }: DemoGitHub,
  pull: PullRequest,
  comments: readonly ReviewComment[],
): Promise<void> {
  await person.applySuggestions(sandbox, author, comments);
  const git = sandbox.git(pull.repository);
  const files: Record<string, string> = {};
  for (const path of new Set(comments.map(({ thread }) => thread.path))) {
    const text = (await git.blob(pull.headOid, path))?.bytes.toString("utf8") ?? "";
    const answered = answerGaps(text);
    if (answered !== text) files[path] = answered;
  }
  if (Object.keys(files).length === 0) return;
  await person.push(sandbox, author, pull.repository, {
    branch: pull.headRef,
    files,
    message: "Say why this is safe",
  });
}

/** The link in the App's comment that opens the new-file page, filled in. Null: no note is missing. */
export function noteLink({ app }: DemoGitHub, pull: PullRequest): string | null {
  const comment = pull.comments.find(({ author, minimized }) => author === app.bot && minimized === null);
  if (comment === undefined) return null;
  const links: string[] = [];
  visit(unified().use(remarkParse).use(remarkGfm).parse(comment.body), (url) => links.push(url));
  return links.find((link) => new URL(link, "http://localhost").pathname.split("/")[3] === "new") ?? null;
}

/** Opens the link, answers the gaps in the text area, and commits. */
export async function addNote({ sandbox, author }: DemoGitHub, link: string): Promise<string> {
  const file = person.openNewFilePage(sandbox, author, link);
  const content = answerGaps(file.content);
  await person.commitNewFile(sandbox, author, { ...file, content });
  return `${file.path}\n\n${content}`;
}

function visit(node: { type: string; url?: string; children?: unknown[] }, see: (url: string) => void): void {
  if (node.type === "link" && node.url !== undefined) see(node.url);
  for (const child of node.children ?? []) visit(child as typeof node, see);
}

/** Every type of GitHub's schema that the sandbox knows, with its fields. */

import type { Table } from "./resolver.ts";
import { app, checkAnnotation, checkRun, checkSuite } from "./types/check.ts";
import { contentEdit, issueComment, review, reviewComment, reviewThread } from "./types/comment.ts";
import { blob, commit, gpgSignature, ref, tag, tree, treeEntry } from "./types/git.ts";
import { mergeQueue, mergeQueueEntry } from "./types/merge-queue.ts";
import { mutation } from "./types/mutation.ts";
import {
  changedFile,
  headForcePush,
  issue,
  pullRequest,
  pullRequestCommit,
  timelineEvent,
} from "./types/pull-request.ts";
import { query } from "./types/query.ts";
import { reaction, reactionGroup } from "./types/reaction.ts";
import { account, bot, repository } from "./types/repository.ts";

/** By the name of the type. Types that are not here are plain data: pages of lists and answers of mutations. */
export const registry: ReadonlyMap<string, Table<never>> = new Map<string, Table<never>>([
  ["Query", query],
  ["Mutation", mutation],
  ["Repository", repository],
  ["User", account],
  ["Organization", account],
  ["Bot", bot],
  ["PullRequest", pullRequest],
  ["PullRequestCommit", pullRequestCommit],
  ["PullRequestChangedFile", changedFile],
  ["BaseRefChangedEvent", timelineEvent],
  ["BaseRefForcePushedEvent", timelineEvent],
  ["AutomaticBaseChangeSucceededEvent", timelineEvent],
  ["HeadRefForcePushedEvent", headForcePush],
  ["Reaction", reaction],
  ["ReactionGroup", reactionGroup],
  ["MergeQueue", mergeQueue],
  ["MergeQueueEntry", mergeQueueEntry],
  ["Issue", issue],
  ["UserContentEdit", contentEdit],
  ["IssueComment", issueComment],
  ["PullRequestReview", review],
  ["PullRequestReviewThread", reviewThread],
  ["PullRequestReviewComment", reviewComment],
  ["CheckSuite", checkSuite],
  ["CheckRun", checkRun],
  ["CheckAnnotation", checkAnnotation],
  ["App", app],
  ["Commit", commit],
  ["GpgSignature", gpgSignature],
  ["Tree", tree],
  ["TreeEntry", treeEntry],
  ["Blob", blob],
  ["Tag", tag],
  ["Ref", ref],
]);

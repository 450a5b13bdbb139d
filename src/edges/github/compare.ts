/** What differs between two commits, as GitHub's REST interface lists it: old names and patches, which GraphQL does not have. */

import { GitHubTrouble } from "../../review/github.ts";
import { thousands } from "../../core/thousands.ts";
import type { Client, Manner } from "./client.ts";
import { needList, needText, textAt } from "./json.ts";
import type { TreeFiles } from "./whole-tree.ts";
import { wholeTree } from "./whole-tree.ts";

/** One changed file. */
export interface Row {
  path: string;
  /** The path before the change when it differs, else null. */
  oldPath: string | null;
  status: "added" | "removed" | "modified" | "renamed";
}

export interface Comparison {
  mergeBase: string;
  /** When it was committed, milliseconds since the epoch. */
  date: number;
  rows: Row[];
  /** By path, of the files that GitHub shows one for. Where it shows none, the file changed all the same. */
  patches: Map<string, string>;
  unlisted: { count: number; reason: string } | null;
}

/** The files that one comparison lists, and a pull request (GitHub's documentation). */
const comparisonLimit = 300;
const pullRequestLimit = 3_000;
const pageSize = 100;
/** So many pages are asked for at a time. */
const atOnce = 4;

const manner: Manner = { count: "reads", right: "reading", again: true };
const further: Manner = { ...manner, count: "others" };

interface Place {
  owner: string;
  name: string;
}

/** A pull request, for what a comparison does not list. */
export interface Counted {
  number: number;
  fileCount: number;
}

/** From the merge base to the head. Both are ids: the commit of a fork is found through the base repository, which keeps it as the head of the pull request. Throws `GitHubTrouble`. */
export async function compare(
  client: Client,
  { owner, name }: Place,
  base: string,
  head: string,
  counted: Counted | null,
): Promise<Comparison> {
  const data = await client.rest(
    {
      route: "GET /repos/{owner}/{repo}/compare/{basehead}",
      // Files stand on the first page only, however few commits it lists.
      parameters: { owner, repo: name, basehead: `${base}...${head}`, per_page: 1, page: 1 },
    },
    manner,
  );
  const mergeBase = needText(data, "merge_base_commit", "sha");
  const date = Date.parse(needText(data, "merge_base_commit", "commit", "committer", "date"));
  const comparison: Comparison = { mergeBase, date, rows: [], patches: new Map(), unlisted: null };
  const files = needList(data, "files");
  if (counted !== null && (counted.fileCount > comparisonLimit || files.length > comparisonLimit)) {
    await addPages(client, { owner, name }, counted, comparison);
    return comparison;
  }
  for (const file of files) addRow(comparison, file);
  if (counted === null && files.length >= comparisonLimit)
    await addRest(client, { owner, name }, head, comparison);
  return comparison;
}

function addRow({ rows, patches }: Comparison, file: unknown): void {
  const path = needText(file, "filename");
  const status = needText(file, "status");
  const old = textAt(file, "previous_filename");
  const patch = textAt(file, "patch");
  if (patch !== null) patches.set(path, patch);
  if (status === "renamed" && old !== null) rows.push({ path, oldPath: old, status });
  // The original of a copy stays as it was.
  else if (status === "added" || status === "copied") rows.push({ path, oldPath: null, status: "added" });
  else rows.push({ path, oldPath: null, status: status === "removed" ? status : "modified" });
}

/** The pages of a pull request's files, as many as GitHub lists. */
async function addPages(
  client: Client,
  { owner, name }: Place,
  { number, fileCount }: Counted,
  comparison: Comparison,
): Promise<void> {
  const listed = Math.min(fileCount, pullRequestLimit);
  const pages = Array.from({ length: Math.ceil(listed / pageSize) }, (_, index) => index + 1);
  for (let at = 0; at < pages.length; at += atOnce) {
    const answers = await Promise.all(
      pages.slice(at, at + atOnce).map((page) =>
        client.rest(
          {
            route: "GET /repos/{owner}/{repo}/pulls/{pull_number}/files",
            parameters: { owner, repo: name, pull_number: number, per_page: pageSize, page },
          },
          further,
        ),
      ),
    );
    for (const file of answers.flatMap((answer) => needList(answer))) addRow(comparison, file);
  }
  const missing = fileCount - comparison.rows.length;
  if (missing > 0) {
    const reason = `GitHub lists no more than ${thousands(pullRequestLimit)} files of a pull request`;
    comparison.unlisted = { count: missing, reason };
  }
}

/** Where no pull request lists the rest, the trees of both commits are compared. A file that was moved is a removed and an added one then. */
async function addRest(client: Client, place: Place, head: string, comparison: Comparison): Promise<void> {
  const [before, after] = await Promise.all([
    wholeTree(client, place, comparison.mergeBase),
    wholeTree(client, place, head),
  ]);
  if (before === null || after === null) {
    const reason = `GitHub lists no more than ${comparisonLimit} files of a comparison`;
    comparison.unlisted = { count: 1, reason };
    return;
  }
  const known = new Set(comparison.rows.flatMap(({ path, oldPath }) => [path, oldPath]));
  comparison.rows.push(...differences(before, after).filter(({ path }) => !known.has(path)));
}

function differences(before: TreeFiles, after: TreeFiles): Row[] {
  const rows: Row[] = [];
  for (const [path, { id, mode }] of after) {
    const old = before.get(path);
    if (old === undefined) rows.push({ path, oldPath: null, status: "added" });
    else if (old.id !== id || old.mode !== mode) rows.push({ path, oldPath: null, status: "modified" });
  }
  for (const path of before.keys())
    if (!after.has(path)) rows.push({ path, oldPath: null, status: "removed" });
  return rows;
}

/** No common ancestor is told as 404: the commits are there all the same. */
export function asRefused(cause: unknown): never {
  if (cause instanceof GitHubTrouble && cause.kind === "gone" && /common ancestor/iu.test(cause.message))
    throw new GitHubTrouble("refused", "the base and the head of the pull request have no common ancestor");
  throw cause;
}

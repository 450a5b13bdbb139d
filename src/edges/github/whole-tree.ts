/** All files of one commit, for the changes whose effect could lie anywhere in it. */

import type { Entry } from "../../gather/source.ts";
import type { Client } from "./client.ts";
import { isAt, needList, needText, textAt } from "./json.ts";

export type TreeFiles = ReadonlyMap<string, Entry>;

/** Null: GitHub does not list a tree of this size (100,000 entries). Throws `GitHubTrouble`. */
export async function wholeTree(
  client: Client,
  { owner, name }: { owner: string; name: string },
  commit: string,
): Promise<TreeFiles | null> {
  const data = await client.rest(
    {
      route: "GET /repos/{owner}/{repo}/git/trees/{tree_sha}",
      parameters: { owner, repo: name, tree_sha: commit, recursive: "1" },
    },
    { count: "others", right: "reading", again: true },
  );
  if (isAt(data, "truncated")) return null;
  const files = new Map<string, Entry>();
  for (const item of needList(data, "tree")) {
    if (textAt(item, "type") === "tree") continue;
    files.set(needText(item, "path"), {
      mode: needText(item, "mode"),
      id: needText(item, "sha"),
      disk: null,
    });
  }
  return files;
}

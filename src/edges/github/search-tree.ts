/** Searches the files of a commit: one download of its archive, looked through as it comes. */

import { createGunzip } from "node:zlib";

import { contentOf, sizeLimit, tooLarge } from "../../core/content.ts";
import { TreeSearch } from "../../core/usage/tree-search.ts";
import { hangsOnAll } from "../../core/usage/usage-of.ts";
import type { NameSearch, SearchedTree, TreeFindings } from "../../core/usage/usage.ts";
import type { Release } from "../../gather/source.ts";
import { GitHubTrouble } from "../../review/github.ts";
import type { Client } from "./client.ts";
import type { Memory } from "./memory.ts";
import { tarFiles } from "./tar.ts";
import { wholeTree } from "./whole-tree.ts";

export interface TreeRequest {
  repository: { owner: string; name: string };
  mergeBase: string;
  searches: readonly NameSearch[];
  isMigration: (path: string) => boolean;
  release: Release;
}

/** Bytes of an archive as it comes, and of what is in it. */
const mostPacked = 50_000_000;
const mostUnpacked = 500_000_000;

class TooMuch extends Error {}

/** The files of the release, or of the merge base where there is none. Throws `GitHubTrouble` where GitHub wants no requests now. */
export async function searchTree(
  client: Client,
  memory: Memory,
  request: TreeRequest,
): Promise<SearchedTree> {
  const { release, mergeBase, searches } = request;
  const tag = release?.tag ?? null;
  const commit = release === null ? mergeBase : (release.commit ?? `refs/tags/${release.tag}`);
  const key = JSON.stringify([client.id.id, commit, mergeBase, searches]);
  const known = memory.searched.get(key);
  if (known !== undefined) return { release: tag, commit, findings: known };
  try {
    const findings = await searchArchive(client, request, commit);
    memory.searched.set(key, findings);
    return { release: tag, commit, findings };
  } catch (cause) {
    const words = troubleWords(cause);
    if (words === null) throw cause;
    return { release: tag, trouble: words };
  }
}

/** Null: it is no trouble to be told, but one to wait for, or a fault of ours. */
function troubleWords(cause: unknown): string | null {
  if (cause instanceof TooMuch) return cause.message;
  if (cause instanceof GitHubTrouble)
    return cause.kind === "limited" || cause.kind === "uninstalled"
      ? null
      : `GitHub did not send its archive (${cause.kind})`;
  if (cause instanceof Error && "code" in cause) return `the archive broke off (${String(cause.code)})`;
  return cause instanceof Error && /archive/u.test(cause.message) ? cause.message : null;
}

async function searchArchive(
  client: Client,
  { repository, searches, isMigration }: TreeRequest,
  commit: string,
): Promise<TreeFindings> {
  const search = new TreeSearch(searches, isMigration);
  const { owner, name } = repository;
  const packed = await client.download(
    { route: "GET /repos/{owner}/{repo}/tarball/{ref}", parameters: { owner, repo: name, ref: commit } },
    { count: "others", right: "reading", again: false },
  );
  const seen = new Set<string>();
  const unpacked = packed.pipe(createGunzip());
  packed.on("error", (cause) => unpacked.destroy(cause));
  let received = 0;
  packed.on("data", (chunk: Buffer) => {
    received += chunk.length;
    if (received > mostPacked)
      packed.destroy(new TooMuch(`its archive has more than ${mostPacked / 1_000_000} MB`));
  });
  try {
    for await (const { path, size, bytes } of tarFiles(counted(unpacked), sizeLimit)) {
      seen.add(path);
      if (!search.wants(path)) continue;
      if (bytes === null) {
        search.skip(path, tooLarge(size));
        continue;
      }
      const content = contentOf(bytes);
      if ("text" in content) search.add(path, content.text);
      else search.skip(path, content.unread);
    }
  } finally {
    packed.destroy();
    unpacked.destroy();
  }
  const findings = search.result();
  if (!hangsOnAll(findings)) return findings;
  // An archive leaves out what the repository says is not to be exported, and what is bound in from another one.
  const files = await wholeTree(client, repository, commit);
  if (files === null) search.leaveOut("GitHub does not list all of its files");
  for (const [path, { mode }] of files ?? []) {
    if (mode === "160000") search.skipFolder(path);
    else if (mode !== "120000" && !seen.has(path)) search.skip(path, "it is not in the archive");
  }
  return search.result();
}

async function* counted(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > mostUnpacked) throw new TooMuch(`it has more than ${mostUnpacked / 1_000_000} MB of files`);
    yield chunk;
  }
}

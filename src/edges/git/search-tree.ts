/** Searches the files of a commit: git finds those that could name something, and only these are read. */

import { TreeSearch } from "../../core/usage/tree-search.ts";
import type { NameSearch, SearchedTree } from "../../core/usage/usage.ts";
import { hangsOnAll } from "../../core/usage/usage-of.ts";
import { isSource } from "../../core/usage/role-of-path.ts";
import type { Release } from "../../gather/source.ts";
import { fields, pathText } from "./path-bytes.ts";
import type { Repository } from "./repository.ts";
import { runGit } from "./run-git.ts";

/** So many contents are held at a time. */
const batch = 64;
/** More files than this are not read, nor more characters of them. */
const mostFiles = 20_000;
const mostText = 300_000_000;
/** What stands for a file that is not in the repository. */
const pointer = "https://git-lfs.github.com/spec/";

/** The files of the release, or of the base where there is none. */
export async function searchTree(
  repository: Repository,
  base: string,
  searches: readonly NameSearch[],
  isMigration: (path: string) => boolean,
  release: Release,
): Promise<SearchedTree> {
  const commit = release === null ? base : await repository.resolve(`refs/tags/${release.tag}`);
  const search = new TreeSearch(searches, isMigration);
  const tree = await repository.tree(commit);
  const wanted = tree.paths.filter((path) => search.wants(path));
  const matched = await filesWith(repository, commit, ["-F", "-f", "-"], [...search.patterns, pointer]);
  const unmatched: string[] = [];
  const found: string[] = [];
  for (const path of wanted) {
    const mode = tree.entry(path)?.mode;
    if (mode !== "160000" && mode !== "120000") (matched.has(path) ? found : unmatched).push(path);
  }
  if (found.length > mostFiles) search.leaveOut(`more than ${mostFiles} files have one of the words`);
  await readAll(repository, tree, search, found.slice(0, mostFiles));
  for (const path of unmatched) search.pass(path);
  const findings = search.result();
  if (!hangsOnAll(findings)) return { release: release?.tag ?? null, commit, findings };
  for (const path of wanted) if (tree.entry(path)?.mode === "160000") search.skipFolder(path);
  // Text that git takes for binary, such as UTF-16, has no word that it could find.
  const texts = await filesWith(repository, commit, ["-I", "-e", ""], []);
  for (const path of unmatched.filter((one) => !texts.has(one) && isSource(one))) {
    const entry = tree.entry(path);
    const content = entry === null ? null : await repository.content(entry);
    if (content !== null && "unread" in content) search.skip(path, content.unread);
  }
  return { release: release?.tag ?? null, commit, findings: search.result() };
}

/** Paths of the files with one of the patterns, in any case. */
async function filesWith(
  repository: Repository,
  commit: string,
  how: readonly string[],
  patterns: readonly string[],
): Promise<ReadonlySet<string>> {
  const args = [
    "grep",
    "-l",
    "-z",
    "-i",
    "--full-name",
    "--no-textconv",
    "--no-recurse-submodules",
    ...how,
    commit,
  ];
  const { stdout } = await runGit(repository.directory, args, {
    answers: [1],
    input: patterns.map((pattern) => `${pattern}\n`).join(""),
  });
  return new Set(fields(stdout).map((field) => pathText(field.subarray(commit.length + 1))));
}

async function readAll(
  repository: Repository,
  tree: Awaited<ReturnType<Repository["tree"]>>,
  search: TreeSearch,
  paths: readonly string[],
): Promise<void> {
  let characters = 0;
  for (let at = 0; at < paths.length; at += batch) {
    if (characters > mostText) return search.leaveOut(`it is more than ${mostText / 1_000_000} MB of text`);
    const some = paths.slice(at, at + batch);
    const contents = await Promise.all(
      some.map((path) => {
        const entry = tree.entry(path);
        return entry === null ? null : repository.content(entry);
      }),
    );
    for (const [index, path] of some.entries()) {
      const content = contents[index] ?? null;
      if (content === null) continue;
      if ("unread" in content) search.skip(path, content.unread);
      else {
        characters += content.text.length;
        search.add(path, content.text);
      }
    }
  }
}

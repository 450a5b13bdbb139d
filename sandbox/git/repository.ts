/** One bare git repository of the sandbox: its branches and tags, and what can be read and written. */

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { diffTrees } from "./diff.ts";
import type { DiffFile } from "./diff.ts";
import { readCommit, readTree, writeCommit } from "./objects.ts";
import type { Commit, Signature, TreeEntry } from "./objects.ts";
import type { GitObject, ObjectReader } from "./object-reader.ts";
import { runGit } from "./run-git.ts";
import { ObjectWriter } from "./write-objects.ts";
import type { FileChange } from "./write-objects.ts";

/** A file or folder with its whole path. */
export interface TreePath extends Omit<TreeEntry, "name"> {
  path: string;
}

export interface NewCommit {
  /** Null for the first commit. Further parents make it a merge. */
  parents: readonly string[];
  /** What differs from the first parent. */
  changes: ReadonlyMap<string, FileChange>;
  message: string;
  author: Signature;
  committer: Signature;
}

export class GitRepository {
  readonly directory: string;
  readonly #reader: ObjectReader;
  readonly #writer: ObjectWriter;
  /** Full names of references with their commits. Only the sandbox writes them. */
  readonly refs = new Map<string, string>();
  readonly #diffs = new Map<string, Promise<DiffFile[]>>();
  readonly #mergeBases = new Map<string, Promise<string | null>>();
  readonly #ranges = new Map<string, Promise<string[]>>();

  /** `reader` reads the objects that the whole network of forks shares. */
  constructor(directory: string, reader: ObjectReader) {
    this.directory = directory;
    this.#reader = reader;
    this.#writer = new ObjectWriter(directory, reader);
  }

  /** Reads the references from disk: after an import. */
  async loadRefs(): Promise<void> {
    const format = "--format=%(refname)%00%(objectname)";
    const { stdout } = await runGit(this.directory, ["for-each-ref", format]);
    for (const line of stdout.toString("utf8").split("\n")) {
      const [name = "", oid = ""] = line.split("\0");
      if (name !== "") this.refs.set(name, oid);
    }
  }

  branch(name: string): string | null {
    return this.refs.get(`refs/heads/${name}`) ?? null;
  }

  branches(): string[] {
    return this.#under("refs/heads/");
  }

  tags(): string[] {
    return this.#under("refs/tags/");
  }

  /** Moves a reference, makes it, or with null removes it. */
  setRef(name: string, oid: string | null): void {
    const file = join(this.directory, name);
    if (oid === null) {
      rmSync(file, { force: true });
      this.refs.delete(name);
      return;
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${oid}\n`);
    this.refs.set(name, oid);
  }

  /** The commit that a revision names: an id, a branch, a tag, a full reference, `HEAD`. Null: none. */
  async resolve(revision: string): Promise<string | null> {
    if (revision === "HEAD") return this.resolve(this.head);
    const refs = [revision, `refs/heads/${revision}`, `refs/tags/${revision}`, `refs/${revision}`];
    const named = refs.map((name) => this.refs.get(name)).find((oid) => oid !== undefined);
    if (named === undefined && !/^[0-9a-f]{40}$/u.test(revision)) return null;
    return this.#peel(named ?? revision);
  }

  /** The reference that `HEAD` means. */
  head = "refs/heads/main";

  /** Any object by its id; null: there is none. */
  async object(oid: string): Promise<GitObject | null> {
    return this.#reader.read(oid);
  }

  /** Null: no such commit. */
  async commit(oid: string): Promise<Commit | null> {
    const object = await this.#reader.read(oid);
    return object?.type === "commit" ? readCommit(oid, object.bytes) : null;
  }

  /** The content of a blob by its id. */
  async blobById(oid: string): Promise<Buffer | null> {
    const object = await this.#reader.read(oid);
    return object?.type === "blob" ? object.bytes : null;
  }

  /** A file of a revision. Null when there is none at the path, or it is a folder. */
  async blob(revision: string, path: string): Promise<{ oid: string; mode: string; bytes: Buffer } | null> {
    const entry = await this.entry(revision, path);
    if (entry?.type !== "blob") return null;
    const bytes = await this.blobById(entry.oid);
    return bytes === null ? null : { oid: entry.oid, mode: entry.mode, bytes };
  }

  /** What stands at a path of a revision; the whole tree for the empty path. */
  async entry(revision: string, path: string): Promise<TreePath | null> {
    const root = await this.rootTree(revision);
    if (root === null) return null;
    let entry: TreePath = { path: "", mode: "040000", type: "tree", oid: root };
    if (path === "") return entry;
    for (const name of path.split("/")) {
      const inside: readonly TreeEntry[] = entry.type === "tree" ? await this.treeById(entry.oid) : [];
      const next: TreeEntry | undefined = inside.find((candidate) => candidate.name === name);
      if (next === undefined) return null;
      entry = { path, mode: next.mode, type: next.type, oid: next.oid };
    }
    return entry;
  }

  /** The id of the tree of a commit, or of a tree itself. */
  async rootTree(revision: string): Promise<string | null> {
    const commit = await this.resolve(revision);
    if (commit !== null) return (await this.commit(commit))?.tree ?? null;
    const object = /^[0-9a-f]{40}$/u.test(revision) ? await this.#reader.read(revision) : null;
    return object?.type === "tree" ? object.oid : null;
  }

  /** The entries of a tree by its id, not of the trees in it. */
  async treeById(oid: string): Promise<readonly TreeEntry[]> {
    const object = await this.#reader.read(oid);
    return object?.type === "tree" ? entriesOf(object) : [];
  }

  /** The entries of a folder of a revision; null: there is no such folder. */
  async tree(revision: string, path = ""): Promise<readonly TreeEntry[] | null> {
    const entry = await this.entry(revision, path);
    return entry?.type === "tree" ? this.treeById(entry.oid) : null;
  }

  /** Everything below a tree, folders before what is in them. */
  async walk(tree: string, folder = ""): Promise<TreePath[]> {
    const found: TreePath[] = [];
    for (const { name, ...entry } of await this.treeById(tree)) {
      const path = folder === "" ? name : `${folder}/${name}`;
      found.push({ path, ...entry });
      if (entry.type === "tree") found.push(...(await this.walk(entry.oid, path)));
    }
    return found;
  }

  /** What differs between two commits or trees, with patches. */
  async diff(base: string, head: string): Promise<DiffFile[]> {
    return once(this.#diffs, `${base} ${head}`, () => diffTrees(this.directory, base, head));
  }

  /** Null: the histories have nothing in common. */
  async mergeBase(one: string, other: string): Promise<string | null> {
    return once(this.#mergeBases, `${one} ${other}`, async () => {
      if ((await this.#line(one, other)) !== null) return one;
      if ((await this.#line(other, one)) !== null) return other;
      const { stdout } = await runGit(this.directory, ["merge-base", one, other], { answers: [1] });
      return stdout.toString("latin1").trim() || null;
    });
  }

  /** The commits of `base..head`, oldest first. */
  async commits(base: string, head: string): Promise<Commit[]> {
    const oids = await once(this.#ranges, `${base} ${head}`, async () => {
      const line = (await this.#line(base, head)) ?? ((await this.#line(head, base)) === null ? null : []);
      if (line !== null) return line;
      const args = ["rev-list", "--reverse", "--topo-order", head, `^${base}`];
      const { stdout } = await runGit(this.directory, args);
      return stdout.toString("latin1").split("\n").filter(Boolean);
    });
    const commits = await Promise.all(oids.map((oid) => this.commit(oid)));
    return commits.filter((commit) => commit !== null);
  }

  /** How many commits of `base..head`, and of `head..base`. */
  async distance(base: string, head: string): Promise<{ ahead: number; behind: number }> {
    const [ahead, behind] = await Promise.all([this.commits(base, head), this.commits(head, base)]);
    return { ahead: ahead.length, behind: behind.length };
  }

  /** Whether `older` is in the history of `newer`. */
  async contains(newer: string, older: string): Promise<boolean> {
    return (await this.mergeBase(newer, older)) === older;
  }

  /** Writes a commit; no reference moves. */
  async write(commit: NewCommit): Promise<string> {
    const [first] = commit.parents;
    const from = first === undefined ? null : await this.rootTree(first);
    const tree = await this.#writer.changeTree(from, commit.changes);
    return this.writeCommit({ ...commit, tree, parents: [...commit.parents] });
  }

  /** Writes a commit of a tree that exists. */
  writeCommit({ tree, parents, author, committer, message }: Omit<Commit, "oid">): string {
    return this.#writer.write("commit", writeCommit({ tree, parents, author, committer, message }));
  }

  /** The tree of two commits merged; null: they conflict. */
  async mergeTree(one: string, other: string): Promise<string | null> {
    const { stdout, code } = await runGit(this.directory, ["merge-tree", "--write-tree", one, other], {
      answers: [1],
    });
    return code === 0 ? stdout.toString("latin1").trim() : null;
  }

  /** The commits from one to another, oldest first, where a short line without merges leads there: then no process is needed. */
  async #line(from: string, to: string): Promise<string[] | null> {
    const line: string[] = [];
    for (let at = to; line.length < longestLine;) {
      if (at === from) return line.toReversed();
      const [parent, ...others] = (await this.commit(at))?.parents ?? [];
      if (parent === undefined || others.length > 0) return null;
      line.push(at);
      at = parent;
    }
    return null;
  }

  async #peel(oid: string): Promise<string | null> {
    const object = await this.#reader.read(oid);
    if (object?.type === "commit") return oid;
    const target =
      object?.type === "tag" ? /^object ([0-9a-f]{40})$/mu.exec(object.bytes.toString("latin1")) : null;
    return target?.[1] === undefined ? null : this.#peel(target[1]);
  }

  #under(prefix: string): string[] {
    const names = [...this.refs.keys()].filter((name) => name.startsWith(prefix));
    return names.map((name) => name.slice(prefix.length)).toSorted();
  }
}

const trees = new WeakMap<GitObject, readonly TreeEntry[]>();

/** Large folders are looked into for every file in them: each is taken apart once, as long as its object is kept. */
function entriesOf(tree: GitObject): readonly TreeEntry[] {
  const known = trees.get(tree);
  if (known !== undefined) return known;
  const entries = readTree(tree.bytes);
  trees.set(tree, entries);
  return entries;
}

const mostKept = 500;
const longestLine = 50;

/** Answers that can never change: they are between commits. A failure is not kept. */
function once<T>(kept: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const asked = ask();
  kept.set(key, asked);
  asked.catch(() => kept.delete(key));
  for (const oldest of kept.keys()) {
    if (kept.size <= mostKept) break;
    kept.delete(oldest);
  }
  return asked;
}

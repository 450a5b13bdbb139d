/** A git repository as Lockstep asks it: revisions, ranges, trees and contents. Nothing is ever written. */

import { resolve } from "node:path";

import type { Content } from "../../core/change.ts";
import { UserError } from "../../core/errors.ts";
import { changedOnDisk, changedStaged, changedBetween } from "./changed-files.ts";
import type { ChangedFile, Entry } from "../../gather/source.ts";
import { lastTag } from "./last-tag.ts";
import { loadEntry } from "./load.ts";
import { ObjectReader } from "./object-reader.ts";
import * as revisions from "./revisions.ts";
import { runGit } from "./run-git.ts";
import { readTree } from "./tree-listing.ts";
import type { TreeListing } from "./tree-listing.ts";

export class Repository {
  /** The top of the checkout; the folder that was opened when there is none (a bare repository). */
  readonly directory: string;
  /** There is a checkout: files on disk and an index. */
  readonly checkout: boolean;
  /** The history is cut off. */
  readonly shallow: boolean;
  readonly objects: ObjectReader;

  private constructor(directory: string, checkout: boolean, shallow: boolean) {
    this.directory = directory;
    this.checkout = checkout;
    this.shallow = shallow;
    this.objects = new ObjectReader(directory);
  }

  /** Opens the repository that a folder is in. Throws a UserError when it is in none. */
  static async open(folder: string): Promise<Repository> {
    const questions = ["--is-inside-work-tree", "--is-shallow-repository", "--show-cdup"];
    const { stdout } = await runGit(folder, ["rev-parse", ...questions]);
    const [inside, shallow, up = ""] = stdout.toString("utf8").split("\n");
    const checkout = inside === "true";
    return new Repository(checkout ? resolve(folder, up) : resolve(folder), checkout, shallow === "true");
  }

  /** The id of a commit. Throws a UserError when nothing is called so. */
  resolve(revision: string): Promise<string> {
    return revisions.resolveCommit(this, revision);
  }

  /** Where two commits parted. Throws a UserError when they never were one. */
  mergeBase(base: string, head: string): Promise<string> {
    return revisions.mergeBase(this, base, head);
  }

  /** The branch that changes go to. Throws a UserError when nothing tells. */
  defaultBranch(): Promise<{ name: string; id: string }> {
    return revisions.defaultBranch(this);
  }

  /** The files that differ between a commit and another, the index (`staged`) or the files on disk (`worktree`, with new files that git does not ignore). */
  async changedFiles(base: string, head: string): Promise<ChangedFile[]> {
    if (head !== "staged" && head !== "worktree") return changedBetween(this.directory, base, head);
    if (!this.checkout) {
      throw new UserError(`\`${this.directory}\` has no checkout. Name the revision to look at: --head REV`);
    }
    return head === "staged" ? changedStaged(this.directory, base) : changedOnDisk(this.directory, base);
  }

  /** The files of a revision. */
  async tree(revision: string): Promise<TreeListing> {
    const args = ["ls-tree", "-r", "-z", "--full-tree", "--end-of-options", revision];
    return readTree((await runGit(this.directory, args)).stdout);
  }

  /** The content of an entry of a tree or a change. */
  content(entry: Entry): Promise<Content> {
    return loadEntry(entry, this.objects, this.checkout ? this.directory : null);
  }

  /** The content of one path of a revision, null when it is not there. For many paths take `tree` and `content`. */
  async text(revision: string, path: string): Promise<Content | null> {
    const object = await this.objects.read(`${revision}:${path}`);
    if (object === null || object.type !== "blob") return null;
    return this.content({ mode: "100644", id: object.id, disk: null });
  }

  /** The nearest tag that is an ancestor of the commit (or is on it) and matches one of the globs; null when there is none. */
  lastTag(commit: string, globs: readonly string[]): Promise<string | null> {
    return lastTag(this.directory, commit, globs);
  }

  /** Ends git. */
  close(): void {
    this.objects.close();
  }
}

/** What a change is gathered from: a git repository, or a pull request on GitHub. Paths and names of objects first, contents when they are asked for. */

import type { Content } from "../core/change.ts";
import type { JudgeInput } from "../core/judge/rule.ts";
import type { NameSearch, SearchedTree } from "../core/usage/usage.ts";

/** One file as a tree, the index or the disk holds it: what is needed to load its content, and no content. */
export interface Entry {
  /** git's mode: `100644`, `100755`, `120000` (symbolic link), `160000` (submodule). */
  mode: string;
  /** The name of its object: the id of its blob, or `COMMIT:PATH`; null: the content is the file on disk, or there is none to have. */
  id: string | null;
  /** The file's name on disk, for contents that are there. */
  disk: Buffer | null;
}

/** One file of a change, before anything is loaded. */
export interface ChangedFile {
  /** The path after the change; the old one when the file is deleted. */
  path: string;
  /** The path before the change when it differs, else null. */
  oldPath: string | null;
  before: Entry | null;
  after: Entry | null;
}

/** The files of one revision, as far as they are known. */
export interface FileTree {
  /** All paths, sorted by their text. The array is never changed. */
  readonly paths: readonly string[];
  entry(path: string): Entry | null;
}

/** The last release that the merge base comes after, and the files in it; null when there is none. */
export type Release = JudgeInput["released"];

/** A policy file: the organisation's, or one that a person names. */
export interface NamedPolicy {
  path: string;
  text: string;
}

/** A change and what it stands on, before anything of it is loaded. */
export interface ChangeSource {
  /** What differs between the merge base and the head. */
  files: readonly ChangedFile[];
  /** The files of the merge base. */
  tree: FileTree;
  /** The content of an entry of `files` or `tree`. Rejects only when the source itself fails. */
  content(entry: Entry): Promise<Content>;
  /** A file at the tip of the base branch; null when it is not there. */
  tip(path: string): Promise<Content | null>;
  /** The last release before the merge base, by the globs of the policy. */
  release(globs: readonly string[]): Promise<Release>;
  /** Searches the code of the release, or of the merge base where there is none. It costs much: only for what old code could miss. Absent: it cannot be searched. */
  search?(
    searches: readonly NameSearch[],
    isMigration: (path: string) => boolean,
    release: Release,
  ): Promise<SearchedTree>;
  /** The organisation's policy, which may lock settings; null: there is none. */
  organisation: NamedPolicy | null;
}

/** One file as a tree, the index or the disk holds it: what is needed to load its content, and no content. */

export interface Entry {
  /** git's mode: `100644`, `100755`, `120000` (symbolic link), `160000` (submodule). */
  mode: string;
  /** The id of its blob; null: the content is the file on disk, or there is none to have. */
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

/** One file of a proposed change, with its text before and after. */

/** The text of a file, or why there is none: it is binary, too large, or was not to be had. */
export type Content = { text: string } | { unread: string };

export interface FileChange {
  /** The path after the change; the old one when the file is deleted. */
  path: string;
  /** The path before the change when it differs, else null. */
  oldPath: string | null;
  /** The content at the merge base, null when the file was not there. */
  before: Content | null;
  /** The content at the head, null when the file is gone. */
  after: Content | null;
}

/** What happened to the file. */
export function changeStatus(change: FileChange): "added" | "edited" | "renamed" | "deleted" {
  if (change.after === null) return "deleted";
  if (change.before === null) return "added";
  return change.oldPath === null ? "edited" : "renamed";
}

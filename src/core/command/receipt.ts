/** What our own comment keeps of the commands of a pull request, so that none is done or answered twice, and an exemption covers what was seen. */

/** How a command was taken when it was first seen. What it does now is judged anew at each review. */
export type Outcome =
  /** A once-command was done, or a standing one covers something. */
  | "done"
  /** Whoever wrote it may not. */
  | "refused"
  /** It could not be read, or means nothing here. */
  | "mistaken"
  /** A standing one whose line or comment is gone, or that somebody else changed: written again it is a new one. */
  | "ended";

export interface Receipt {
  /** The comment's own id on GitHub and the command's key: `comment-1234-0123456789abcdef`. */
  id: string;
  /** The login of the comment's author. */
  by: string;
  /** The command in one form, cut. */
  text: string;
  /** The comment. */
  link: string;
  /** When the comment was written or last edited as the command was first seen: ISO 8601, UTC. Standing commands count in this order. */
  at: string;
  outcome: Outcome;
  /** A standing command: the keys of the operations or problems that it covers, of those that our last check before `at` listed. Else empty. */
  keys: string[];
}

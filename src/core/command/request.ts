/** What people ask for in comments: the commands, as data. */

import type { Exemption } from "../judge/exception-text.ts";

/** Done when seen, once. */
export const onceVerbs = ["check", "draft", "draft commit", "explain", "preview", "help", "wrong"] as const;

/** They hold as long as the comment says so. */
export const standingVerbs = ["exempt", "revoke", "waive"] as const;

export const verbs = [...onceVerbs, ...standingVerbs] as const;
export type Verb = (typeof verbs)[number];

/** Which operations a standing command names. `thread`: those of the inline comment that it answers. */
export type Aim = { of: "target"; exemption: Exemption } | { of: "all" } | { of: "thread" };

export interface OnceRequest {
  verb: (typeof onceVerbs)[number];
  /** `explain`: a rule or a kind. `wrong`: a rule, an operation, or the id of either; null: what the thread is about. Else null. */
  name: string | null;
  /** `wrong` only; else empty. */
  reason: string;
}

export interface StandingRequest {
  verb: (typeof standingVerbs)[number];
  /** Null for `waive`. */
  aim: Aim | null;
  /** `waive` only: the name of the rule. */
  rule: string | null;
  /** Never empty but for `revoke`. */
  reason: string;
  /** `YYYY-MM-DD`, inclusive, UTC. */
  until: string | null;
}

export type Request = OnceRequest | StandingRequest;

/** What is wrong with a command, and what to write instead. Texts of the author stand in backticks, and are cut. */
export interface Mistake {
  message: string;
  /** The whole right line, to be pasted; null when nothing is near. */
  paste: string | null;
}

/** One line of a comment that starts with `/lockstep`. */
export interface ReadCommand {
  /** 16 hex digits of the folded line: it stays when the comment is edited elsewhere, and two equal lines of one comment are one command. */
  key: string;
  /** The line in one form: one space each, at most 300 characters. */
  text: string;
  /** Null with a mistake. */
  request: Request | null;
  mistake: Mistake | null;
}

export interface CommandReading {
  commands: ReadCommand[];
  /** So many more lines than are read. */
  more: number;
}

export function isStanding(request: Request): request is StandingRequest {
  return (standingVerbs as readonly string[]).includes(request.verb);
}

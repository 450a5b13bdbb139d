/** What we answer to a command, where there is something to say. */

import type { Mistake, Verb } from "../../command/request.ts";
import type { StandingResult } from "../../judge/standing.ts";
import type { Verdict } from "../../verdict.ts";

/** One answer to one command of one comment. */
export interface Answer {
  /** As in its receipt: the marker `answer-ID` at the end of the text says it. */
  id: string;
  /** The command in one form. */
  text: string;
  /** The login. */
  by: string;
  /** The comment that is answered. */
  link: string;
  say: Say;
}

export type Say =
  /** It cannot be read, or names nothing that is there. */
  | { about: "mistake"; mistake: Mistake }
  /** `who`: a clause that says who may. */
  | { about: "refused"; verb: Verb; who: string }
  /** Somebody else than its author edited the comment. */
  | { about: "edited"; editor: string | null }
  /** A standing command that covers nothing, or not all that it names. `listed`: our check had listed something when it was written. */
  | { about: "cover"; result: StandingResult; verdict: Verdict; listed: boolean; who: string }
  | { about: "help" }
  /** A page of ours, Markdown. */
  | { about: "explain"; name: string; page: string }
  | { about: "preview"; verdict: Verdict }
  | { about: "thanks" }
  /** There is no note to draft. */
  | { about: "no draft" }
  | { about: "committed"; paths: readonly string[] }
  /** `reason`: a clause. `url`: where one click does it, null where nothing does. */
  | { about: "not committed"; reason: string; url: string | null }
  /** More commands than are read stand in the comment. */
  | { about: "too many"; read: number; more: number };

/** What a command is: how it is written, what it does, and how its words are read. */

import type { Mistake, Request, Verb } from "./request.ts";

/** What the words of one line come to. */
export type Reading = { request: Request } | { mistake: Mistake };

export interface Form {
  /** What is written behind `/lockstep`. */
  usage: string;
  /** What it does: a sentence. */
  says: string;
}

export interface Command {
  verb: Verb;
  forms: readonly [Form, ...Form[]];
  /** Other verbs under which people look for it: they are told its name. */
  alike: readonly string[];
  /** `rest`: what stands behind the verb, one line. */
  read(rest: string): Reading;
}

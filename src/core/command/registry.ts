/** The commands, in the order in which help lists them. */

import { defaultPolicy } from "../judge/default-policy.ts";
import { whoMay } from "../judge/authority.ts";
import type { Policy } from "../judge/policy.ts";
import type { Command, Form } from "./command.ts";
import type { Verb } from "./request.ts";
import { check } from "./commands/check.ts";
import { draftCommit } from "./commands/draft-commit.ts";
import { draft } from "./commands/draft.ts";
import { exempt } from "./commands/exempt.ts";
import { explain } from "./commands/explain.ts";
import { help } from "./commands/help.ts";
import { preview } from "./commands/preview.ts";
import { revoke } from "./commands/revoke.ts";
import { waive } from "./commands/waive.ts";
import { wrong } from "./commands/wrong.ts";

/** One line each. */
export const registry: readonly Command[] = [
  check,
  draft,
  draftCommit,
  preview,
  explain,
  exempt,
  revoke,
  waive,
  wrong,
  help,
];

export interface CommandHelp extends Form {
  verb: Verb;
  /** Who may: a clause. */
  who: string;
}

/** Every form of every command. `usage` starts with `/lockstep`. */
export function commandHelp(policy: Pick<Policy, "commands"> = defaultPolicy): CommandHelp[] {
  return registry.flatMap(({ verb, forms }) =>
    forms.map(({ usage, says }) => ({
      verb,
      usage: `/lockstep ${usage}`,
      says,
      who: whoMay(verb, null, policy),
    })),
  );
}

/** The options by which commands name the change that they look at. */

import { UserError } from "../../core/errors.ts";
import type { Arguments, OptionSpec } from "./command.ts";

export interface RangeRequest {
  repo: string;
  base: string | null;
  head: string | null;
  staged: boolean;
  notes: string[];
  policy: string | null;
}

export const rangeOptions: Record<string, OptionSpec> = {
  repo: { type: "string", value: "DIR", help: "the repository (default: the one around this folder)" },
  base: { type: "string", value: "REV", help: "what the change goes to (default: the default branch)" },
  head: { type: "string", value: "REV", help: "the change (default: the checkout as it is on disk)" },
  staged: { type: "boolean", help: "the change is what is staged for the next commit" },
  note: { type: "string", value: "PATH", multiple: true, help: "a note on the base that serves this change" },
  policy: {
    type: "string",
    value: "PATH",
    help: "this policy file instead of the base's .github/lockstep.yml",
  },
};

/** Throws `UserError` where the options contradict each other. */
export function rangeRequest(given: Arguments): RangeRequest {
  const head = given.text("head");
  const staged = given.flag("staged");
  const range = /^(.+?)\.{2,3}(.+)$/.exec(given.text("base") ?? "");
  if (range !== null) {
    throw new UserError(
      `--base takes one revision. For the range write --base ${range[1]} --head ${range[2]}.`,
    );
  }
  if (staged && head !== null) throw new UserError("Give either --head or --staged, not both.");
  return {
    repo: given.text("repo") ?? ".",
    base: given.text("base"),
    head,
    staged,
    notes: given.texts("note"),
    policy: given.text("policy"),
  };
}

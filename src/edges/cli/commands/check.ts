/** `lockstep check`: what a change of the schema still needs. */

import { visible } from "../../../core/render/visible.ts";
import { type Command, formatOption } from "../command.ts";
import { rangeOptions, rangeRequest } from "../range.ts";
import { renderVerdict } from "../render-verdict.ts";

export const check: Command = {
  usage: "[--repo DIR] [--base REV] [--head REV | --staged] [OPTIONS]",
  options: {
    ...rangeOptions,
    "require-granted": { type: "boolean", help: "exceptions count only once they are granted on the base" },
    "respect-mode": { type: "boolean", help: "exit with 1 only where the policy's mode fails the check" },
    format: formatOption("text", "json", "sarif", "github"),
  },
  positionals: { least: 0, most: 0 },
  description: `The change is everything between the merge base of base and head, and head. The policy is the base's.
The command line cannot know who allowed an exception: a proposed one counts, unless --require-granted is given.`,
  examples: [
    { line: "lockstep check", says: "this checkout against its default branch" },
    { line: "lockstep check --staged", says: "what is about to be committed" },
    { line: "lockstep check --base main --head topic --format json", says: "two revisions, for a program" },
    {
      line: "lockstep check --base origin/main --format github",
      says: "annotations in a workflow of GitHub",
    },
  ],
  async run(given, world) {
    const gathered = await world.tools.gather({
      ...rangeRequest(given),
      requireGranted: given.flag("require-granted"),
      today: world.today,
    });
    const { inspect } = await import("../../../core/inspect.ts");
    const format = given.text("format");
    const verdict = inspect(gathered.input);
    world.out(await renderVerdict(verdict, format, gathered.source, world, "change"));
    if (gathered.sameAs !== null && format !== "json" && format !== "sarif") {
      world.err(
        `Nothing differs from ${visible(gathered.sameAs)}. To compare with another revision: --base REV\n`,
      );
    }
    if (given.flag("respect-mode")) return verdict.conclusion === "failure" ? 1 : 0;
    return verdict.counts.errors > 0 ? 1 : 0;
  },
};

/** `lockstep replay`: what every change of a history would have needed. */

import { replayLine, replaySummary } from "../../../core/render/replay-text.ts";
import { serialize } from "../../../core/render/visible.ts";
import { countReplay, replayed, type ReplayedChange } from "../../../core/render/replay.ts";
import { type Command, formatOption } from "../command.ts";

export const replay: Command = {
  usage: "[--repo DIR] [--policy PATH] [--format FORMAT] RANGE",
  options: {
    repo: { type: "string", value: "DIR", help: "the repository (default: the one around this folder)" },
    policy: { type: "string", value: "PATH", help: "this policy file instead of that of each change's base" },
    format: formatOption("text", "json"),
  },
  positionals: { least: 1, most: 1 },
  description: `Goes along the first parents, so a merge is one change. Each is judged as if it were proposed now: what it
would need shows where the notes of a project stand, and is nobody's to mend.`,
  examples: [
    { line: "lockstep replay v1.0..main", says: "every change since a release" },
    { line: "lockstep replay --format json HEAD~100..HEAD", says: "the last hundred, for a program" },
  ],
  async run(given, world) {
    const [range = ""] = given.positionals;
    const json = given.text("format") === "json";
    const history = await world.tools.history({
      repo: given.text("repo") ?? ".",
      range,
      policy: given.text("policy"),
      today: world.today,
    });
    if (history.cutOff !== null) world.err(cutOffWarning(history.cutOff));
    const { inspect } = await import("../../../core/inspect.ts");
    const progress = world.progress(history.length);
    const changes: ReplayedChange[] = [];
    try {
      for await (const { input, ...commit } of history.changes()) {
        progress.step(`${commit.id.slice(0, 10)} ${commit.subject}`);
        if (input === null) {
          changes.push(replayed(commit, null, new Set()));
          continue;
        }
        const touched = input.notes.filter(({ status }) => status !== "unchanged").map(({ path }) => path);
        const change = replayed(commit, inspect(input), new Set(touched));
        changes.push(change);
        if (!json && change.migrations > 0 && !world.out(replayLine(change, world.paint))) break;
      }
    } finally {
      progress.done();
      await history.close();
    }
    const totals = countReplay(changes);
    world.out(
      json
        ? serialize({ version: 1, lockstep: world.version, range, changes, totals })
        : replaySummary(totals, world.paint),
    );
    return 0;
  },
};

function cutOffWarning(id: string): string {
  return (
    `lockstep: This clone is shallow, so the history ends at ${id.slice(0, 10)}, which seems to add all that is there. ` +
    "Get the rest of the history: git fetch --unshallow\n"
  );
}

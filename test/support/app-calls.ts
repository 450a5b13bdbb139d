/** How often the App asks GitHub for a review, counted by the sandbox. */

import type { Call } from "../../sandbox/calls.ts";
import type { RunningApp } from "./app.ts";
import { Project, dropColumn } from "./project.ts";

export interface CallFigure {
  /** What happened on GitHub. */
  event: string;
  reads: number;
  writes: number;
  /** Tokens, and look-ups of the App's rights. */
  tokens: number;
}

function figure(event: string, calls: readonly Call[]): CallFigure {
  const count = (kind: Call["kind"]): number => calls.filter((call) => call.kind === kind).length;
  return { event, reads: count("read"), writes: count("write"), tokens: count("token") };
}

/** Each of an installation that the service has not met before, unless it says otherwise. */
export async function callFigures(app: RunningApp): Promise<CallFigure[]> {
  const hundred = Object.fromEntries(
    Array.from({ length: 100 }, (_, index) => [`src/${index}.txt`, "better\n"]),
  );
  const plain = await Project.create(app);
  const opened = await app.callsOf(() => plain.open(hundred));

  const schema = await Project.create(app);
  let pullRequest: Awaited<ReturnType<Project["open"]>> | undefined;
  const first = await app.callsOf(async () => {
    pullRequest = await schema.open(dropColumn);
  });
  if (pullRequest === undefined) throw new Error("nothing was opened");
  const open = pullRequest;
  const pushed = await app.callsOf(() => schema.push(open, { "README.md": "better\n" }));
  const [last] = app.sandbox.world.deliveries.filter(({ action }) => action === "synchronize").slice(-1);
  const unchanged = await app.callsOf(async () => {
    if (last !== undefined) app.sandbox.webhooks.redeliver(last);
  });
  const noted = await app.callsOf(() => schema.addNote(open));
  const command = "/lockstep exempt drop_column users.legacy_id because nobody reads it";
  const exempted = await app.callsOf(() => schema.say(open, schema.grace, command));
  const again = await app.callsOf(() => schema.push(open, { "README.md": "best\n" }));
  return [
    figure("opened, 100 files, no schema change", opened),
    figure("opened, with a schema change, a suggestion and a drafted note", first),
    figure("pushed to: the same schema change", pushed),
    figure("delivered again: nothing changed", unchanged),
    figure("pushed to: the note is there, and its comment is folded", noted),
    figure("an exemption: seen, covered, written down", exempted),
    figure("pushed to: the exemption still holds", again),
  ];
}

/** For `docs/evidence/app.md`. */
export function callsTable(figures: readonly CallFigure[]): string {
  const rows = figures.map(
    ({ event, reads, writes, tokens }) => `| ${event} | ${reads} | ${writes} | ${tokens} |`,
  );
  return ["| what happened | reads | writes | tokens and look-ups |", "|---|---|---|---|", ...rows, ""].join(
    "\n",
  );
}

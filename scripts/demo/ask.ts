/** People ask things of the App in comments: what each writes, and what comes of it. */

import * as person from "../../sandbox/person.ts";
import type { Account, PullRequest } from "../../sandbox/world.ts";
import { heading, showTalk } from "./stage.ts";
import type { Stage } from "./stage.ts";
import { afterwards, read, until } from "./wait.ts";

const reason = "the table has a few thousand rows, and this takes less than a second";

/** The author may not, and the reviewer mistypes, exempts, and takes one of two back. */
export async function askForExceptions(stage: Stage, pull: PullRequest): Promise<void> {
  const { author, reviewer } = stage.github;
  heading(stage, "Ada would rather exempt it all herself");
  await say(stage, pull, author, "/lockstep exempt all because I know what I am doing");
  heading(stage, "Grace may, and mistypes");
  await say(stage, pull, reviewer, `/lockstep exempt change_date user.enabled because ${reason}`);
  heading(stage, "Grace pastes the line that she was given");
  await read();
  await say(stage, pull, reviewer, lineToPaste(stage, pull));
  heading(stage, "Grace exempts the drop as well ...");
  await read();
  await say(stage, pull, reviewer, "/lockstep exempt drop_column user.legacy_id because nobody reads it");
  heading(stage, "... and takes it back: why it is safe belongs in the migration");
  await say(stage, pull, reviewer, "/lockstep revoke drop_column user.legacy_id");
}

/** The note as those will read it who run the software. */
export async function askForPreview(stage: Stage, pull: PullRequest): Promise<void> {
  heading(stage, "Grace looks at the note as operators will read it");
  await say(stage, pull, stage.github.reviewer, "/lockstep preview");
}

/** What was allowed is written down where it stays. */
export async function mergeWithRecord(stage: Stage, pull: PullRequest): Promise<void> {
  const { github } = stage;
  heading(stage, "Grace merges, and what was allowed is written down");
  const before = pull.comments.length;
  await person.mergePullRequest(github.sandbox, github.reviewer, pull);
  await until(github, () => pull.comments[before]);
  showTalk(stage, pull, null);
}

async function say(stage: Stage, pull: PullRequest, by: Account, body: string): Promise<void> {
  const { github } = stage;
  const run = await afterwards(github, pull, async () => person.comment(github.sandbox, by, pull, body));
  showTalk(stage, pull, run);
}

/** Of the App's last answer. */
function lineToPaste({ github }: Stage, { comments }: PullRequest): string {
  const bodies = comments.filter(({ author }) => author === github.app.bot).map(({ body }) => body);
  const lines = bodies.flatMap((body) => body.split("\n").filter((line) => line.startsWith("/lockstep")));
  return lines.at(-1) ?? "";
}

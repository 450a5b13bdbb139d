/** What happens on a pull request from its opening to its merge, each step as GitHub shows it. */

import * as person from "../../sandbox/person.ts";
import type { CheckRun, PullRequest } from "../../sandbox/world.ts";
import { askForExceptions, askForPreview, mergeWithRecord } from "./ask.ts";
import { addNote, commitSuggestions, noteLink, openSuggestions } from "./mend.ts";
import { heading, showPage } from "./stage.ts";
import type { Stage } from "./stage.ts";
import { afterwards } from "./wait.ts";

/** Opens nothing: the pull request is there, and its first check. Returns the last check. */
export async function tour(stage: Stage, pull: PullRequest): Promise<CheckRun> {
  await askForExceptions(stage, pull);
  await mend(stage, pull);
  await askForPreview(stage, pull);
  const last = await approve(stage, pull);
  await mergeWithRecord(stage, pull);
  return last;
}

/** How often the author takes up what the App says. */
const rounds = 4;

/** The author takes up what the App says. */
async function mend(stage: Stage, pull: PullRequest): Promise<void> {
  const { github, say } = stage;
  for (let round = 0; round < rounds; round += 1) {
    const suggestions = openSuggestions(github, pull);
    const link = noteLink(github, pull);
    if (suggestions.length > 0) {
      heading(stage, "Ada presses Commit suggestion, and writes the reason that only she knows");
      showPage(
        stage,
        pull,
        await afterwards(github, pull, () => commitSuggestions(github, pull, suggestions)),
      );
    } else if (link !== null) {
      heading(stage, "Ada follows Add the note, answers what is left open, and commits");
      const added = async (): Promise<void> => say(`${await addNote(github, link)}\n`);
      showPage(stage, pull, await afterwards(github, pull, added));
    } else break;
  }
}

async function approve(stage: Stage, pull: PullRequest): Promise<CheckRun> {
  const { github } = stage;
  heading(stage, "Grace approves, and grants the exception with it");
  const run = await afterwards(github, pull, () => person.approve(github.sandbox, github.reviewer, pull));
  showPage(stage, pull, run);
  return run;
}

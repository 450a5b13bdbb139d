/** What happens on a pull request from its opening to its green check, each step as GitHub shows it. */

import * as person from "../../sandbox/person.ts";
import type { CheckRun, PullRequest } from "../../sandbox/world.ts";
import type { Paint } from "../../src/core/render/paint.ts";
import { visible } from "../../src/core/render/visible.ts";
import type { DemoGitHub } from "./github.ts";
import { addNote, commitSuggestions, noteLink, openSuggestions } from "./mend.ts";
import { showCheck, showComment, showThread } from "./show.ts";
import type { Shown } from "./show.ts";
import { afterwards } from "./wait.ts";

export interface Stage {
  github: DemoGitHub;
  paint: Paint;
  say: (text: string) => void;
  /** Blocks that were printed: they are not printed again. */
  seen: Set<string>;
}

/** How often the author takes up what the App says. */
const rounds = 4;

/** Opens nothing: the pull request is there, and `run` is its first check. Returns the last check. */
export async function mendAndApprove(stage: Stage, pull: PullRequest, run: CheckRun): Promise<CheckRun> {
  const { github, say } = stage;
  let last = run;
  for (let round = 0; round < rounds; round += 1) {
    const suggestions = openSuggestions(github, pull);
    const link = noteLink(github, pull);
    if (suggestions.length > 0) {
      heading(stage, "Ada presses Commit suggestion, and writes the reason that only she knows");
      last = await afterwards(github, pull, () => commitSuggestions(github, pull, suggestions));
    } else if (link !== null) {
      heading(stage, "Ada follows Add the note, answers what is left open, and commits");
      last = await afterwards(github, pull, async () => say(`${await addNote(github, link)}\n`));
    } else break;
    showPage(stage, pull, last);
  }
  heading(stage, "Grace approves, and grants the exception with it");
  last = await afterwards(github, pull, () => person.approve(github.sandbox, github.reviewer, pull));
  showPage(stage, pull, last);
  return last;
}

/** The check and what is open in the conversation; what an earlier step showed is not repeated. */
export function showPage(stage: Stage, pull: PullRequest, run: CheckRun): void {
  const { paint, seen } = stage;
  const open = pull.threads.filter((thread) => thread.line !== null && thread.resolvedBy === null);
  const shown = [
    showCheck(run, paint),
    ...pull.comments.map((comment) => showComment(comment, paint)),
    ...open.map((thread) => showThread(thread, paint)),
  ];
  for (const each of shown) showNew(stage, each);
  for (const block of shown.flatMap(({ blocks }) => blocks)) seen.add(block);
}

function showNew({ paint, say, seen }: Stage, { head, blocks }: Shown): void {
  const fresh = blocks.filter((block) => !seen.has(block));
  const rest = fresh.length < blocks.length ? [paint.faint("  (the rest as before)")] : [];
  say(`${[head, ...fresh, ...rest].join("\n\n")}\n`);
}

/** The files of the change, with their counts. */
export async function showChange({ github, paint, say }: Stage, pull: PullRequest): Promise<void> {
  const { sandbox } = github;
  const files = await sandbox.git(pull.repository).diff(pull.baseOid, pull.headOid);
  for (const { path, additions, deletions } of files.slice(0, 20)) {
    say(`  ${visible(path)}  ${paint.good(`+${additions}`)} ${paint.bad(`-${deletions}`)}`);
  }
  if (files.length > 20) say(`  and ${files.length - 20} more`);
  say("");
}

export function heading({ say, paint }: Stage, text: string): void {
  say(paint.strong(`\n\u2500\u2500 ${text} ${"\u2500".repeat(Math.max(3, 90 - text.length))}\n`));
}

/** What all of it asked of GitHub. */
export function showCalls({ github, say }: Stage): void {
  const { calls, world } = github.sandbox;
  const sum = (kind: string): number => calls.filter((call) => call.kind === kind).length;
  say(
    `GitHub delivered ${world.deliveries.length} webhooks; the App asked it ${sum("read")} times and wrote ${sum("write")} times.`,
  );
}

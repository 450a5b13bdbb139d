/** Prints the steps of the demonstration: of each what is new. */

import type { CheckRun, PullRequest } from "../../sandbox/world.ts";
import type { Paint } from "../../src/core/render/paint.ts";
import { ledgerKey, readMarker } from "../../src/core/render/pull-request/marker.ts";
import { visible } from "../../src/core/render/visible.ts";
import type { DemoGitHub } from "./github.ts";
import { showCheck, showComment, showThread } from "./show.ts";
import type { Shown } from "./show.ts";

export interface Stage {
  github: DemoGitHub;
  paint: Paint;
  say: (text: string) => void;
  /** Blocks that were printed: they are not printed again. */
  seen: Set<string>;
}

/** The check and what is open in the conversation; what an earlier step showed is not repeated. */
export function showPage(stage: Stage, pull: PullRequest, run: CheckRun): void {
  const check = showCheck(run, stage.paint);
  sayNew(stage, check);
  const open = pull.threads.filter((thread) => thread.line !== null && thread.resolvedBy === null);
  const said = [...commentsOf(stage, pull), ...open.map((thread) => showThread(thread, stage.paint))];
  for (const each of said) if (isNew(stage, each)) sayNew(stage, each);
  remember(stage, [check, ...said]);
}

/** What was said, and in one line what the check says now: how it looks inside was seen. */
export function showTalk(stage: Stage, pull: PullRequest, run: CheckRun | null): void {
  const said = commentsOf(stage, pull);
  for (const each of said) if (isNew(stage, each)) sayNew(stage, each);
  remember(stage, said);
  if (run !== null) stage.say(`${showCheck(run, stage.paint).head}\n`);
}

/** What the App keeps for itself changes with each command, and is shown once. */
function commentsOf({ paint, seen }: Stage, { comments }: PullRequest): Shown[] {
  const shown = comments.filter(({ body }) => readMarker(body) !== ledgerKey || !seen.has(ledgerKey));
  if (shown.some(({ body }) => readMarker(body) === ledgerKey)) seen.add(ledgerKey);
  return shown.map((comment) => showComment(comment, paint));
}

function isNew({ seen }: Stage, { head, blocks }: Shown): boolean {
  return !seen.has(keyOf(head, blocks)) && (blocks.length === 0 || blocks.some((block) => !seen.has(block)));
}

function remember({ seen }: Stage, shown: readonly Shown[]): void {
  for (const { head, blocks } of shown) {
    seen.add(keyOf(head, blocks));
    for (const block of blocks) seen.add(block);
  }
}

function keyOf(head: string, blocks: readonly string[]): string {
  return [head, ...blocks].join("\n");
}

function sayNew({ paint, say, seen }: Stage, { head, blocks }: Shown): void {
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

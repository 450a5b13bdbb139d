/** Waits as a person would at the page: until the App has said what it has to say. */

import { setTimeout } from "node:timers/promises";

import type { CheckRun, PullRequest } from "../../sandbox/world.ts";
import type { DemoGitHub } from "./github.ts";

/** Milliseconds. */
const patience = 60_000;
const quiet = 400;

/** Opens a pull request, and waits for its check. */
export async function reviewed(
  github: DemoGitHub,
  open: () => Promise<PullRequest>,
): Promise<{ pull: PullRequest; run: CheckRun }> {
  const began = github.sandbox.clock.now();
  const pull = await open();
  return { pull, run: await checkSince(github, pull, began) };
}

/** Does something, and waits for the check that follows from it. */
export async function afterwards(
  github: DemoGitHub,
  pull: PullRequest,
  act: () => Promise<unknown>,
): Promise<CheckRun> {
  const began = github.sandbox.clock.now();
  await act();
  return checkSince(github, pull, began);
}

async function checkSince(github: DemoGitHub, pull: PullRequest, began: number): Promise<CheckRun> {
  const { sandbox } = github;
  while (sandbox.clock.now() - began < patience) {
    await setTimeout(50);
    const run = checkOf(github, pull);
    // The check is written last, and nothing follows it.
    const last = sandbox.calls.at(-1)?.at ?? 0;
    if (run === null || (run.completedAt?.getTime() ?? 0) < began) continue;
    if (sandbox.clock.now() - last > quiet) return run;
  }
  throw new Error("The App did not write its check in time.");
}

/** Until a second has begun that is later than the check: what is asked for in the same second was asked before the check was seen. */
export async function read(): Promise<void> {
  await setTimeout(1050 - (Date.now() % 1000));
}

/** Waits for something that is no check. */
export async function until<T>(github: DemoGitHub, find: () => T | undefined): Promise<T> {
  const began = github.sandbox.clock.now();
  while (github.sandbox.clock.now() - began < patience) {
    const found = find();
    if (found !== undefined) return found;
    await setTimeout(50);
  }
  throw new Error("The App did not write in time.");
}

/** The App's last check on the head. */
function checkOf({ app }: DemoGitHub, { repository, headOid }: PullRequest): CheckRun | null {
  const suite = repository.checkSuites.find((each) => each.app === app && each.headSha === headOid);
  return suite?.checkRuns.at(-1) ?? null;
}

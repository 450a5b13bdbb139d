/**
 * `npm run demo`: the App on a GitHub of its own, from a proposed schema change to its merge. `npm run demo -- PATH BASE..HEAD`
 * shows what it says of any repository. `--page` leaves the pull request to you, on its page in a browser; `--keep` leaves the
 * page open after the tour.
 */

import { parseArgs } from "node:util";

import type { PullRequest } from "../sandbox/world.ts";
import { UserError } from "../src/core/errors.ts";
import { coloured, plain } from "../src/core/render/paint.ts";
import { visible } from "../src/core/render/visible.ts";
import { startGitHub } from "./demo/github.ts";
import type { DemoGitHub } from "./demo/github.ts";
import { importRange, openProject, readRange } from "./demo/repositories.ts";
import { heading, showCalls, showChange, showPage } from "./demo/stage.ts";
import type { Stage } from "./demo/stage.ts";
import { tour } from "./demo/tour.ts";
import { reviewed } from "./demo/wait.ts";

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`demo: ${error.message}\n`);
  process.exitCode = 2;
}

async function main(): Promise<number> {
  const options = {
    page: { type: "boolean", default: false },
    keep: { type: "boolean", default: false },
  } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [path, range = ""] = positionals;
  const local = path === undefined ? null : readRange(path, range);
  const paint = process.stdout.isTTY && process.env["NO_COLOR"] === undefined ? coloured : plain;
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  say("Starting a GitHub of our own, and the App as a service ...");
  const github = await startGitHub();
  const stays = values.page || values.keep;
  stopEarly(github, stays);
  try {
    const stage: Stage = { github, paint, say, seen: new Set() };
    const open = local === null ? await openProject(github) : await importRange(github, local);
    const status = await show(stage, open, local === null && !values.page);
    if (stays) await stayOpen(stage);
    return status;
  } finally {
    await github.stop();
  }
}

/** `stays`: an interruption is how it ends. Nothing is left behind when somebody interrupts, or reads no further (`| head`). */
function stopEarly(github: DemoGitHub, stays: boolean): void {
  const end = (code: number): void => void github.stop().finally(() => process.exit(code));
  process.once("SIGINT", () => end(stays ? 0 : 130));
  process.once("SIGTERM", () => end(143));
  process.stdout.on("error", () => end(0));
}

/** `whole`: with what the author and the reviewer do about it. */
async function show(stage: Stage, open: () => Promise<PullRequest>, whole: boolean): Promise<number> {
  const { github, say } = stage;
  const { sandbox, service } = github;
  say(
    `A GitHub of our own listens at ${sandbox.url}, the App at ${service}. Webhooks and API calls go over HTTP.`,
  );
  heading(stage, "Ada opens a pull request");
  const { pull, run } = await reviewed(github, open);
  say(`${visible(pull.title)}  #${pull.number}\n`);
  await showChange(stage, pull);
  showPage(stage, pull, run);
  const last = whole ? await tour(stage, pull) : run;
  showCalls(stage);
  return !whole || last.conclusion === "success" ? 0 : 3;
}

/** Until somebody interrupts. */
async function stayOpen({ github, say }: Stage): Promise<never> {
  say(`\nThe page: ${addressOf(github)}`);
  say(
    "Commit suggestions and the note as ada, approve as grace, or write /lockstep help. It stays until you press Ctrl+C.",
  );
  return new Promise(() => {});
}

function addressOf({ sandbox }: DemoGitHub): string {
  const repository = sandbox.repositories().find(({ pullRequests }) => pullRequests.size > 0);
  if (repository === undefined) return sandbox.url;
  return `${sandbox.url}/${repository.owner.login}/${repository.name}/pull/1`;
}

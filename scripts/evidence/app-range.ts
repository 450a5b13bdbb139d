/** One range of a real repository as a pull request: what the App says of it, and what the command line says of the same commits. */

import { runGit } from "../../sandbox/git/run-git.ts";
import * as person from "../../sandbox/person.ts";
import type { Account, PullRequest } from "../../sandbox/world.ts";
import { inspect } from "../../src/core/inspect.ts";
import { rationaleOf } from "../../src/core/render/pull-request/rationale.ts";
import type { Verdict } from "../../src/core/verdict.ts";
import { gatherRange } from "../../src/edges/git/gather-range.ts";
import { openGitHub } from "../../src/edges/github/open-github.ts";
import { ReaderPool } from "../../src/edges/isolation/reader-pool.ts";
import { createLog } from "../../src/edges/log.ts";
import { Readings } from "../../src/gather/readings.ts";
import { SettingsReader } from "../../src/gather/settings.ts";
import { judgePullRequest } from "../../src/review/judge-pull-request.ts";
import { noTurn } from "../../src/review/commands/turn.ts";
import { dayOf } from "../../src/review/ports.ts";
import type { RunningApp } from "../../test/support/app.ts";

export interface RangeOf {
  /** `owner/name`. */
  repository: string;
  /** Commits. */
  base: string;
  head: string;
}

export interface Compared {
  pullRequest: PullRequest;
  /** Of the merge base and the head. */
  files: number;
  app: Verdict;
  commandLine: Verdict;
  /** Requests of the first review. */
  calls: { reads: number; writes: number; tokens: number };
  /** Where the verdicts differ: what, as the App has it and as the command line has it. */
  differences: Difference[];
}

export interface Difference {
  what: string;
  app: unknown;
  commandLine: unknown;
}

const policy = "mode: enforce\n";

/** An organisation whose policy lets the check fail; each range is a repository of it. */
export class Stage {
  readonly #app: RunningApp;
  readonly #organisation: Account;
  readonly author: Account;
  readonly reviewer: Account;
  readonly #installation: number;
  readonly #reader = new ReaderPool(1, { here: "none" });
  readonly #log = createLog("silent");
  #count = 0;

  private constructor(
    app: RunningApp,
    people: { organisation: Account; author: Account; reviewer: Account },
    installation: number,
  ) {
    this.#app = app;
    this.#organisation = people.organisation;
    this.author = people.author;
    this.reviewer = people.reviewer;
    this.#installation = installation;
  }

  static async open(app: RunningApp): Promise<Stage> {
    const { sandbox } = app;
    const author = person.createUser(sandbox, "ada", { name: "Ada" });
    const reviewer = person.createUser(sandbox, "grace", { name: "Grace" });
    const organisation = person.createOrganisation(sandbox, "acme", { members: [author, reviewer] });
    await person.createRepository(sandbox, organisation, {
      name: ".github",
      files: { ".github/lockstep.yml": policy },
      by: author,
    });
    const { id } = person.installApp(sandbox, author, app.app, organisation);
    return new Stage(app, { organisation, author, reviewer }, id);
  }

  close(): Promise<void> {
    return this.#reader.close();
  }

  /** `path`: the bare repository. */
  async compare(range: RangeOf, path: string): Promise<Compared> {
    const { sandbox } = this.#app;
    let opened: PullRequest | undefined;
    const calls = await this.#app.callsOf(async () => {
      opened = await this.#propose(range, path);
    });
    if (opened === undefined) throw new Error("no pull request was opened");
    const count = (kind: string): number => calls.filter((call) => call.kind === kind).length;
    const [app, commandLine] = [await this.#asApp(opened), await this.#asCommandLine(opened)];
    return {
      pullRequest: opened,
      files: (await sandbox.git(opened.repository).diff(app.mergeBase, opened.headOid)).length,
      app: app.verdict,
      commandLine,
      calls: { reads: count("read"), writes: count("write"), tokens: count("token") },
      differences: differencesOf(app.verdict, commandLine),
    };
  }

  async #propose({ repository: name, base, head }: RangeOf, path: string): Promise<PullRequest> {
    const { sandbox } = this.#app;
    const { author, reviewer } = this;
    const repository = await person.importRepository(sandbox, this.#organisation, path, {
      name: `${name.slice(name.indexOf("/") + 1)}-${++this.#count}`,
      defaultBranch: "proposed-to",
      collaborators: { [author.login]: "write", [reviewer.login]: "write" },
    });
    const git = sandbox.git(repository);
    const taggedLater = await this.#tagsSince(path, base);
    for (const name of taggedLater) git.setRef(name, null);
    git.setRef("refs/heads/proposed-to", base);
    git.setRef("refs/heads/proposed", head);
    const [title = "", ...body] = ((await git.commit(head))?.message ?? "").split("\n");
    return person.openPullRequest(sandbox, author, repository, {
      head: "proposed",
      title: title.slice(0, 200),
      body: body.join("\n").trim(),
    });
  }

  /** A pull request knows no releases that were made after it. */
  async #tagsSince(path: string, base: string): Promise<string[]> {
    const ask = async (...args: string[]): Promise<string> =>
      (await runGit(path, args)).stdout.toString("utf8");
    const since = await ask("log", "-1", "--format=%ct", base);
    const tags = await ask("for-each-ref", "--format=%(creatordate:unix) %(refname)", "refs/tags");
    return tags.split("\n").flatMap((line) => {
      const [at = "", name = ""] = line.split(" ");
      return Number(at) > Number(since) ? [name] : [];
    });
  }

  async #asApp({ repository, number }: PullRequest): Promise<{ verdict: Verdict; mergeBase: string }> {
    const { sandbox, app } = this.#app;
    const github = await openGitHub({
      appId: app.id,
      privateKey: app.privateKey,
      apiUrl: sandbox.url,
      log: this.#log,
    });
    const { id, node } = repository;
    const opened = github.repository({ installation: this.#installation, id, node });
    const state = await opened.pullRequest(number);
    if (state === null) throw new Error("the pull request is gone");
    const shared = { readings: new Readings(this.#reader), settings: new SettingsReader(null) };
    const { verdict } = await judgePullRequest(state, opened, shared, dayOf(new Date()), noTurn);
    const mergeBase = await sandbox.git(repository).mergeBase(state.base.tip, state.head.oid);
    return { verdict, mergeBase: mergeBase ?? state.base.tip };
  }

  async #asCommandLine({ repository, headOid, title, body }: PullRequest): Promise<Verdict> {
    const request = {
      repo: repository.directory,
      base: "proposed-to",
      head: headOid,
      staged: false,
      notes: [],
      policy: null,
      requireGranted: true,
      today: dayOf(new Date()),
    };
    const { input } = await gatherRange(request, this.#reader);
    // The command line has neither the organisation's policy nor the pull request's words.
    const enforced = { ...input.policy, mode: "enforce" as const };
    const rationale = rationaleOf(title, body, []);
    return inspect({ ...input, policy: enforced, policyMissing: false, rationale });
  }
}

function differencesOf(app: Verdict, commandLine: Verdict): Difference[] {
  const sides = [app, commandLine].map(comparable) as [Comparable, Comparable];
  return Object.keys(sides[0]).flatMap((what) => {
    const [one, other] = sides.map((side) => side[what as keyof Comparable]);
    if (!Array.isArray(one) || !Array.isArray(other))
      return one === other ? [] : [{ what, app: one, commandLine: other }];
    const [left, right] = [only(one, other), only(other, one)];
    return left.length + right.length === 0 ? [] : [{ what, app: left, commandLine: right }];
  });
}

type Comparable = ReturnType<typeof comparable>;

/** All of a verdict but the digest of the policies, which lie in different places. */
function comparable(verdict: Verdict) {
  const { conclusion, files, operations, notes, exceptions, problems, counts, grantable } = verdict;
  const texts = (all: readonly unknown[] | undefined): string[] =>
    (all ?? []).map((one) => JSON.stringify(one));
  return {
    conclusion,
    files: texts(files),
    operations: texts(operations),
    notes: texts(notes),
    exceptions: texts(exceptions),
    problems: texts(problems),
    grantable: texts(grantable),
    counts: JSON.stringify(counts),
  };
}

function only(these: readonly string[], those: readonly string[]): string[] {
  const known = new Set(those);
  return these.filter((one) => !known.has(one));
}

/** An organisation with people and a repository that the App is installed on, and what the App made of its pull requests. */

import type { FileChange } from "../../sandbox/git/write-objects.ts";
import * as person from "../../sandbox/person.ts";
import type {
  Account,
  CheckRun,
  Installation,
  IssueComment,
  PullRequest,
  Repository,
  ReviewComment,
  Thread,
} from "../../sandbox/world.ts";
import { canary } from "./app.ts";
import type { RunningApp } from "./app.ts";

export type Files = Record<string, FileChange>;

export interface ProjectOptions {
  /** On the default branch, beside the policy. */
  files?: Files;
  /** The text of `.github/lockstep.yml`; null: there is none. */
  policy?: string | null;
  permissions?: Record<string, "read" | "write">;
  /** As the usual one is not. */
  public?: boolean;
}

/** A table that is there, and a policy that lets the check fail. */
export const usual = {
  policy: "mode: enforce\n",
  files: {
    "README.md": "a shop\n",
    "db/migrations/0001_users.up.sql":
      "CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL, legacy_id text);\n",
  },
} as const;

/** Offline: old code breaks. */
export const dropColumn = {
  "db/migrations/0002_drop.up.sql": "ALTER TABLE users DROP COLUMN legacy_id;\n",
} as const;

/** Nothing that anybody must do something about. */
export const newTable = {
  "db/migrations/0002_orders.up.sql": "CREATE TABLE orders (id bigint PRIMARY KEY);\n",
} as const;

let projects = 0;

export class Project {
  readonly #app: RunningApp;
  readonly organisation: Account;
  /** The author: may push. */
  readonly ada: Account;
  /** May push. */
  readonly grace: Account;
  /** May only read. */
  readonly eve: Account;
  readonly repository: Repository;
  readonly installation: Installation;
  #branches = 0;

  private constructor(
    app: RunningApp,
    people: Pick<Project, "organisation" | "ada" | "grace" | "eve">,
    repository: Repository,
    installation: Installation,
  ) {
    this.#app = app;
    this.organisation = people.organisation;
    this.ada = people.ada;
    this.grace = people.grace;
    this.eve = people.eve;
    this.repository = repository;
    this.installation = installation;
  }

  static async create(app: RunningApp, options: ProjectOptions = {}): Promise<Project> {
    const { sandbox } = app;
    const at = ++projects;
    const [ada, grace, eve] = ["ada", "grace", "eve"].map((name) =>
      person.createUser(sandbox, `${name}-${at}`),
    ) as [Account, Account, Account];
    const organisation = person.createOrganisation(sandbox, `acme-${at}`, { members: [ada, grace, eve] });
    const { policy = usual.policy, files = usual.files } = options;
    const repository = await person.createRepository(sandbox, organisation, {
      name: "shop",
      private: options.public !== true,
      by: ada,
      files: { ...files, ...(policy === null ? {} : { ".github/lockstep.yml": policy }) },
      collaborators: { [ada.login]: "admin", [grace.login]: "write" },
    });
    const { permissions } = options;
    const installation = person.installApp(
      sandbox,
      ada,
      app.app,
      organisation,
      permissions === undefined ? {} : { permissions },
    );
    return new Project(app, { organisation, ada, grace, eve }, repository, installation);
  }

  get #sandbox() {
    return this.#app.sandbox;
  }

  /** A pull request of ada's; settled. */
  async open(
    files: Files,
    more: Partial<person.NewPullRequest> & { by?: Account } = {},
  ): Promise<PullRequest> {
    const branch = more.head ?? `topic-${++this.#branches}`;
    const { by = this.ada, headRepository = this.repository } = more;
    await person.push(this.#sandbox, by, headRepository, { branch, files, message: `${canary} commit` });
    const pullRequest = await person.openPullRequest(this.#sandbox, by, this.repository, {
      title: `A ${canary} of a title`,
      body: `The ${canary} column is read by nobody.`,
      ...more,
      head: branch,
    });
    await this.#app.settled();
    return pullRequest;
  }

  /** Onto the head of a pull request; settled. */
  async push(pullRequest: PullRequest, files: Files, by = this.ada): Promise<string> {
    const { headRepository, headRef } = pullRequest;
    if (headRepository === null) throw new Error("the fork is gone");
    const oid = await person.push(this.#sandbox, by, headRepository, { branch: headRef, files });
    await this.#app.settled();
    return oid;
  }

  /** Onto the default branch; settled. */
  async pushBase(files: Files): Promise<string> {
    const { repository, ada } = this;
    const oid = await person.push(this.#sandbox, ada, repository, {
      branch: repository.defaultBranch,
      files,
    });
    await this.#app.settled();
    return oid;
  }

  /** A file of the head as it is now; null: there is none. */
  async file({ headRepository, headRef }: PullRequest, path: string): Promise<string | null> {
    if (headRepository === null) return null;
    const blob = await this.#sandbox.git(headRepository).blob(headRef, path);
    return blob === null ? null : blob.bytes.toString("utf8");
  }

  /** Follows the link of the note comment, fills in what it asks for, and commits it; settled. Returns the path. */
  async addNote(pullRequest: PullRequest, by = this.ada): Promise<string> {
    const link =
      /\[\*\*Add the note\*\*\]\(([^)]+)\)/u.exec(this.notes(pullRequest)[0]?.body ?? "")?.[1] ?? "";
    const page = person.openNewFilePage(this.#sandbox, by, link);
    await person.commitNewFile(this.#sandbox, by, { ...page, content: answered(page.content) });
    await this.#app.settled();
    return page.path;
  }

  /** Applies every suggestion of the App, fills in what they ask for, and adds the note: what is left is for somebody else. */
  async complete(pullRequest: PullRequest): Promise<string> {
    const suggested = this.inline(pullRequest);
    await person.applySuggestions(this.#sandbox, this.ada, suggested);
    const files: Files = {};
    for (const path of new Set(suggested.map(({ thread }) => thread.path)))
      files[path] = answered((await this.file(pullRequest, path)) ?? "");
    await this.push(pullRequest, files);
    return this.addNote(pullRequest);
  }

  /** All checks of the App on a commit, the oldest first. */
  checks(sha: string): CheckRun[] {
    return this.repository.checkSuites
      .filter(({ app, headSha }) => app === this.#app.app && headSha === sha)
      .flatMap(({ checkRuns }) => checkRuns);
  }

  /** What GitHub shows on the head. */
  check({ headOid }: PullRequest): CheckRun {
    const check = this.checks(headOid).at(-1);
    if (check === undefined) throw new Error(`there is no check on ${headOid}`);
    return check;
  }

  /** `conclusion: title`. */
  said(pullRequest: PullRequest): string {
    const { conclusion, title } = this.check(pullRequest);
    return `${conclusion}: ${title}`;
  }

  /** Inline comments that the App opened a thread with. */
  inline({ threads }: PullRequest): ReviewComment[] {
    return threads.flatMap(({ comments: [first] }) => (first?.author === this.#app.app.bot ? [first] : []));
  }

  threads({ threads }: PullRequest): Thread[] {
    return threads.filter(({ comments: [first] }) => first?.author === this.#app.app.bot);
  }

  /** A comment in the conversation, seconds after all that stands there; settled. */
  async say(pullRequest: PullRequest, by: Account, body: string): Promise<IssueComment> {
    this.#sandbox.clock.advance(2000);
    const comment = person.comment(this.#sandbox, by, pullRequest, body);
    await this.#app.settled();
    return comment;
  }

  /** What the App answered to commands in the conversation. */
  answers({ comments }: PullRequest): string[] {
    const own = comments.filter(({ author }) => author === this.#app.app.bot);
    return own.map(({ body }) => body).filter((body) => body.includes("<!-- lockstep: answer-"));
  }

  /** The comments of the App in the conversation. */
  notes({ comments }: PullRequest): IssueComment[] {
    return comments.filter(({ author }) => author === this.#app.app.bot);
  }
}

/** What an author writes where the draft asks. */
export function answered(text: string): string {
  return text.replaceAll(/<[A-Za-z]+\s[^<>`/]{1,300}\?>/gu, "Nothing has read it since 7.0.");
}

/** A GitHub in one process: its objects, its git repositories, its clock, and what was asked of it. */

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

import type { Authorization } from "./authorization.ts";
import type { Call } from "./calls.ts";
import { Clock } from "./clock.ts";
import { fullName } from "./names.ts";
import type { GitRepository } from "./git/repository.ts";
import { GitStore } from "./git/store.ts";
import { Faults } from "./faults.ts";
import { adjustableLimits } from "./limits.ts";
import { Meter } from "./meter.ts";
import type { AdjustableLimits } from "./limits.ts";
import { Random } from "./random.ts";
import { Webhooks } from "./webhooks.ts";
import { emptyWorld } from "./world.ts";
import type { Repository, World } from "./world.ts";

export interface GraphqlRequest {
  query: string;
  variables?: Record<string, unknown>;
  operationName?: string;
}

export interface GraphqlAnswer {
  data?: unknown;
  errors?: unknown[];
}

/** What is not part of the core: GraphQL and the pages for people. */
export interface Parts {
  graphql: (
    sandbox: Sandbox,
    authorization: Authorization,
    request: GraphqlRequest,
  ) => Promise<GraphqlAnswer>;
  /** `form`: what a click on a button of the page posts (GET: null). Null: there is no such page. */
  page: (sandbox: Sandbox, url: URL, form: URLSearchParams | null) => Promise<PageAnswer | null>;
}

export interface PageAnswer {
  status: number;
  type: string;
  body: string;
  /** To be sent beside `content-type`: what the page may load, or where a form leads. */
  headers?: Record<string, string>;
}

export interface SandboxOptions {
  /** Where the git repositories are kept; a temporary folder by default. It is removed at the end. */
  directory?: string;
  parts?: Partial<Parts>;
  /** Of what is left to chance. */
  seed?: number;
}

export class Sandbox {
  readonly world: World = emptyWorld();
  readonly clock = new Clock();
  readonly store: GitStore;
  readonly parts: Partial<Parts>;
  readonly limits: AdjustableLimits = adjustableLimits();
  readonly faults: Faults;
  readonly webhooks: Webhooks;
  readonly meter: Meter = new Meter(this);
  /** What the sandbox itself did wrong: a test ends with none. */
  flaws: Error[] = [];
  /** Requests that GitHub has no operation for, or that do not fit its description: a test of a client ends with none. */
  misuses: string[] = [];
  /** Where it listens: of the API, of GraphQL under `/graphql`, and of the pages. */
  url = "http://127.0.0.1";
  /** What was asked of the API since the last reset. */
  calls: Call[] = [];

  readonly #ending = new AbortController();
  /** Aborts when the sandbox stops. */
  readonly ended: AbortSignal = this.#ending.signal;
  readonly #closers: (() => Promise<void>)[] = [];

  constructor(options: SandboxOptions = {}) {
    this.store = new GitStore(options.directory ?? mkdtempSync(join(tmpdir(), "lockstep-sandbox-")));
    this.parts = options.parts ?? {};
    const random = new Random(options.seed ?? 1);
    this.faults = new Faults(random);
    this.webhooks = new Webhooks(this, random);
  }

  /** Waits, but not beyond the end of the sandbox. */
  async pause(milliseconds: number): Promise<void> {
    await setTimeout(milliseconds, undefined, { signal: this.ended }).catch(() => undefined);
  }

  /** What else is to be closed at the end. */
  onStop(close: () => Promise<void>): void {
    this.#closers.push(close);
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    await this.webhooks.settle();
    for (const close of this.#closers) await close();
    await this.store.close();
  }

  git(repository: Repository): GitRepository {
    return this.store.open(repository.directory);
  }

  /** By its present name; upper and lower case are the same. Null: there is none, or it was deleted. */
  repository(owner: string, name: string): Repository | null {
    const wanted = `${owner}/${name}`.toLowerCase();
    return this.repositories().find((candidate) => fullName(candidate).toLowerCase() === wanted) ?? null;
  }

  repositories(): Repository[] {
    return this.world.repositories.filter((repository) => !repository.deleted);
  }
}

/** A GitHub in one process: its objects, its git repositories, its clock, and what was asked of it. */

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Authorization } from "./authorization.ts";
import type { Call } from "./calls.ts";
import { Clock } from "./clock.ts";
import type { GitRepository } from "./git/repository.ts";
import { GitStore } from "./git/store.ts";
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
}

export class Sandbox {
  readonly world: World = emptyWorld();
  readonly clock = new Clock();
  readonly store: GitStore;
  readonly parts: Partial<Parts>;
  /** What was asked of the API since the last reset. */
  calls: Call[] = [];

  constructor(options: SandboxOptions = {}) {
    this.store = new GitStore(options.directory ?? mkdtempSync(join(tmpdir(), "lockstep-sandbox-")));
    this.parts = options.parts ?? {};
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

export function fullName(repository: Repository): string {
  return `${repository.owner.login}/${repository.name}`;
}

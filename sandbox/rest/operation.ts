/** One operation of the REST API: what it needs, and what it does. */

import type { Authorization } from "../authorization.ts";
import type { Route } from "../openapi/operations.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Access, Account, App, Repository, Token } from "../world.ts";

export interface Reply {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

interface Asked {
  sandbox: Sandbox;
  params: Record<string, string>;
  query: Record<string, string>;
  /** Valid by the description of the API. */
  body: unknown;
  url: URL;
}

/** Of a repository, for which any one of the permissions is enough. */
export interface RepositoryOperation {
  route: Route;
  about: "repository";
  needs: readonly [permission: string, access: Access][];
  handle: (
    asked: Asked & { repository: Repository; authorization: Authorization; actor: Account | null },
  ) => Reply | Promise<Reply>;
}

/** Of an organisation, for which any one of the permissions is enough. A token that is narrowed to repositories finds none. */
export interface OrganizationOperation {
  route: Route;
  about: "organization";
  needs: readonly [permission: string, access: Access][];
  handle: (asked: Asked & { organization: Account }) => Reply | Promise<Reply>;
}

/** By JWT: about the App itself. */
export interface AppOperation {
  route: Route;
  about: "app";
  handle: (asked: Asked & { app: App }) => Reply | Promise<Reply>;
}

/** By the token of an installation, about what it reaches. */
export interface InstallationOperation {
  route: Route;
  about: "installation";
  handle: (asked: Asked & { token: Token }) => Reply | Promise<Reply>;
}

/** For whoever has the code. */
export interface OpenOperation {
  route: Route;
  about: "anybody";
  handle: (asked: Asked) => Reply | Promise<Reply>;
}

export type Operation =
  | RepositoryOperation
  | OrganizationOperation
  | AppOperation
  | InstallationOperation
  | OpenOperation;

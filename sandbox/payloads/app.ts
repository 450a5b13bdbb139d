/** Apps, their installations and their tokens as the API shows them. */

import type { Sandbox } from "../sandbox.ts";
import { fullName } from "../names.ts";
import type { App, Installation, Repository, Token } from "../world.ts";
import { accountPayload } from "./account.ts";
import { stamp } from "./dates.ts";
import { repositoryPayload } from "./repository.ts";

const date = "2024-01-01T00:00:00Z";

export function appPayload(sandbox: Sandbox, app: App) {
  return {
    id: app.id,
    client_id: clientId(app),
    slug: app.slug,
    node_id: `A_kwDO${Buffer.from(String(app.id)).toString("base64url")}`,
    owner: accountPayload(sandbox, app.owner),
    name: app.name,
    description: null,
    external_url: sandbox.url,
    html_url: `${sandbox.url}/apps/${app.slug}`,
    created_at: date,
    updated_at: date,
    permissions: app.permissions,
    events: app.events,
  };
}

export function clientId(app: App): string {
  return `Iv23li${String(app.id).padStart(14, "0")}`;
}

export function installationPayload(sandbox: Sandbox, installation: Installation) {
  const { app, account } = installation;
  const url = `${sandbox.url}/app/installations/${installation.id}`;
  return {
    id: installation.id,
    client_id: clientId(app),
    account: accountPayload(sandbox, account),
    repository_selection: installation.repositories === "all" ? "all" : "selected",
    access_tokens_url: `${url}/access_tokens`,
    repositories_url: `${sandbox.url}/installation/repositories`,
    html_url: `${sandbox.url}/settings/installations/${installation.id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions: installation.permissions,
    events: installation.events,
    created_at: date,
    updated_at: date,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: installation.suspended ? accountPayload(sandbox, account) : null,
    suspended_at: installation.suspended ? date : null,
  };
}

/** A reply lists repositories only when the token is narrowed to some. */
export function tokenPayload(sandbox: Sandbox, token: Token) {
  const { installation } = token;
  const narrowed = token.repositories;
  const selected = installation.repositories !== "all" || narrowed !== null;
  return {
    token: token.token,
    expires_at: stamp(new Date(token.expiresAt)),
    permissions: token.permissions,
    repository_selection: selected ? "selected" : "all",
    ...(narrowed === null
      ? {}
      : {
          repositories: sandbox
            .repositories()
            .filter((repository) => narrowed.has(repository.id))
            .map((repository) => repositoryPayload(sandbox, repository)),
        }),
  };
}

/** How the `installation` event names a repository. */
export function installedRepository(repository: Repository) {
  return {
    id: repository.id,
    node_id: repository.node,
    name: repository.name,
    full_name: fullName(repository),
    private: repository.private,
  };
}

/** The App itself, its installations and their tokens. */

import { createToken } from "../auth/tokens.ts";
import type { TokenRequest } from "../auth/tokens.ts";
import { appPayload, clientId, installationPayload, tokenPayload } from "../payloads/app.ts";
import { repositoryPayload } from "../payloads/repository.ts";
import { covers, installationsOn } from "../permissions.ts";
import { notFound } from "../refused.ts";
import type { Sandbox } from "../sandbox.ts";
import type { App, Installation } from "../world.ts";
import type { Operation } from "./operation.ts";
import { listReply, pageOf } from "./page.ts";

export const appOperations: readonly Operation[] = [
  {
    route: "GET /app",
    about: "app",
    handle: ({ sandbox, app }) => ({
      status: 200,
      body: { ...appPayload(sandbox, app), installations_count: installationsOf(sandbox, app).length },
    }),
  },
  {
    route: "GET /app/installations",
    about: "app",
    handle: ({ app, ...asked }) =>
      listReply(asked, installationsOf(asked.sandbox, app), (installation) =>
        installationPayload(asked.sandbox, installation),
      ),
  },
  {
    route: "GET /app/installations/{installation_id}",
    about: "app",
    handle: ({ sandbox, app, params }) => ({
      status: 200,
      body: installationPayload(sandbox, installationOf(sandbox, app, params)),
    }),
  },
  {
    route: "POST /app/installations/{installation_id}/access_tokens",
    about: "app",
    handle: ({ sandbox, app, params, body }) => {
      const installation = installationOf(sandbox, app, params);
      const token = createToken(sandbox, installation, (body ?? {}) as TokenRequest);
      return { status: 201, body: tokenPayload(sandbox, token) };
    },
  },
  {
    route: "GET /repos/{owner}/{repo}/installation",
    about: "app",
    handle: ({ sandbox, app, params }) => {
      const repository = sandbox.repository(params["owner"] ?? "", params["repo"] ?? "");
      if (repository === null) throw notFound();
      const installation = installationsOn(sandbox.world, repository).find((one) => one.app === app);
      if (installation === undefined) throw notFound();
      return { status: 200, body: installationPayload(sandbox, installation) };
    },
  },
  {
    route: "GET /installation/repositories",
    about: "installation",
    handle: ({ token, ...asked }) => {
      const all = asked.sandbox.repositories().filter((repository) => {
        const narrowed = token.repositories !== null && !token.repositories.has(repository.id);
        return covers(token.installation, repository) && !narrowed;
      });
      const { items, headers } = pageOf(asked, all);
      const repositories = items.map((repository) => repositoryPayload(asked.sandbox, repository));
      return { status: 200, body: { total_count: all.length, repositories }, headers };
    },
  },
  {
    route: "POST /app-manifests/{code}/conversions",
    about: "anybody",
    handle: ({ sandbox, params }) => {
      const code = params["code"] ?? "";
      const app = sandbox.world.manifestCodes.get(code);
      if (app === undefined) throw notFound();
      // A code is good for once.
      sandbox.world.manifestCodes.delete(code);
      const secrets = {
        client_id: clientId(app),
        client_secret: `secret-of-${app.slug}`,
        webhook_secret: app.webhookSecret,
        pem: app.privateKey,
      };
      return { status: 201, body: { ...appPayload(sandbox, app), ...secrets } };
    },
  },
];

function installationsOf(sandbox: Sandbox, app: App): Installation[] {
  return sandbox.world.installations.filter((installation) => installation.app === app);
}

function installationOf(sandbox: Sandbox, app: App, params: Record<string, string>): Installation {
  const id = Number(params["installation_id"]);
  const installation = installationsOf(sandbox, app).find((one) => one.id === id);
  if (installation === undefined) throw notFound();
  return installation;
}

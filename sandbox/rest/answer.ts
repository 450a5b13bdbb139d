/** Answers one request to the REST API: who asks, about what, whether they may, and what GitHub says. */

import { actorOf } from "../authorization.ts";
import type { Authorization } from "../authorization.ts";
import { wrongInReply, wrongInRequest } from "../openapi/validate.ts";
import { apiUrl } from "../payloads/repository.ts";
import { grants, isVisible, permits } from "../permissions.ts";
import { Refused, notAccessible, notFound } from "../refused.ts";
import type { Sandbox } from "../sandbox.ts";
import { fullName } from "../names.ts";
import { accountOf } from "../state/accounts.ts";
import type { Account, Repository } from "../world.ts";
import type { Operation, OrganizationOperation, Reply, RepositoryOperation } from "./operation.ts";

export interface RestRequest {
  operation: Operation;
  params: Record<string, string>;
  url: URL;
  body: unknown;
  authorization: Authorization;
}

export async function answerRest(sandbox: Sandbox, request: RestRequest): Promise<Reply> {
  const { operation, params, url, body } = request;
  const query = Object.fromEntries(url.searchParams);
  const wrong = wrongInRequest(operation.route, { params, query, body });
  if (wrong !== null) {
    sandbox.misuses.push(`${operation.route}: ${wrong}`);
    throw new Refused(422, `Invalid request.\n\n${wrong}`);
  }
  const reply = await handle(sandbox, request, query);
  const flaw = reply.status < 300 ? wrongInReply(operation.route, reply.status, reply.body) : null;
  if (flaw !== null) throw new Error(`The reply to ${operation.route} is not GitHub's: ${flaw}`);
  return reply;
}

async function handle(
  sandbox: Sandbox,
  { operation, params, url, body, authorization }: RestRequest,
  query: Record<string, string>,
): Promise<Reply> {
  const asked = { sandbox, params, query, body, url };
  if (operation.about === "anybody") return operation.handle(asked);
  if (operation.about === "app") {
    if (authorization.kind !== "app") throw new Refused(401, "A JSON web token could not be decoded");
    return operation.handle({ ...asked, app: authorization.app });
  }
  if (operation.about === "installation") {
    if (authorization.kind !== "installation") throw notAccessible();
    return operation.handle({ ...asked, token: authorization.token });
  }
  if (operation.about === "organization") {
    return operation.handle({
      ...asked,
      organization: findOrganization(sandbox, operation, params, authorization),
    });
  }
  const repository = find(sandbox, params, url);
  if (authorization.kind === "app") throw new Refused(401, "Bad credentials");
  if (!isVisible(sandbox.world, authorization, repository)) throw notFound();
  checkAllowed(sandbox, operation, repository, authorization);
  return operation.handle({ ...asked, repository, authorization, actor: actorOf(authorization) });
}

/** What is asked of an organisation is for its members, and for the Apps that are installed on it. */
function findOrganization(
  { world }: Sandbox,
  { needs }: OrganizationOperation,
  params: Record<string, string>,
  authorization: Authorization,
): Account {
  if (authorization.kind === "app" || authorization.kind === "anonymous") {
    throw new Refused(401, "Requires authentication");
  }
  const organization = accountOf(world, params["org"] ?? "");
  if (organization?.type !== "Organization") throw notFound();
  if (authorization.kind === "person") {
    if (world.members.get(organization.login)?.has(authorization.account.login) !== true) throw notFound();
    return organization;
  }
  const { installation, permissions, repositories } = authorization.token;
  if (installation.account !== organization) throw notFound();
  if (!needs.some(([permission, access]) => grants(permissions, permission, access))) {
    throw lacking(needs);
  }
  // Such a token gets 404 for everybody (kestra-io/kestra#18573).
  if (repositories !== null) throw notFound();
  return organization;
}

/** Throws a redirect for a name that the repository had before. */
function find(sandbox: Sandbox, params: Record<string, string>, url: URL): Repository {
  const [owner = "", name = ""] = [params["owner"], params["repo"]];
  const repository = sandbox.repository(owner, name);
  if (repository !== null) return repository;
  const former = `${owner}/${name}`.toLowerCase();
  const moved = sandbox.repositories().find(({ formerNames }) => formerNames.has(former));
  if (moved === undefined) throw notFound();
  const rest = url.pathname.split("/").slice(4).join("/");
  const location = `${apiUrl(sandbox, moved)}${rest === "" ? "" : `/${rest}`}${url.search}`;
  throw new Refused(301, "Moved Permanently", { headers: { location } });
}

function checkAllowed(
  sandbox: Sandbox,
  { route, needs }: RepositoryOperation,
  repository: Repository,
  authorization: Authorization,
): void {
  const allowed = needs.some(([permission, access]) =>
    permits(sandbox.world, authorization, repository, permission, access),
  );
  if (!allowed) throw lacking(needs);
  if (repository.archived && !route.startsWith("GET ")) {
    throw new Refused(403, `Repository was archived so is read-only.`, {
      errors: [{ resource: "Repository", code: "custom", message: `${fullName(repository)} is read-only.` }],
    });
  }
}

function lacking(needs: RepositoryOperation["needs"]): Refused {
  const accepted = needs.map(([permission, access]) => `${permission}=${access}`).join("; ");
  return new Refused(403, notAccessible().message, {
    headers: { "x-accepted-github-permissions": accepted },
  });
}

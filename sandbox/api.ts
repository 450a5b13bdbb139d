/** Answers a request to the API: counted, within the limits, and with the faults that are switched on. */

import { authenticate } from "./auth/authenticate.ts";
import type { Authorization } from "./authorization.ts";
import type { Call } from "./calls.ts";
import type { Fault } from "./faults.ts";
import { secondaryLimit } from "./meter.ts";
import type { Request } from "./meter.ts";
import { Refused, notFound } from "./refused.ts";
import { answerRest } from "./rest/answer.ts";
import type { Operation, Reply } from "./rest/operation.ts";
import type { GraphqlRequest, Sandbox } from "./sandbox.ts";

export interface Answer extends Reply {
  /** Nothing is sent, and the connection ends. */
  dropped?: boolean;
  /** Of a page. */
  type?: string;
}

export interface ApiRequest {
  method: string;
  url: URL;
  isGraphql: boolean;
  /** Null: there is no such operation, or it is GraphQL. */
  found: { operation: Operation; params: Record<string, string> } | null;
  text: string;
  /** The header. */
  credentials: string | undefined;
}

export async function answerApi(sandbox: Sandbox, request: ApiRequest): Promise<Answer> {
  const { method, url, isGraphql, found, text } = request;
  const graphql = isGraphql ? graphqlOf(text) : null;
  const writes = graphql === null ? method !== "GET" : /^\s*mutation\b/mu.test(graphql.query);
  const call: Call = {
    method,
    route: isGraphql ? "/graphql" : (found?.operation.route.split(" ")[1] ?? null),
    url: `${url.pathname}${url.search}`,
    kind: kindOf(found?.operation ?? null, writes),
    at: sandbox.clock.now(),
    status: null,
    operation: graphql === null ? null : operationName(graphql),
  };
  sandbox.calls.push(call);
  const answer = await withFaults(sandbox, call, async () => {
    if (!isGraphql && found === null) {
      sandbox.misuses.push(`${method} ${url.pathname}`);
      throw notFound();
    }
    const authorization = authenticate(sandbox, request.credentials);
    const asked = { route: `${method} ${call.route ?? ""}`, writes, query: graphql?.query ?? null };
    return metered(sandbox, authorization, asked, () =>
      found === null
        ? answerGraphql(sandbox, authorization, graphql)
        : answerRest(sandbox, { ...found, url, body: bodyOf(text), authorization }),
    );
  });
  call.status = answer.dropped === true ? null : answer.status;
  return answer;
}

async function metered(
  sandbox: Sandbox,
  authorization: Authorization,
  asked: Request,
  answer: () => Promise<Reply>,
): Promise<Answer> {
  let done: () => void;
  try {
    done = sandbox.meter.admit(authorization, asked);
  } catch (error) {
    const reached = error instanceof Refused && asked.query !== null ? hourlyLimit(error) : null;
    if (reached !== null) return reached;
    throw error;
  }
  try {
    const reply = await answer();
    return { ...reply, headers: { ...sandbox.meter.headers(authorization, asked), ...reply.headers } };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return refusal(error, sandbox.meter.headers(authorization, asked));
  } finally {
    done();
  }
}

/** GraphQL says with HTTP 200 that the hourly limit is reached (documented). Null: it is another limit. */
function hourlyLimit({ message, headers }: Refused): Answer | null {
  if (headers["x-ratelimit-remaining"] !== "0") return null;
  return { status: 200, headers, body: { errors: [{ type: "RATE_LIMITED", message }] } };
}

async function answerGraphql(
  sandbox: Sandbox,
  authorization: Authorization,
  asked: GraphqlRequest | null,
): Promise<Reply> {
  if (authorization.kind === "anonymous" || authorization.kind === "app") {
    throw new Refused(401, "This endpoint requires you to be authenticated.");
  }
  if (sandbox.parts.graphql === undefined) throw notFound();
  if (asked === null) throw new Refused(400, "Problems parsing JSON");
  return { status: 200, body: await sandbox.parts.graphql(sandbox, authorization, asked) };
}

async function withFaults(sandbox: Sandbox, call: Call, answer: () => Promise<Answer>): Promise<Answer> {
  const rule = sandbox.faults.meet({
    route: `${call.method} ${call.route ?? ""}`,
    url: call.url,
    operation: call.operation,
  });
  if (rule !== null && rule.afterwards !== true && !isLate(rule.fault)) {
    return faulty(sandbox, rule.fault, { status: 500 });
  }
  const given = await answer().catch((error: unknown) => {
    if (error instanceof Refused) return refusal(error, {});
    throw error;
  });
  return rule === null ? given : faulty(sandbox, rule.fault, given);
}

function isLate({ kind }: Fault): boolean {
  return kind === "delay" || kind === "hold";
}

async function faulty(sandbox: Sandbox, fault: Fault, answer: Answer): Promise<Answer> {
  switch (fault.kind) {
    case "delay":
      await sandbox.pause(fault.milliseconds);
      return answer;
    case "hold":
      await fault.until;
      return answer;
    case "drop":
      return { status: 0, dropped: true };
    case "status":
      return { status: fault.status, body: { message: fault.message ?? "Server Error" } };
    case "expired":
      return refusal(new Refused(401, "Bad credentials"), {});
    case "secondary":
      return refusal(secondaryLimit(fault.retryAfter ?? sandbox.limits.retryAfter, fault.status), {});
  }
}

function refusal(refused: Refused, headers: Record<string, string>): Answer {
  const location = refused.headers["location"];
  return {
    status: refused.status,
    headers: { ...headers, ...refused.headers },
    body: {
      message: refused.message,
      ...(refused.errors === null ? {} : { errors: refused.errors }),
      ...(location === undefined ? {} : { url: location }),
      documentation_url: "https://docs.github.com/rest",
      status: String(refused.status),
    },
  };
}

/** Operations without a repository are about tokens and the App itself. */
function kindOf(operation: Operation | null, writes: boolean): Call["kind"] {
  if (operation !== null && operation.about !== "repository") return "token";
  return writes ? "write" : "read";
}

function operationName({ query, operationName: name }: GraphqlRequest): string | null {
  return name ?? /^\s*(?:query|mutation)\s+(\w+)/mu.exec(query)?.[1] ?? null;
}

function graphqlOf(text: string): GraphqlRequest | null {
  const body = jsonOf(text) as Partial<GraphqlRequest> | null;
  return typeof body?.query === "string" ? (body as GraphqlRequest) : null;
}

function bodyOf(text: string): unknown {
  if (text === "") return undefined;
  const body = jsonOf(text);
  if (body === null) throw new Refused(400, "Problems parsing JSON");
  return body;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** Answers a GraphQL request over the sandbox's world and its git repositories. */

import { execute, getOperationAST, Kind } from "graphql";
import type { DocumentNode, FragmentDefinitionNode, GraphQLError } from "graphql";

import type { Authorization } from "../authorization.ts";
import type { GraphqlAnswer, GraphqlRequest, Sandbox } from "../sandbox.ts";
import { costOf } from "./cost.ts";
import type { Cost } from "./cost.ts";
import { Failure, NotInSandbox, replyError } from "./failure.ts";
import { limits } from "./limits.ts";
import type { Context } from "./resolver.ts";
import { resolveField } from "./resolve-field.ts";
import { checkQuery, githubSchema } from "./schema.ts";
import { typeName } from "./sources.ts";
import { switchesOf } from "./switches.ts";

/**
 * What GitHub answers, always with HTTP 200: what could be had in `data`, and in `errors` why the rest is null.
 * Rejects for what the sandbox does not know.
 */
export async function executeGraphql(
  sandbox: Sandbox,
  authorization: Authorization,
  body: GraphqlRequest,
): Promise<GraphqlAnswer> {
  const checked = checkQuery(body.query);
  if (checked.document === null) return refused(checked.errors);
  const { document, missing } = checked;
  if (missing !== null) throw new NotInSandbox(missing);
  const variables = body.variables ?? {};
  const operation = getOperationAST(document, body.operationName);
  if (operation == null) return { errors: [{ message: "An operation name is required" }] };
  const cost = costOf(githubSchema(), operation, fragmentsOf(document), variables);
  const tooMany = excess(cost);
  if (tooMany !== null) return { errors: [{ type: tooMany.type, message: tooMany.message }] };
  sandbox.meter.spend(authorization, cost.points);
  const switches = switchesOf(sandbox);
  const context: Context = { sandbox, authorization, cost, switches, answered: 0 };
  const result = await execute({
    schema: githubSchema(),
    document,
    variableValues: variables,
    operationName: body.operationName,
    contextValue: context,
    fieldResolver: resolveField,
    typeResolver: typeName,
  });
  if (switches.timeOuts > 0) {
    switches.timeOuts--;
    return { errors: [{ message: timedOut }] };
  }
  if (result.data === undefined) return refused(result.errors ?? []);
  const replyErrors = result.errors?.map(replyError) ?? [];
  return { data: result.data, ...(replyErrors.length === 0 ? {} : { errors: replyErrors }) };
}

const timedOut =
  "Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug.";

function refused(errors: readonly GraphQLError[]): GraphqlAnswer {
  return { errors: errors.map(({ message, locations }) => ({ message, locations })) };
}

function excess({ nodes }: Cost): Failure | null {
  const most = limits.nodes.value;
  if (nodes <= most) return null;
  const [asked, allowed] = [nodes.toLocaleString("en"), most.toLocaleString("en")];
  return new Failure(
    "MAX_NODE_LIMIT_EXCEEDED",
    `This query requests up to ${asked} possible nodes which exceeds the maximum limit of ${allowed}.`,
  );
}

function fragmentsOf(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}

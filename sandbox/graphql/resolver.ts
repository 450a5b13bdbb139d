/** What a resolver gets, and the form of the tables that hold them. */

import type { GraphQLResolveInfo } from "graphql";

import type { Authorization } from "../authorization.ts";
import type { GitRepository } from "../git/repository.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Repository } from "../world.ts";
import type { Cost } from "./cost.ts";
import type { Switches } from "./switches.ts";

/** One request. */
export interface Context {
  sandbox: Sandbox;
  authorization: Authorization;
  cost: Cost;
  switches: Switches;
  /** Fields with arguments that were answered so far. */
  answered: number;
}

/** The fields of one type of the schema. `Source` is what stands for an object of the type. */
export type Table<Source> = Readonly<
  Record<string, (source: Source, args: never, context: Context, info: GraphQLResolveInfo) => unknown>
>;

export function gitOf(context: Context, repository: Repository): GitRepository {
  return context.sandbox.git(repository);
}

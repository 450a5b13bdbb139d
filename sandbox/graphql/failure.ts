/** Errors as GitHub words them in a reply that is HTTP 200 all the same. */

import type { GraphQLError } from "graphql";

/** GitHub's `type` of an error; it stands beside `message`, not in `extensions`. */
export type FailureType =
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "UNPROCESSABLE"
  | "STALE_DATA"
  | "BRANCH_PROTECTION_RULE_VIOLATION"
  | "MISSING_PAGINATION_BOUNDARIES"
  | "EXCESSIVE_PAGINATION"
  | "INVALID_CURSOR_ARGUMENTS"
  | "MAX_NODE_LIMIT_EXCEEDED"
  | "RESOURCE_LIMITS_EXCEEDED";

/** Thrown by a resolver: its field becomes null, and the reply says why. */
export class Failure extends Error {
  readonly type: FailureType;

  constructor(type: FailureType, message: string) {
    super(message);
    this.name = "Failure";
    this.type = type;
  }
}

export function forbidden(): Failure {
  return new Failure("FORBIDDEN", "Resource not accessible by integration");
}

export function noNode(id: string): Failure {
  return new Failure("NOT_FOUND", `Could not resolve to a node with the global id of '${id}'.`);
}

/** A field that GitHub has and the sandbox does not: a gap of the sandbox, never an answer. */
export class NotInSandbox extends Error {
  constructor(field: string) {
    super(`the sandbox has no ${field} yet`);
    this.name = "NotInSandbox";
  }
}

export interface ReplyError {
  type: FailureType;
  path?: readonly (string | number)[];
  extensions?: Record<string, unknown>;
  locations?: readonly { line: number; column: number }[];
  message: string;
}

/** Throws what is not GitHub's answer: a fault of the sandbox must not look like one. */
export function replyError(error: GraphQLError): ReplyError {
  const cause = error.originalError;
  if (!(cause instanceof Failure)) throw cause ?? error;
  return {
    type: cause.type,
    ...(error.path === undefined ? {} : { path: error.path }),
    ...(cause.type === "FORBIDDEN" ? { extensions: { saml_failure: false } } : {}),
    ...(error.locations === undefined ? {} : { locations: error.locations }),
    message: error.message,
  };
}

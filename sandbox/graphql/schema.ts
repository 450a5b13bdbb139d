/** GitHub's own GraphQL schema, and queries that were checked against it. */

import { readFileSync } from "node:fs";

import { buildSchema, parse, specifiedRules, validate } from "graphql";
import type { DocumentNode, GraphQLError, GraphQLSchema } from "graphql";

import { missingField } from "./coverage.ts";

let built: GraphQLSchema | null = null;

/** Built once in a process: it takes a third of a second. */
export function githubSchema(): GraphQLSchema {
  const file = new URL("schema.graphql", import.meta.resolve("@octokit/graphql-schema"));
  // GitHub's schema breaks a rule about deprecated fields, which graphql-js would refuse it for.
  built ??= buildSchema(readFileSync(file, "utf8"), { assumeValid: true, noLocation: true });
  return built;
}

/** A query that is well-formed and fits the schema, or what is wrong with it. `missing`: what the sandbox does not have. */
export type Checked =
  | { document: DocumentNode; missing: string | null; errors: null }
  | { document: null; errors: readonly GraphQLError[] };

const checked = new Map<string, Checked>();
const kept = 500;

/** Parsed and validated once for each text. */
export function checkQuery(text: string): Checked {
  const known = checked.get(text);
  if (known !== undefined) return known;
  const result = check(text);
  if (checked.size >= kept) checked.delete(checked.keys().next().value ?? "");
  checked.set(text, result);
  return result;
}

function check(text: string): Checked {
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (error) {
    return { document: null, errors: [error as GraphQLError] };
  }
  const errors = validate(githubSchema(), document, specifiedRules);
  if (errors.length > 0) return { document: null, errors };
  return { document, missing: missingField(githubSchema(), document), errors: null };
}

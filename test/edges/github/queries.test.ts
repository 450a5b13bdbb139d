/** Every query that is sent is one that GitHub's schema knows. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { buildSchema, getVariableValues, parse, validate } from "graphql";
import type { OperationDefinitionNode } from "graphql";

import { buildQuery } from "../../../src/edges/github/batch-query.ts";
import type { Ask } from "../../../src/edges/github/batch-query.ts";
import { commitMutation } from "../../../src/edges/github/commit-files.ts";
import { pastChecksQuery } from "../../../src/edges/github/past-checks.ts";
import { pathsQuery } from "../../../src/edges/github/why-not-commit.ts";
import { mutationOf } from "../../../src/edges/github/write-comments.ts";
import * as queries from "../../../src/edges/github/pull-request-query.ts";

const path = join(import.meta.dirname, "../../../node_modules/@octokit/graphql-schema/schema.graphql");
// The schema breaks a rule about deprecated fields.
const schema = buildSchema(readFileSync(path, "utf8"), { assumeValid: true, noLocation: true });

function errorsOf(query: string): string[] {
  return validate(schema, parse(query)).map(({ message }) => message);
}

test("a wrong field is seen, so that the tests below can fail", () => {
  assert.equal(errorsOf("query Q($id: ID!) { node(id: $id) { ... on PullRequest { patch } } }").length, 1);
});

test("the queries about pull requests", () => {
  const all = [
    queries.pullRequestQuery,
    queries.branchQuery,
    queries.headsQuery,
    queries.nameQuery,
    pastChecksQuery,
    pathsQuery("R", "a".repeat(40), ["a", "a/b"]).query,
    commitMutation,
    ...Object.values(queries.pageQueries),
  ];
  for (const query of all) assert.deepEqual(errorsOf(query), [], query);
});

test("a batch of every kind of question", () => {
  const oid = "a".repeat(40);
  const asks: Ask[] = [
    { ask: "file", commit: oid, path: 'x"y.sql' },
    { ask: "file", commit: "b".repeat(40), path: "z.sql" },
    { ask: "file", commit: oid, path: "w.sql" },
    { ask: "blob", oid },
    { ask: "folder", at: `${oid}:db/migrations`, levels: 3, texts: [1, 3] },
    { ask: "folder", at: `${oid}:`, levels: 1, texts: [] },
    { ask: "distance", tag: "refs/tags/v1.0", commit: oid },
    { ask: "tags", commit: oid, compared: 4, after: null },
    { ask: "tags", commit: oid, compared: 0, after: "c" },
    { ask: "head", number: 7 },
  ];
  for (const some of [asks, ...asks.map((ask) => [ask])]) {
    const { query, places } = buildQuery("R_1", some);
    assert.deepEqual(errorsOf(query), [], query);
    assert.equal(places.length, some.length);
  }
});

test("a mutation of every kind of change", () => {
  const { query, variables } = mutationOf([
    { do: "add", pullRequest: "PR", body: "b" },
    { do: "edit", comment: "IC", body: "b", of: "issue" },
    { do: "edit", comment: "RC", body: "b", of: "review" },
    { do: "delete", comment: "IC", of: "issue" },
    { do: "delete", comment: "RC", of: "review" },
    { do: "resolve", thread: "T" },
    { do: "fold", comment: "IC" },
    { do: "unfold", comment: "IC" },
    { do: "answer", thread: "T", body: "b" },
    { do: "react", to: "IC", with: "eyes" },
    { do: "react", to: "PRR", with: "done" },
    { do: "react", to: "RC", with: "confused" },
    { do: "react", to: "RC", with: "refused" },
  ]);
  assert.deepEqual(errorsOf(query), [], query);
  const mutation = parse(query).definitions[0] as OperationDefinitionNode;
  const { errors } = getVariableValues(schema, mutation.variableDefinitions ?? [], { ...variables });
  assert.equal(errors, undefined);
});

test("no value becomes part of a query's text", () => {
  const hostile = '"}}) { evil } #';
  const { query, variables } = buildQuery(hostile, [
    { ask: "file", commit: hostile, path: hostile },
    { ask: "blob", oid: hostile },
    { ask: "folder", at: hostile, levels: 2, texts: [2] },
    { ask: "distance", tag: hostile, commit: hostile },
    { ask: "tags", commit: hostile, compared: 0, after: hostile },
  ]);
  assert.ok(!query.includes("evil"));
  assert.ok(Object.values(variables).every((value) => value === hostile));
  assert.ok(!pathsQuery(hostile, hostile, [hostile]).query.includes("evil"));
});

/** What an answer of GraphQL says is missing, and why. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { graphqlAnswer } from "../../../src/edges/github/graphql-answer.ts";
import { GitHubTrouble } from "../../../src/review/github.ts";

function answerWith(data: unknown, errors?: unknown): () => unknown {
  const answer = { status: 200, headers: {}, data: { data, errors }, failure: null };
  return () => graphqlAnswer(answer, 0, ({ type }) => type === "NOT_FOUND");
}

function kindOf(kind: string): (cause: unknown) => boolean {
  return (cause) => cause instanceof GitHubTrouble && cause.kind === kind;
}

test("a name from a pull request stops nobody", () => {
  for (const name of ["rate limit.yaml", "RATE LIMITED", "API rate limit exceeded"]) {
    const path = ["node", "c0", "a1"];
    const message = `Could not resolve file for path '${name}'.`;
    const errors = [{ path, message }];
    assert.deepEqual(answerWith({ node: {} }, errors)(), {
      data: { node: {} },
      errors: [{ type: "NOT_FOUND", path: "node.c0.a1", message }],
    });
  }
});

test("GitHub's own limit is one, by its type, or by its words about the whole query", () => {
  for (const error of [
    { type: "RATE_LIMITED", message: "API rate limit exceeded for installation ID 1." },
    { message: "API rate limit exceeded for installation ID 1." },
  ])
    assert.throws(answerWith(null, [error]), kindOf("limited"));
});

test("without data and without a reason, it may come later", () => {
  assert.throws(answerWith(null), kindOf("transient"));
  assert.throws(answerWith(undefined, []), kindOf("transient"));
  assert.throws(answerWith(null, [{ message: "Something went wrong" }]), kindOf("transient"));
});

test("a field that is null for another reason than that it is not there is no answer", () => {
  const errors = [{ type: "FORBIDDEN", path: ["node", "x"], message: "no" }];
  assert.throws(answerWith({ node: { x: null } }, errors), kindOf("forbidden"));
});

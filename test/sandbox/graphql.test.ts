/** What GraphQL of the sandbox says of pull requests, commits and files. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { afterEach, beforeEach, test } from "node:test";

import { at, GraphqlWorld, ofPullRequest, ofRepository } from "./graphql-world.ts";

let world: GraphqlWorld;
beforeEach(() => {
  world = new GraphqlWorld();
});
afterEach(() => world.close());

test("a pull request with its files; a renamed one has no old path", async () => {
  const text = Array.from({ length: 30 }, (_, line) => `line ${line}\n`).join("");
  const base = { "a.sql": text, "gone.sql": "x\n", "same.sql": "y\n", "changed.sql": "1\n2\n" };
  const head = {
    "a.sql": null,
    "b.sql": text,
    "gone.sql": null,
    "new.sql": "z\n",
    "changed.sql": "1\n3\n4\n",
  };
  const pullRequest = await world.pullRequest(base, head);
  const { data, errors } = await world.ask(
    ofPullRequest(`id number title state isDraft isCrossRepository changedFiles headRefOid headRefName baseRefName
      author { __typename login } headRef { name } headRepository { nameWithOwner }
      baseRef { target { oid } }`),
  );
  assert.deepEqual(errors, []);
  assert.deepEqual(at(data, "repository.pullRequest"), {
    id: pullRequest.node,
    number: 1,
    title: "Change",
    state: "OPEN",
    isDraft: false,
    isCrossRepository: false,
    changedFiles: 4,
    headRefOid: pullRequest.headOid,
    headRefName: "topic",
    baseRefName: "main",
    author: { __typename: "User", login: "ada" },
    headRef: { name: "topic" },
    headRepository: { nameWithOwner: "acme/shop" },
    baseRef: { target: { oid: pullRequest.baseOid } },
  });
  const listed = await world.ask(
    ofPullRequest("files(first: 10) { totalCount nodes { path changeType additions deletions } }"),
  );
  assert.deepEqual(at(listed.data, "repository.pullRequest.files"), {
    totalCount: 4,
    nodes: [
      { path: "b.sql", changeType: "RENAMED", additions: 0, deletions: 0 },
      { path: "changed.sql", changeType: "MODIFIED", additions: 2, deletions: 1 },
      { path: "gone.sql", changeType: "DELETED", additions: 0, deletions: 1 },
      { path: "new.sql", changeType: "ADDED", additions: 1, deletions: 0 },
    ],
  });
});

test("commits name everyone who made them, as far as they are known", async () => {
  const shop = await world.repository("shop");
  const first = await world.commit(shop, "main", { a: "1" });
  const message =
    "fix\n\nCo-authored-by: Grace <GRACE@example.com>\nCo-Authored-By: Stranger <who@example.com>\n";
  const committer = { name: "GitHub", email: "noreply@github.com" };
  const second = await world.commit(shop, "topic", { a: "2" }, { message, committer });
  await world.open(shop);
  const { data } = await world.ask(
    ofPullRequest(`commits(first: 5) { totalCount nodes { commit {
      oid committedViaWeb parents(first: 2) { nodes { oid } }
      authors(first: 5) { nodes { name user { login } } } committer { email user { login } }
    } } }`),
  );
  assert.deepEqual(at(data, "repository.pullRequest.commits"), {
    totalCount: 1,
    nodes: [
      {
        commit: {
          oid: second,
          committedViaWeb: true,
          parents: { nodes: [{ oid: first }] },
          authors: {
            nodes: [
              { name: "Ada", user: { login: "ada" } },
              { name: "Grace", user: { login: "grace" } },
              { name: "Stranger", user: null },
            ],
          },
          committer: { email: "noreply@github.com", user: null },
        },
      },
    ],
  });
});

test("files, folders and what is not there", async () => {
  const shop = await world.repository("shop");
  const commit = await world.commit(shop, "main", {
    "dir/a.sql": "select 1;\n",
    "dir/in/b.sql": "select 2;\n",
    run: { content: "#!/bin/sh\n", mode: "100755" },
  });
  const { data, errors } = await world.ask(
    ofRepository(`
      tip: defaultBranchRef { name target { ... on Commit { file(path: "dir/a.sql") { name path mode type size object { ... on Blob { text } } } none: file(path: "dir/x") { oid } } } }
      folder: object(expression: "main:dir") { ... on Tree { entries { name path type mode object { ... on Blob { text } ... on Tree { entries { path } } } } } }
      byId: object(oid: "${commit}") { __typename ... on Commit { oid } }
      run: object(expression: "${commit}:run") { ... on Blob { byteSize isBinary isTruncated text } }
      none: object(expression: "main:no/such") { oid }
      noBranch: object(expression: "gone:dir") { oid }
      noRef: ref(qualifiedName: "refs/heads/gone") { name }`),
  );
  assert.deepEqual(errors, []);
  assert.deepEqual(at(data, "repository"), {
    tip: {
      name: "main",
      target: {
        file: {
          name: "a.sql",
          path: "dir/a.sql",
          mode: 0o100644,
          type: "blob",
          size: 10,
          object: { text: "select 1;\n" },
        },
        none: null,
      },
    },
    folder: {
      entries: [
        { name: "a.sql", path: "dir/a.sql", type: "blob", mode: 0o100644, object: { text: "select 1;\n" } },
        {
          name: "in",
          path: "dir/in",
          type: "tree",
          mode: 0o40000,
          object: { entries: [{ path: "dir/in/b.sql" }] },
        },
      ],
    },
    byId: { __typename: "Commit", oid: commit },
    run: { byteSize: 10, isBinary: false, isTruncated: false, text: "#!/bin/sh\n" },
    none: null,
    noBranch: null,
    noRef: null,
  });
});

test("large texts are cut between characters, binary ones have none", async () => {
  const shop = await world.repository("shop");
  const large = "é".repeat(300_000);
  await world.commit(shop, "main", { large, odd: `a${large}`, binary: Buffer.from([1, 0, 2]) });
  const blob = "... on Blob { byteSize isBinary isTruncated text }";
  const { data } = await world.ask(
    ofRepository(`large: object(expression: "main:large") { ${blob} } odd: object(expression: "main:odd") { ${blob} }
      binary: object(expression: "main:binary") { ${blob} }`),
  );
  const shown = at(data, "repository");
  assert.equal(at(shown, "large.byteSize"), 600_000);
  assert.equal(at(shown, "large.isTruncated"), true);
  assert.equal(at(shown, "large.text"), "é".repeat(256_000));
  assert.equal(at(shown, "odd.text"), `a${"é".repeat(255_999)}`);
  assert.deepEqual(at(shown, "binary"), { byteSize: 3, isBinary: true, isTruncated: false, text: null });
});

test("tags, newest first, and how far a commit is from them", async () => {
  const shop = await world.repository("shop");
  const first = await world.commit(shop, "main", { a: "1" });
  const git = world.sandbox.git(shop);
  git.setRef("refs/tags/v1", first);
  const environment = { GIT_COMMITTER_NAME: "a", GIT_COMMITTER_EMAIL: "a@example.com" };
  execFileSync("git", ["-C", shop.directory, "tag", "-a", "-m", "two", "v2", first], {
    env: { ...process.env, ...environment },
  });
  await git.loadRefs();
  const head = await world.commit(shop, "main", { a: "2" });
  const { data } = await world.ask(
    ofRepository(`
      refs(refPrefix: "refs/tags/", first: 10, orderBy: { field: ALPHABETICAL, direction: DESC }) {
        nodes { name prefix target { __typename oid ... on Tag { name target { __typename oid } } } compare(headRef: "main") { status aheadBy behindBy } } }
      back: ref(qualifiedName: "main") { compare(headRef: "refs/tags/v1") { status aheadBy behindBy } }
      same: ref(qualifiedName: "refs/tags/v2") { compare(headRef: "${first}") { status } }`),
  );
  const shown = at(data, "repository");
  const ahead = { status: "AHEAD", aheadBy: 1, behindBy: 0 };
  assert.deepEqual(at(shown, "refs.nodes.1"), {
    name: "v1",
    prefix: "refs/tags/",
    target: { __typename: "Commit", oid: first },
    compare: ahead,
  });
  assert.equal(at(shown, "refs.nodes.0.target.__typename"), "Tag");
  assert.deepEqual(at(shown, "refs.nodes.0.target.target"), { __typename: "Commit", oid: first });
  assert.deepEqual(at(shown, "refs.nodes.0.compare"), ahead);
  assert.deepEqual(at(shown, "back.compare"), { status: "BEHIND", aheadBy: 0, behindBy: 1 });
  assert.equal(at(shown, "same.compare.status"), "IDENTICAL");
  assert.notEqual(head, first);
});

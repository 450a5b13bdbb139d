/** The queries that bring merged pull requests with their comments and checks. Values are variables, never part of a text. */

import { checkName } from "./pull-request-query.ts";

/** What was merged, the last changed first. */
export const listQuery = `query Merged($owner: String!, $name: String!, $at: String) {
  repository(owner: $owner, name: $name) {
    nameWithOwner
    pullRequests(states: MERGED, first: 100, after: $at, orderBy: { field: UPDATED_AT, direction: DESC }) {
      pageInfo { hasNextPage endCursor }
      nodes { id mergedAt updatedAt }
    }
  }
}`;

const writtenFields = `fragment Written on IssueComment {
  url body lastEditedAt
  author { __typename login }
  editor { __typename login }
}`;

const checks = `filterBy: { checkName: "${checkName}" }`;

/** Pull requests with their comments and our checks on what was merged. */
export const readQuery = `query Recorded($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on PullRequest {
      id number url mergedAt headRefOid
      comments(first: 100) { pageInfo { hasNextPage endCursor } nodes { ...Written } }
      commits(last: 1) {
        nodes {
          commit {
            oid
            checkSuites(first: 20, ${checks}) { nodes { app { slug } checkRuns(last: 1, ${checks}) { nodes { text } } } }
          }
        }
      }
    }
  }
}
${writtenFields}`;

/** Further comments of one of them. */
export const pageQuery = `query Comments($id: ID!, $at: String!) {
  node(id: $id) {
    ... on PullRequest { comments(first: 100, after: $at) { pageInfo { hasNextPage endCursor } nodes { ...Written } } }
  }
}
${writtenFields}`;

/** All our checks on what is and was the head of a pull request: what was to be seen when somebody wrote a command. */

import type { PastCheck } from "../../review/github.ts";
import type { Client } from "./client.ts";
import type { FieldError } from "./graphql-answer.ts";
import { listAt, textAt } from "./json.ts";
import { checkName } from "./pull-request-query.ts";

/** So many checks of one commit, the last ones; it gets another one whenever the verdict changes. */
const perCommit = 10;

export const pastChecksQuery = `query PastChecks($node: ID!, $number: Int!, $app: Int!) {
  node(id: $node) {
    ... on Repository {
      pullRequest(number: $number) {
        commits(last: 100) { nodes { commit { ...OwnChecks } } }
        timelineItems(last: 20, itemTypes: [HEAD_REF_FORCE_PUSHED_EVENT]) {
          nodes { ... on HeadRefForcePushedEvent { beforeCommit { ...OwnChecks } } }
        }
      }
    }
  }
}
fragment OwnChecks on Commit {
  checkSuites(first: 1, filterBy: { appId: $app }) {
    nodes {
      checkRuns(last: ${perCommit}, filterBy: { checkName: "${checkName}", checkType: ALL }) {
        nodes { completedAt externalId text }
      }
    }
  }
}`;

/** The newest first. Throws `GitHubTrouble`. */
export async function pastChecks(client: Client, number: number, appId: number): Promise<PastCheck[]> {
  const { data } = await client.graphql(
    pastChecksQuery,
    { node: client.id.node, number, app: appId },
    { count: "others", right: "reading", again: true },
    isMissed,
  );
  const pull = ["node", "pullRequest"];
  const commits = [
    ...listAt(data, ...pull, "commits", "nodes").map((node) =>
      listAt(node, "commit", "checkSuites", "nodes"),
    ),
    ...listAt(data, ...pull, "timelineItems", "nodes").map((event) =>
      listAt(event, "beforeCommit", "checkSuites", "nodes"),
    ),
  ];
  const checks = commits.flat().flatMap((suite) =>
    listAt(suite, "checkRuns", "nodes").flatMap((run): PastCheck[] => {
      const completedAt = textAt(run, "completedAt");
      return completedAt === null
        ? []
        : [{ completedAt, externalId: textAt(run, "externalId"), text: textAt(run, "text") ?? "" }];
    }),
  );
  return checks.toSorted((a, b) => Date.parse(b.completedAt) - Date.parse(a.completedAt));
}

/** A commit that was pushed away may be gone for good. */
function isMissed({ path, type }: FieldError): boolean {
  return type === "NOT_FOUND" && path.includes(".beforeCommit");
}

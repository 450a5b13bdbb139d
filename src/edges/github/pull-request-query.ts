/** The query that brings a whole pull request, and those for the further pages of its lists. Values are variables, never part of a text. */

/** What Lockstep's check runs are called. */
export const checkName = "Lockstep";

/** Authors of one commit; whoever stands behind them is only counted. */
export const authorLimit = 10;

const forward = "pageInfo { hasNextPage endCursor }";
const backward = "pageInfo { hasPreviousPage startCursor }";
const opinions = "states: [APPROVED, CHANGES_REQUESTED, DISMISSED]";
const remarks = "states: [COMMENTED]";

const repositoryFields = `fragment RepositoryFields on Repository {
  databaseId id name url isArchived
  owner {
    login
    policies: repository(name: ".github", followRenames: false) {
      defaultBranchRef { target { ... on Commit { policy: file(path: $policy) { ...PolicyFile } } } }
    }
  }
}`;

const policyFile = `fragment PolicyFile on TreeEntry {
  type
  object { ... on Blob { byteSize isBinary isTruncated text } }
}`;

/** A branch with the files at its tip that settle how a change is judged. */
const tipFields = `fragment Tip on Commit {
  oid
  policy: file(path: $policy) { ...PolicyFile }
  exceptions: file(path: $exceptions) { oid }
}`;

const fileFields = `fragment FileFields on PullRequestChangedFile { path changeType additions deletions }`;

const commitFields = `fragment CommitFields on PullRequestCommit {
  commit {
    oid
    parents(first: 4) { totalCount nodes { oid } }
    authors(first: ${authorLimit}) { totalCount nodes { name email user { login } } }
    committer { name email user { login } }
  }
}`;

/** A text that somebody wrote. */
const written = `id fullDatabaseId url body createdAt lastEditedAt viewerDidAuthor
  author { __typename login }
  editor { __typename login }`;

const reviewFields = `fragment ReviewFields on PullRequestReview {
  ${written}
  state
  submittedAt
  authorCanPushToRepository
  commit {
    oid
    checkSuites(first: 1, filterBy: { appId: $app }) {
      nodes { checkRuns(last: 1, filterBy: { checkName: "${checkName}" }) { nodes { text } } }
    }
  }
}`;

/** A review that gives no opinion. */
const remarkFields = `fragment RemarkFields on PullRequestReview {
  ${written}
  submittedAt
}`;

const commentFields = `fragment CommentFields on IssueComment {
  ${written}
  isMinimized
}`;

const answerFields = `fragment AnswerFields on PullRequestReviewComment {
  ${written}
}`;

const threadFields = `fragment ThreadFields on PullRequestReviewThread {
  id path line isOutdated isResolved
  comments(first: 30) { totalCount ${forward} nodes { ...AnswerFields } }
}`;

export const pullRequestQuery = `query PullRequest($node: ID!, $number: Int!, $app: Int!, $policy: String!, $exceptions: String!) {
  node(id: $node) {
    ... on Repository {
      ...RepositoryFields
      pullRequests(states: OPEN, first: 100, orderBy: { field: UPDATED_AT, direction: DESC }) { nodes { number headRefOid } }
      pullRequest(number: $number) {
        id number url title body state mergedAt isDraft
        author { login }
        headRefOid headRefName
        headRef { id }
        headRepository { name url owner { login } }
        baseRefName baseRefOid
        baseRef { target { ... on Commit { ...Tip } } }
        changedFiles
        files(first: 100) { ${forward} nodes { ...FileFields } }
        commits(first: 100) { totalCount ${forward} nodes { ...CommitFields } }
        last: commits(last: 1) {
          nodes {
            commit {
              oid
              checkSuites(first: 1, filterBy: { appId: $app }) {
                nodes { checkRuns(last: 1, filterBy: { checkName: "${checkName}" }) { nodes { externalId url completedAt text } } }
              }
              associatedPullRequests(first: 10) { nodes { number state headRefOid baseRepository { id } } }
            }
          }
        }
        reviews(last: 50, ${opinions}) { ${backward} nodes { ...ReviewFields } }
        remarks: reviews(last: 50, ${remarks}) { ${backward} nodes { ...RemarkFields } }
        timelineItems(last: 1, itemTypes: [BASE_REF_CHANGED_EVENT, BASE_REF_FORCE_PUSHED_EVENT, AUTOMATIC_BASE_CHANGE_SUCCEEDED_EVENT]) {
          nodes {
            ... on BaseRefChangedEvent { createdAt }
            ... on BaseRefForcePushedEvent { createdAt }
            ... on AutomaticBaseChangeSucceededEvent { createdAt }
          }
        }
        forced: timelineItems(last: 1, itemTypes: [HEAD_REF_FORCE_PUSHED_EVENT]) {
          nodes { ... on HeadRefForcePushedEvent { createdAt } }
        }
        closingIssuesReferences(first: 3) { nodes { number title body } }
        comments(first: 50) { ${forward} nodes { ...CommentFields } }
        reviewThreads(first: 50) { ${forward} nodes { ...ThreadFields } }
      }
    }
  }
}
${[
  repositoryFields,
  policyFile,
  tipFields,
  fileFields,
  commitFields,
  reviewFields,
  remarkFields,
  commentFields,
  threadFields,
  answerFields,
].join("\n")}`;

export type PagedList = "files" | "commits" | "reviews" | "remarks" | "comments" | "reviewThreads";

/** `$at`: the cursor where the page before ended. Reviews go backwards: the last ones count. */
export const pageQueries: Record<PagedList | "answers", string> = {
  files: pageQuery("files(first: 100, after: $at)", forward, "FileFields", fileFields),
  commits: pageQuery("commits(first: 100, after: $at)", forward, "CommitFields", commitFields),
  reviews: pageQuery(`reviews(last: 50, before: $at, ${opinions})`, backward, "ReviewFields", reviewFields),
  remarks: pageQuery(`reviews(last: 50, before: $at, ${remarks})`, backward, "RemarkFields", remarkFields),
  comments: pageQuery("comments(first: 100, after: $at)", forward, "CommentFields", commentFields),
  reviewThreads: pageQuery(
    "reviewThreads(first: 50, after: $at)",
    forward,
    "ThreadFields",
    `${threadFields}\n${answerFields}`,
  ),
  // Of one thread.
  answers: pageQuery(
    "comments(first: 100, after: $at)",
    forward,
    "AnswerFields",
    answerFields,
    "PullRequestReviewThread",
  ),
};

function pageQuery(
  list: string,
  info: string,
  fragment: string,
  fragments: string,
  type = "PullRequest",
): string {
  const app = fragments.includes("$app") ? ", $app: Int!" : "";
  return `query Page($node: ID!, $at: String!${app}) {
  node(id: $node) { ... on ${type} { page: ${list} { ${info} nodes { ...${fragment} } } } }
}
${fragments}`;
}

/** For a merge queue: the repository, and the tip of a branch. */
export const branchQuery = `query Branch($node: ID!, $branch: String!, $policy: String!, $exceptions: String!) {
  node(id: $node) {
    ... on Repository {
      ...RepositoryFields
      branch: ref(qualifiedName: $branch) { target { ... on Commit { ...Tip } } }
    }
  }
}
${repositoryFields}
${policyFile}
${tipFields}`;

/** Which open pull requests have a commit as their head. GitHub links commits of forks to no pull request of the base repository, so the list is looked through. */
export const headsQuery = `query Heads($node: ID!, $at: String) {
  node(id: $node) {
    ... on Repository {
      pullRequests(states: OPEN, first: 100, after: $at, orderBy: { field: UPDATED_AT, direction: DESC }) {
        ${forward}
        nodes { number headRefOid }
      }
    }
  }
}`;

/** The name that the REST interface asks for. */
export const nameQuery = `query Name($node: ID!) {
  node(id: $node) { ... on Repository { databaseId id name url isArchived owner { login } } }
}`;

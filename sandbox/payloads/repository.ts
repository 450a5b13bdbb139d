/** Repositories as the API shows them. */

import type { Sandbox } from "../sandbox.ts";
import { fullName } from "../names.ts";
import type { Repository } from "../world.ts";
import { accountPayload } from "./account.ts";

/** The address of a repository in the API. */
export function apiUrl(sandbox: Sandbox, repository: Repository): string {
  return `${sandbox.url}/repos/${fullName(repository)}`;
}

/** The address of its page. */
export function htmlUrl(sandbox: Sandbox, repository: Repository): string {
  return `${sandbox.url}/${fullName(repository)}`;
}

/** Each `NAME_url` with what comes after the repository's own address. */
const templates: Record<string, string> = {
  archive: "/{archive_format}{/ref}",
  assignees: "/assignees{/user}",
  blobs: "/git/blobs{/sha}",
  branches: "/branches{/branch}",
  collaborators: "/collaborators{/collaborator}",
  comments: "/comments{/number}",
  commits: "/commits{/sha}",
  compare: "/compare/{base}...{head}",
  contents: "/contents/{+path}",
  contributors: "/contributors",
  deployments: "/deployments",
  downloads: "/downloads",
  events: "/events",
  forks: "/forks",
  git_commits: "/git/commits{/sha}",
  git_refs: "/git/refs{/sha}",
  git_tags: "/git/tags{/sha}",
  hooks: "/hooks",
  issue_comment: "/issues/comments{/number}",
  issue_events: "/issues/events{/number}",
  issues: "/issues{/number}",
  keys: "/keys{/key_id}",
  labels: "/labels{/name}",
  languages: "/languages",
  merges: "/merges",
  milestones: "/milestones{/number}",
  notifications: "/notifications{?since,all,participating}",
  pulls: "/pulls{/number}",
  releases: "/releases{/id}",
  stargazers: "/stargazers",
  statuses: "/statuses/{sha}",
  subscribers: "/subscribers",
  subscription: "/subscription",
  tags: "/tags",
  teams: "/teams",
  trees: "/git/trees{/sha}",
};

export function repositoryPayload(sandbox: Sandbox, repository: Repository) {
  const url = apiUrl(sandbox, repository);
  const html = htmlUrl(sandbox, repository);
  const date = "2024-01-01T00:00:00Z";
  const urls = Object.entries(templates).map(([name, rest]): [string, string] => [`${name}_url`, url + rest]);
  const open = [...repository.pullRequests.values()].filter(({ state }) => state === "open").length;
  return {
    ...Object.fromEntries(urls),
    id: repository.id,
    node_id: repository.node,
    name: repository.name,
    full_name: fullName(repository),
    owner: accountPayload(sandbox, repository.owner),
    private: repository.private,
    html_url: html,
    description: null,
    fork: repository.parent !== null,
    url,
    clone_url: `${html}.git`,
    git_url: `${html}.git`,
    ssh_url: `${html}.git`,
    svn_url: html,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    default_branch: repository.defaultBranch,
    visibility: repository.private ? "private" : "public",
    archived: repository.archived,
    disabled: false,
    forks: 0,
    forks_count: 0,
    open_issues: open,
    open_issues_count: open,
    watchers: 0,
    watchers_count: 0,
    stargazers_count: 0,
    size: 0,
    topics: [],
    has_downloads: true,
    has_issues: true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    is_template: false,
    allow_forking: true,
    web_commit_signoff_required: false,
    created_at: date,
    updated_at: date,
    pushed_at: date,
  };
}

/** How a payload names a repository beside a check. */
export function repositoryName(sandbox: Sandbox, repository: Repository) {
  return { id: repository.id, url: apiUrl(sandbox, repository), name: repository.name };
}

/** Accounts as the API shows them. */

import type { Sandbox } from "../sandbox.ts";
import type { Account } from "../world.ts";

export function accountPayload(sandbox: Sandbox, shown: Account) {
  const account = sandbox.world.ghosts.has(shown) ? { ...shown, ...ghost } : shown;
  const url = `${sandbox.url}/users/${encodeURIComponent(account.login)}`;
  return {
    login: account.login,
    id: account.id,
    node_id: account.node,
    avatar_url: `${sandbox.url}/avatars/${account.id}`,
    gravatar_id: "",
    url,
    html_url: htmlOf(sandbox, account),
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    site_admin: false,
  };
}

/** Who stands where somebody deleted their account. */
const ghost = { login: "ghost", id: 10137, node: "MDQ6VXNlcjEwMTM3" };

/** An organisation as webhooks name it beside the repository. */
export function organizationPayload(sandbox: Sandbox, { login, id, node }: Account) {
  const url = `${sandbox.url}/orgs/${encodeURIComponent(login)}`;
  return {
    login,
    id,
    node_id: node,
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${sandbox.url}/avatars/${id}`,
    description: null,
  };
}

function htmlOf(sandbox: Sandbox, { login, type }: Account): string {
  return `${sandbox.url}/${type === "Bot" ? `apps/${login.replace(/\[bot\]$/u, "")}` : login}`;
}

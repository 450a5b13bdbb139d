/** People and organisations come to the sandbox. */

import { randomBytes } from "node:crypto";

import { identify } from "../ids.ts";
import { unprocessable } from "../refused.ts";
import type { Sandbox } from "../sandbox.ts";
import { accountOf } from "../state/accounts.ts";
import type { Account } from "../world.ts";

export function createUser(
  sandbox: Sandbox,
  login: string,
  details: { name?: string; email?: string | null } = {},
): Account {
  const { name = login, email = `${login}@example.com` } = details;
  return createAccount(sandbox, { login, name, email, type: "User" });
}

/** `members` see its private repositories, and nothing more: roles are given by repository. `owners` are members who administer all of them. */
export function createOrganisation(
  sandbox: Sandbox,
  login: string,
  details: { members?: readonly Account[]; owners?: readonly Account[] } = {},
): Account {
  const organisation = createAccount(sandbox, { login, name: login, email: null, type: "Organization" });
  const { members = [], owners = [] } = details;
  sandbox.world.members.set(login, new Set([...members, ...owners].map((member) => member.login)));
  sandbox.world.owners.set(login, new Set(owners.map((owner) => owner.login)));
  return organisation;
}

/** A personal access token: it may do what the person may, but for what only Apps may. */
export function createPersonalToken(sandbox: Sandbox, account: Account): string {
  const token = `ghp_${randomBytes(18).toString("hex")}`;
  sandbox.world.personTokens.set(token, account);
  return token;
}

/** What somebody wrote stays, and nobody can tell any more whose it is. */
export function deleteAccount({ world }: Sandbox, account: Account): void {
  const { login } = account;
  world.accounts.delete(login);
  world.ghosts.add(account);
  for (const token of world.personTokens.keys())
    if (world.personTokens.get(token) === account) world.personTokens.delete(token);
  for (const logins of [...world.members.values(), ...world.owners.values()]) logins.delete(login);
  for (const team of world.teams) team.members.delete(login);
  for (const repository of world.repositories) repository.collaborators.delete(login);
}

const kinds = { User: "U", Organization: "O", Bot: "BOT" } as const;

export function createAccount(
  sandbox: Sandbox,
  details: Pick<Account, "login" | "name" | "email" | "type">,
): Account {
  if (accountOf(sandbox.world, details.login) !== null) {
    throw unprocessable({ resource: "User", field: "login", code: "already_exists" });
  }
  const account = identify<Account>(sandbox.world, kinds[details.type], (ids) => ({ ...ids, ...details }));
  sandbox.world.accounts.set(account.login, account);
  return account;
}

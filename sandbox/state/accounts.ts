/** Accounts, found by login or by the address in a commit. */

import type { Account, World } from "../world.ts";

export function accountOfEmail(world: World, email: string): Account | null {
  const wanted = email.toLowerCase();
  for (const account of world.accounts.values()) {
    if (account.email?.toLowerCase() === wanted || privateEmail(account) === wanted) return account;
  }
  return null;
}

/** The address that GitHub gives to each account. */
export function privateEmail({ id, login }: Account): string {
  return `${id}+${login}@users.noreply.github.com`.toLowerCase();
}

/** Who commits what is written on a page of GitHub's, and the login that GitHub gives that. */
export const webCommitter = { name: "GitHub", email: "noreply@github.com", login: "web-flow" } as const;

export function accountOf(world: World, login: string): Account | null {
  const wanted = login.toLowerCase();
  for (const account of world.accounts.values()) if (account.login.toLowerCase() === wanted) return account;
  return null;
}

/** Who made a commit, as far as GitHub can link addresses to accounts. */

import { stamp } from "../payloads/dates.ts";
import type { Commit, Signature } from "../git/objects.ts";
import { accountOfEmail } from "../state/accounts.ts";
import type { Account } from "../world.ts";
import type { Context } from "./resolver.ts";

export interface GitActor {
  name: string;
  email: string;
  date: string | null;
  /** Null: GitHub links the address to nobody. A bot has `[bot]` at the end of its login here (marcusquinn/aidevops#29778). */
  user: Account | null;
}

export function gitActor(context: Context, signature: Signature): GitActor {
  const { name, email, date } = signature;
  return { name, email, date: stamp(date), user: accountOfEmail(context.sandbox.world, email) };
}

/** The author, then everyone whom a `Co-authored-by` line names. */
export function authorsOf(context: Context, commit: Commit): GitActor[] {
  const authors = [gitActor(context, commit.author)];
  const lines = commit.message.matchAll(/^co-authored-by:[ \t]*(.*?)[ \t]*<([^<>\n]*)>[ \t]*$/gimu);
  for (const [, name = "", email = ""] of lines) {
    if (authors.some((author) => author.email === email)) continue;
    authors.push({ name, email, date: null, user: accountOfEmail(context.sandbox.world, email) });
  }
  return authors;
}

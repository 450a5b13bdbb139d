/** What every mutation does first and last: who writes, whether they may, and how a refusal is told. */

import { Failure, forbidden } from "./failure.ts";
import type { Context } from "./resolver.ts";
import { need } from "./rights.ts";
import { actorOf } from "../authorization.ts";
import { Refused } from "../refused.ts";
import type { Account, Editable, Repository } from "../world.ts";

export interface Input {
  clientMutationId?: string | null;
}

/** Throws when whoever asks may not write comments there; else who it is. */
export function writer(context: Context, repository: Repository, permission = "pull_requests"): Account {
  const actor = actorOf(context.authorization);
  if (actor === null) throw forbidden();
  need(context, repository, permission, "write");
  // GitHub's own words for REST; the type is assumed.
  if (repository.archived) throw new Failure("FORBIDDEN", "Repository was archived so is read-only.");
  return actor;
}

/** An App changes only what it wrote itself (assumed). */
export function author(context: Context, repository: Repository, text: Editable): Account {
  const actor = writer(context, repository);
  if (text.author !== actor) throw forbidden();
  return actor;
}

/** What REST answers with 422 is UNPROCESSABLE here. */
export function write<Result>(change: () => Result): Result {
  try {
    return change();
  } catch (error) {
    if (error instanceof Refused) throw new Failure("UNPROCESSABLE", sentence(error));
    throw error;
  }
}

function sentence({ message, errors }: Refused): string {
  const [first] = errors ?? [];
  if (typeof first !== "object" || first === null) return message;
  if ("message" in first) return String(first.message).replace(/^\w/u, (letter) => letter.toUpperCase());
  return "code" in first && first.code === "missing_field" ? "Body cannot be blank" : message;
}

export type WithInput<Fields> = { input: Fields & Input };

export function done({ clientMutationId }: Input) {
  return { clientMutationId: clientMutationId ?? null };
}

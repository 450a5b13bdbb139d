/** Looks into a webhook's payload, of which nothing is taken for granted. */

import type { RepositoryId } from "../../review/job.ts";

export type Fields = Readonly<Record<string, unknown>>;

const nothing: Fields = {};

/** The value as an object; one without fields for anything else. */
export function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : nothing;
}

export function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A number that names something on GitHub; null for anything else. */
export function idOf(value: unknown): number | null {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : null;
}

/** A text that is there. Longer than any name of GitHub's is none. */
export function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" && value.length <= 1024 ? value : null;
}

/** The name of a commit. */
export function commitOf(value: unknown): string | null {
  return typeof value === "string" && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u.test(value) ? value : null;
}

/** Null: the payload does not say which repository of which installation it is about. */
export function repositoryOf(payload: Fields): RepositoryId | null {
  const repository = fields(payload["repository"]);
  const installation = idOf(fields(payload["installation"])["id"]);
  const id = idOf(repository["id"]);
  const node = textOf(repository["node_id"]);
  return installation === null || id === null || node === null ? null : { installation, id, node };
}

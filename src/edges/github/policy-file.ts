/** A policy file in an answer: its text, that there is none, or that nobody can tell. */

import { contentOf } from "../../core/content.ts";
import { unreadable } from "../../gather/settings.ts";
import { errorAt } from "./graphql-answer.ts";
import type { FieldError } from "./graphql-answer.ts";
import { at, isAt, textAt } from "./json.ts";

/** Null: there is certainly none. What is there and cannot be read is no YAML, so that it counts as a broken file. `place`: where the answer has the file. */
export function policyText(
  data: unknown,
  errors: readonly FieldError[],
  place: readonly string[],
): string | null {
  const error = errorAt(errors, place.join("."));
  if (error !== undefined) return error.type === "NOT_FOUND" ? null : unreadable;
  const file = at(data, ...place);
  if (typeof file !== "object" || file === null) return null;
  // A folder of that name is no policy.
  if (textAt(file, "type") !== "blob") return null;
  const text = textAt(file, "object", "text");
  if (text === null || isAt(file, "object", "isBinary") || isAt(file, "object", "isTruncated"))
    return unreadable;
  const content = contentOf(Buffer.from(text));
  return "text" in content ? content.text : unreadable;
}

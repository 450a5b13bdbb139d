/** Parts of commands that are no names: types and expressions, as far as they are short and plain. */

import { isDeceptive } from "../names.ts";

/** The text, or an ellipsis where it is unknown, long, or has characters that cannot be seen. */
export function shownSql(text: string | null): string {
  return text === null || text.length > 200 || isDeceptive(text) ? "..." : text;
}

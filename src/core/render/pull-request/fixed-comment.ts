/** What an inline comment says when its problem is gone, and somebody had answered it. */

import { marker, readMarker } from "./marker.ts";

const prefix = "done-";

/** `head`: the commit in which the problem was gone. */
export function fixedComment(body: string, head: string): string {
  return `**Done** in ${head.slice(0, 10)}.\n\n${marker(`${prefix}${readMarker(body) ?? "comment"}`)}`;
}

export function isFixedComment(body: string): boolean {
  return readMarker(body)?.startsWith(prefix) === true;
}

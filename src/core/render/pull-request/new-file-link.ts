/** Links to GitHub's own pages for a file of the pull request's branch. */

import type { PullRequestFacts } from "./pages.ts";

/** GitHub answers 414 to URLs that are too long, and does not document from where on: 8,000 characters is what servers commonly take for a request line. */
const longestUrl = 8000;

export interface FileLink {
  url: string;
  /** The page opens with the text in it; else with an empty file of that name. */
  filled: boolean;
}

/** GitHub's page for a new file on the head's branch (a fork's own), with its name and text filled in; null where there is no branch to write to. */
export function newFileLink(
  { head }: Pick<PullRequestFacts, "head">,
  path: string,
  text: string,
): FileLink | null {
  if (head.url === null || !head.exists) return null;
  const empty = `${head.url}/new/${encodedPath(head.ref)}?filename=${encoded(path)}`;
  const url = `${empty}&value=${encoded(text)}`;
  return url.length <= longestUrl ? { url, filled: true } : { url: empty, filled: false };
}

/** GitHub's page that edits a file of the head's branch; null where there is no branch to write to. */
export function editFileLink({ head }: Pick<PullRequestFacts, "head">, path: string): string | null {
  if (head.url === null || !head.exists) return null;
  return `${head.url}/edit/${encodedPath(head.ref)}/${encodedPath(path)}`;
}

/** The slashes of branches and paths stay. */
function encodedPath(path: string): string {
  return path.split("/").map(encoded).join("/");
}

/** Everything but letters, digits and `-_.~`, whatever the text is made of. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

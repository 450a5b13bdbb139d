/** The page on which a new file is written and committed, filled in as the address says. */

import type { NewFile } from "../people/new-file.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { plain } from "./parts.ts";
import { encodePath, href, repositoryPath } from "./view.ts";
import type { Viewer } from "./view.ts";

export function newFilePage({ repository, branch, path, content }: NewFile, viewer: Viewer): Html {
  const action = href(viewer, `${repositoryPath(repository)}/new/${encodePath(branch)}`);
  // The first line feed in a text area is not part of its text.
  const text = `\n${content}`;
  const rows = Math.min(40, Math.max(16, text.split("\n").length));
  return html`<form class="new-file" method="post" action="${action}">
    <h1>New file in <code class="ref">${plain(branch)}</code></h1>
    <label>Name <input name="filename" value="${path}" required spellcheck="false" /></label>
    <label>Content <textarea name="value" rows="${rows}" spellcheck="false">${text}</textarea></label>
    <div class="buttons"><button class="button main">Commit changes</button></div>
  </form>`;
}

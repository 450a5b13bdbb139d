/** The page on which a file is written and committed, filled in as the address says. */

import type { Repository } from "../world.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { encodePath, href, repositoryPath } from "./view.ts";
import type { Viewer } from "./view.ts";

export function newFilePage(
  repository: Repository,
  ref: string,
  file: { name: string; value: string },
  viewer: Viewer,
): Html {
  const action = href(viewer, `${repositoryPath(repository)}/new/${encodePath(ref)}`);
  // The first line feed in a text area is not part of its text.
  const text = `\n${file.value}`;
  const rows = Math.min(40, Math.max(16, file.value.split("\n").length + 1));
  return html`<form class="new-file" method="post" action="${action}">
    <h1>New file in <code class="ref">${ref}</code></h1>
    <label>Name <input name="filename" value="${file.name}" required spellcheck="false" /></label>
    <label class="wide"
      >Content
      <textarea name="value" rows="${rows}" spellcheck="false">${text}</textarea>
    </label>
    <label>Commit message <input name="message" value="Create ${file.name.split("/").at(-1) ?? ""}" /></label>
    <div class="buttons"><button class="button main">Commit</button></div>
  </form>`;
}

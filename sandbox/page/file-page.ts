/** A file at a revision, with lines that can be linked to. */

import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { plain } from "./parts.ts";

export function filePage(path: string, ref: string, text: string): Html {
  const lines = text.replace(/\n$/u, "").split("\n");
  return html`<section class="file">
    <header><span class="file-name">${plain(path)}</span> <code class="ref">${plain(ref)}</code></header>
    <table class="lines">
      <colgroup>
        <col class="numbers" />
        <col />
      </colgroup>
      <tbody>
        ${lines.map(
          (line, index) =>
            html`<tr id="L${index + 1}">
              <td class="line-number" data-number="${index + 1}"></td>
              <td class="code"><code>${plain(line)}</code></td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

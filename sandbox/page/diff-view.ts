/** The diff of one file, with what was said about its lines under them. */

import type { DiffFile } from "../git/diff.ts";
import { readHunks } from "../git/hunks.ts";
import type { HunkLine } from "../git/hunks.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { anchorOf, plain } from "./parts.ts";

/** What stands under a line. */
export type UnderLine = (side: "LEFT" | "RIGHT", line: number) => Html[];

const columns = html`<colgroup>
  <col class="numbers" />
  <col class="numbers" />
  <col />
</colgroup>`;

/** The head of a file and its lines. */
export function showFile(file: DiffFile, under: UnderLine): Html {
  const name = file.previousPath === null ? file.path : `${file.previousPath} \u2192 ${file.path}`;
  return html`<section class="file" id="${anchorOf(file.path)}" data-path="${file.path}">
    <header>
      <span class="file-name">${plain(name)}</span>
      <span class="file-counts">
        ${file.status === "modified" ? null : html`<span class="badge">${file.status}</span>`}
        <span class="plus">+${file.additions}</span> <span class="minus">&minus;${file.deletions}</span>
      </span>
    </header>
    ${
      file.patch === null
        ? html`<p class="no-lines">${file.binary ? "Binary file." : "No line differs."}</p>`
        : showLines(file.path, file.patch, under)
    }
  </section>`;
}

function showLines(path: string, patch: string, under: UnderLine): Html {
  return html`<table class="lines diff">
    ${columns}
    <tbody>
      ${readHunks(patch).map((hunk) => [
        html`<tr class="hunk">
          <td colspan="3"><code>${plain(hunk.header)}</code></td>
        </tr>`,
        hunk.lines.map((line) => [showLine(path, line), ...underLine(line, under)]),
      ])}
    </tbody>
  </table>`;
}

/** Lines without anchors, for the excerpt above a thread. */
export function showExcerpt(lines: readonly HunkLine[]): Html {
  return html`<table class="lines diff">
    ${columns}
    <tbody>
      ${lines.map((line) => showLine(null, line))}
    </tbody>
  </table>`;
}

function showLine(path: string | null, { kind, oldLine, newLine, text }: HunkLine): Html {
  return html`<tr class="${kind}">
    ${numberCell(path, "LEFT", oldLine)} ${numberCell(path, "RIGHT", newLine)}
    <td class="code"><code>${plain(text)}</code></td>
  </tr>`;
}

function numberCell(path: string | null, side: "LEFT" | "RIGHT", number: number | null): Html {
  if (number === null) return html`<td class="line-number"></td>`;
  const id = path === null ? null : html`id="${anchorOf(path, { side, number })}"`;
  return html`<td class="line-number" ${id} data-number="${number}"></td>`;
}

function underLine({ kind, oldLine, newLine }: HunkLine, under: UnderLine): Html[] {
  const left = oldLine === null ? [] : under("LEFT", oldLine);
  const right = newLine === null || kind === "removed" ? [] : under("RIGHT", newLine);
  return [...left, ...right].map(
    (item) =>
      html`<tr class="under">
        <td colspan="3">${item}</td>
      </tr>`,
  );
}

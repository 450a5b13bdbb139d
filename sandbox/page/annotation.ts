/** What a check says about lines of a file. */

import type { Annotation, CheckRun } from "../world.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { icon } from "./icons.ts";
import { plain } from "./parts.ts";

const signs = { failure: "failure", warning: "warning", notice: "notice" } as const;

/** `where`: a link to the lines; null where it stands under them. */
export function showAnnotation(run: CheckRun, annotation: Annotation, where: string | null): Html {
  const { path, start_line: start, end_line: end, annotation_level: level } = annotation;
  const lines = start === end ? `line ${start}` : `lines ${start} to ${end}`;
  return html`<div class="annotation ${level}">
    <p class="annotation-head">
      ${icon(signs[level], level)}
      <span>
        <strong>Check ${level}</strong>
        ${where === null ? html`by ${run.suite.app.name}` : html`on ${lines} in <a href="${where}">${plain(path)}</a>`}
      </span>
    </p>
    ${annotation.title === undefined ? null : html`<p class="annotation-title">${plain(annotation.title)}</p>`}
    <p class="annotation-message">${plain(annotation.message)}</p>
    ${annotation.raw_details === undefined ? null : html`<pre>${plain(annotation.raw_details)}</pre>`}
  </div>`;
}

/** *Files changed*: the diff with its threads, its suggestions and what checks say about its lines. */

import type { Annotation, Thread } from "../world.ts";
import { showAnnotation } from "./annotation.ts";
import { showThread } from "./comment-view.ts";
import { showFile } from "./diff-view.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { anchorOf, breakable, count } from "./parts.ts";
import { pullRequestHead } from "./pull-request-head.ts";
import type { PullRequestView } from "./view.ts";

export function filesPage(view: PullRequestView): Html {
  const { files } = view;
  const plus = files.reduce((sum, file) => sum + file.additions, 0);
  const minus = files.reduce((sum, file) => sum + file.deletions, 0);
  return html`${pullRequestHead(view, "files")}
    <div class="files">
      <nav class="file-list" aria-label="Files">
        <p>
          ${count(files.length, "file")} <span class="plus">+${plus}</span>
          <span class="minus">&minus;${minus}</span>
        </p>
        <ul>
          ${files.map(({ path }) => html`<li><a href="#${anchorOf(path)}">${breakable(path)}</a></li>`)}
        </ul>
      </nav>
      <div class="file-bodies">${files.map((file) => showFile(file, underLines(view, file.path)))}</div>
    </div>`;
}

function underLines(view: PullRequestView, path: string): (side: "LEFT" | "RIGHT", line: number) => Html[] {
  const threads = view.pull.threads.filter((thread) => thread.path === path && thread.line !== null);
  const annotations = view.checks.flatMap((run) =>
    run.annotations
      .filter((annotation) => annotation.path === path)
      .map((annotation) => ({ run, annotation })),
  );
  const stands = (thread: Thread, side: string, line: number): boolean =>
    thread.side === side && thread.line === line;
  const ends = (annotation: Annotation, side: string, line: number): boolean =>
    side === "RIGHT" && annotation.end_line === line;
  return (side, line) => [
    ...annotations
      .filter(({ annotation }) => ends(annotation, side, line))
      .map(({ run, annotation }) => showAnnotation(run, annotation, null)),
    ...threads.filter((thread) => stands(thread, side, line)).map((thread) => showThread(view, thread)),
  ];
}

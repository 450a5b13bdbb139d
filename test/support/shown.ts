/** What GitHub shows of the App's work on a pull request, without what differs between two that are alike. */

import type { PullRequest } from "../../sandbox/world.ts";
import type { RunningApp } from "./app.ts";
import type { Project } from "./project.ts";

export interface Shown {
  conclusion: string | null;
  title: string | null;
  summary: string | null;
  text: string | null;
  annotations: string[];
  /** `PATH:LINE` with the body. */
  inline: string[];
  /** The comment that asks for the note, while it does. */
  note: string | null;
}

export function shown(app: RunningApp, project: Project, pullRequest: PullRequest): Shown {
  const { bot } = app.app;
  const check = project.check(pullRequest);
  const own = (text: { author: unknown; editor: unknown }): boolean =>
    text.author === bot && (text.editor === null || text.editor === bot);
  const plain = (text: string | null): string | null =>
    text
      ?.replaceAll(app.sandbox.url, "https://github.com")
      .replaceAll(new RegExp(`${project.organisation.login}|(?<=ada|grace|eve)-\\d+`, "gu"), "") ?? null;
  const inline = pullRequest.threads.flatMap(({ path, line, comments: [first] }) =>
    first === undefined || !own(first) || line === null || first.body.includes("<!-- lockstep: done-")
      ? []
      : [`${path}:${line}\n${plain(first.body)}`],
  );
  const note = pullRequest.comments.find(
    (comment) =>
      own(comment) && comment.minimized === null && comment.body.includes("<!-- lockstep: note -->"),
  );
  return {
    conclusion: check.conclusion,
    title: plain(check.title),
    summary: plain(check.summary),
    text: plain(check.text),
    annotations: check.annotations.map((one) => plain(JSON.stringify(one)) ?? "").toSorted(),
    inline: inline.toSorted(),
    note: plain(note?.body ?? null),
  };
}

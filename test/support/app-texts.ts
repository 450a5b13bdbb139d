/** Everything that the App wrote on GitHub, and what may stand in it. */

import assert from "node:assert/strict";

import type { Sandbox } from "../../sandbox/sandbox.ts";
import type { App } from "../../sandbox/world.ts";
import { meant, nodesOf, parsed } from "../core/render/pull-request/markdown/github.ts";

/** `plain`: GitHub shows it as it is; else it is Markdown. */
export interface WrittenText {
  kind: "plain" | "markdown";
  text: string;
}

export function textsOf({ world }: Sandbox, app: App): WrittenText[] {
  const texts: WrittenText[] = [];
  const add = (kind: WrittenText["kind"], ...written: (string | null | undefined)[]): void => {
    for (const text of written) if (text !== null && text !== undefined) texts.push({ kind, text });
  };
  for (const { checkSuites, pullRequests } of world.repositories) {
    for (const run of checkSuites
      .filter((suite) => suite.app === app)
      .flatMap(({ checkRuns }) => checkRuns)) {
      add("plain", run.title, ...run.annotations.flatMap(({ title, message }) => [title, message]));
      add("markdown", run.summary, run.text);
    }
    for (const { comments, reviews, threads } of pullRequests.values()) {
      const all = [...comments, ...reviews, ...threads.flatMap((thread) => thread.comments)];
      for (const { author, editor, body } of all)
        if (author === app.bot && (editor === null || editor === app.bot)) add("markdown", body);
    }
  }
  return texts;
}

/** The HTML that we write ourselves. */
const ours =
  /^(?:<details>(?:<summary>[^<>&]*<\/summary>)?|<\/details>|<!-- lockstep: [\da-z -]+ -->|<!-- lockstep-(?:seen|about): [\da-f ]* -->|<!-- lockstep-(?:ledger|record): [\w+/=-]* -->)$/u;
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const forbidden = new Set([
  "image",
  "imageReference",
  "linkReference",
  "definition",
  "footnoteReference",
  "footnoteDefinition",
  "thematicBreak",
]);

/** `written`: its kind, a line break, and the text. Links lead to GitHub only. */
export function assertHarmless(written: string, github: string): void {
  const [kind] = written.split("\n", 1);
  const text = written.slice((kind ?? "").length + 1);
  assert.doesNotMatch(text.replaceAll(/[\n\t]/gu, ""), hidden, text);
  if (kind === "plain") return;
  assert.ok(Buffer.byteLength(text) <= 65_535);
  assert.deepEqual(meant(text), [], text);
  for (const node of nodesOf(parsed(text))) {
    assert.ok(!forbidden.has(node.type), `${node.type}\n${text}`);
    if (node.type === "html") for (const line of node.value.split("\n")) assert.match(line, ours, text);
    if (node.type === "link") assert.ok(node.url.startsWith(`${github}/`), `${node.url}\n${text}`);
  }
}

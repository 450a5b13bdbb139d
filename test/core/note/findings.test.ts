/** Every example of the findings' pages: a note goes in, the findings and the mended note come out. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { applyEdits } from "../../../src/core/edits.ts";
import { defaultNoteSettings } from "../../../src/core/note/default-settings.ts";
import { lintNotes } from "../../../src/core/note/lint-tree.ts";
import { readNote } from "../../../src/core/note/read-note.ts";
import { readRenoConfig, renoConfigPaths } from "../../../src/core/note/reno-config.ts";
import type { Finding } from "../../../src/core/problem.ts";
import { pagesIn, readPage } from "../../support/pages.ts";
import type { Example } from "../../support/pages.ts";

const usual = "releasenotes/notes/drop-legacy-4b1c22d09ae1f377.yaml";

function findingsOf(files: readonly { path: string; text: string }[]): Finding[] {
  const isConfig = (path: string): boolean => renoConfigPaths.includes(path);
  const notes = files
    .filter(({ path }) => !isConfig(path))
    .map(({ path, text }) => readNote(path, text, defaultNoteSettings));
  const config = readRenoConfig(files.filter(({ path }) => isConfig(path)));
  return [...notes.flatMap((note) => note.findings), ...lintNotes(notes), ...config.findings];
}

function shown(findings: readonly Finding[], withPath: boolean): string {
  const lines = findings.map(({ place, severity, rule, message }) => {
    const path = withPath ? `${place.path}:` : "";
    return `${path}${place.line}:${place.column} ${severity} ${rule}: ${message}\n`;
  });
  return lines.length === 0 ? "nothing\n" : lines.join("");
}

function check(example: Example, rule: string): void {
  // An empty block has no line at all.
  const inputs = example.blocks
    .filter(({ language, meta }) => language === "yaml" && meta !== "fixed")
    .map(({ meta, text }) => ({ path: meta === "" ? usual : meta, text: text === "\n" ? "" : text }));
  const findings = findingsOf(inputs);
  const multiple = inputs.length > 1 || inputs.some(({ path }) => renoConfigPaths.includes(path));
  const expected = example.blocks.find(({ language }) => language === "text");
  assert.equal(shown(findings, multiple), expected?.text);
  const found = findings.some((finding) => finding.rule === rule);
  assert.equal(found, !example.title.startsWith("Fine"), `${rule} is what the example is about`);
  const fixed = example.blocks.find(({ meta }) => meta === "fixed");
  if (fixed === undefined) return;
  const [input] = inputs;
  assert.ok(input !== undefined);
  const edits = findings.flatMap((finding) => finding.fix?.edits ?? []);
  const result = applyEdits(input.path, input.text, edits);
  assert.equal(result.text, fixed.text);
  assert.equal(result.skipped, 0);
  assert.deepEqual(findingsOf([{ path: input.path, text: result.text }]), []);
}

for (const page of pagesIn("src/core/note/findings")) {
  const rule = page.slice(page.lastIndexOf("/") + 1, -".md".length);
  for (const example of readPage(page)) {
    test(`${rule}: ${example.title}`, () => check(example, rule));
  }
}

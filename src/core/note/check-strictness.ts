/** Finds what our parser of YAML lets pass and PyYAML, and so reno, refuses: tabs between tokens, tags, stray lines around the note. */

import type { Edit } from "../problem.ts";
import { indentAt, lineEnd, lineStart, report } from "./note-source.ts";
import type { NoteSource } from "./note-source.ts";
import type { YamlMapping, YamlNode, YamlScalar } from "../yaml/yaml-tree.ts";

export function checkStrictness(source: NoteSource, root: YamlMapping): void {
  checkTabs(source, root);
  checkTags(source, root);
  checkLead(source, root);
}

/** Tabs may stand in text and comments only. */
function checkTabs(source: NoteSource, root: YamlMapping): void {
  const { text } = source;
  if (!text.includes("\t")) return;
  const scalars = scalarsOf(root).filter((scalar) => scalar.style !== "plain");
  const edits: Edit[] = [];
  let next = 0;
  for (const found of text.matchAll(/(?<![\t ])[\t ]*\t[\t ]*/g)) {
    const tab = found.index + found[0].indexOf("\t");
    while (next < scalars.length && (scalars[next] as YamlScalar).end <= tab) next += 1;
    const around = scalars[next];
    if (around !== undefined && isInText(text, around, tab)) continue;
    if (isInComment(text, tab)) continue;
    const end = found.index + found[0].length;
    const space = end >= text.length || /[\r\n]/.test(text[end] as string) ? "" : " ";
    edits.push({ place: source.lines.place(found.index, end), text: space });
  }
  const [first] = edits;
  if (first === undefined) return;
  report(source, {
    rule: "note-is-yaml",
    severity: "error",
    subject: "tab",
    message: "A tab stands here outside the text, and reno (PyYAML) fails on it. Write spaces.",
    start: source.lines.offset(first.place.line, first.place.column),
    end: source.lines.offset(first.place.endLine, first.place.endColumn),
    fix: { title: edits.length === 1 ? "Write a space" : "Write spaces for tabs", edits },
  });
}

function isInText(text: string, scalar: YamlScalar, at: number): boolean {
  if (at < scalar.textStart || at >= scalar.textEnd) return false;
  return scalar.indent < 0 || at - lineStart(text, at) >= scalar.indent;
}

function isInComment(text: string, at: number): boolean {
  return /(?:^|[ \t])#/.test(text.slice(lineStart(text, at), at));
}

function scalarsOf(node: YamlNode): YamlScalar[] {
  const scalars: YamlScalar[] = [];
  const waiting: YamlNode[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.kind === "scalar") scalars.push(next);
    else if (next.kind === "sequence") waiting.push(...next.items);
    else if (next.kind === "mapping") waiting.push(...next.pairs.flatMap(({ key, value }) => [key, value]));
  }
  return scalars.toSorted((a, b) => a.start - b.start);
}

/** Tags of keys, lists and mappings; those of texts are looked at with the text. */
function checkTags(source: NoteSource, root: YamlMapping): void {
  const nodes = [
    root,
    ...root.pairs.flatMap(({ key, value }) => (value.kind === "scalar" ? [key] : [key, value])),
  ];
  for (const node of nodes) {
    if (node.kind === "alias" || node.tag === null || /^!!(?:str|seq|map)$/.test(node.tag)) continue;
    report(source, {
      rule: "note-is-yaml",
      severity: "error",
      subject: `tag ${node.tag.slice(0, 80)}`,
      message: "A word that starts with `!` is read as a tag, and reno fails on it. Delete it.",
      start: node.start,
      end: lineEnd(source.text, node.start),
    });
  }
}

/** Above the sections only `---`, directives and comments may stand. */
function checkLead(source: NoteSource, root: YamlMapping): void {
  const { text } = source;
  const first = lineStart(text, root.start);
  for (let at = text.startsWith("\ufeff") ? 1 : 0; at < first; at = text.indexOf("\n", at) + 1) {
    const line = text.slice(at, lineEnd(text, at));
    if (/^(?:[ \t]*(?:#.*)?|---(?:[ \t]+(?:#.*|!.*)?)?|%.*|[!&][^\s]*)$/.test(line)) continue;
    const marker = /^[ \t]*(---|\.\.\.)[ \t]*$/.exec(line);
    const end = at + line.length;
    const start = at + indentAt(text, at);
    report(source, {
      rule: "note-is-yaml",
      severity: "error",
      subject: `lead ${line.slice(0, 80)}`,
      message:
        marker?.[1] === "---"
          ? "`---` must stand at the start of its line. Take the spaces before it away."
          : "This line stands before the first section, and reno fails on it. Delete it.",
      start,
      end,
      fix: {
        title: marker?.[1] === "---" ? "Take the spaces away" : "Delete the line",
        edits: [{ place: source.lines.place(at, end), text: marker?.[1] === "---" ? "---" : "" }],
      },
    });
  }
}

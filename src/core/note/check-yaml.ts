/** Reads the YAML of a note, and says in words why it is none. */

import { readYaml } from "../yaml/yaml-tree.ts";
import type { YamlMapping, YamlNode } from "../yaml/yaml-tree.ts";
import { report, lineEnd } from "./note-source.ts";
import type { NoteSource } from "./note-source.ts";
import { repairAt, withColon } from "./repair.ts";
import type { Repair } from "./repair.ts";
import type { Fix } from "../problem.ts";

/** The sections of a note, or null when it is not a mapping that can be read; then a finding says why. */
export function readSections(source: NoteSource): YamlMapping | null {
  const reading = readYaml(source.text);
  if ("reason" in reading) {
    reportBroken(source, reading.reason, reading.offset);
    return null;
  }
  const [root, second] = reading.documents;
  if (second !== undefined) {
    report(source, {
      rule: "note-is-yaml",
      severity: "error",
      subject: "documents",
      message:
        "A note is one YAML document, and this file has several: a line `---` or `...` ends the first. Delete that line; reno fails on it.",
      start: second.start,
      end: second.end,
    });
    return null;
  }
  if (root?.kind === "mapping" && root.pairs.length > 0) return root;
  reportShape(source, root);
  return null;
}

function reportShape(source: NoteSource, root: YamlNode | undefined): void {
  const nothing = root === undefined || (root.kind === "scalar" && root.text === "");
  const list = root?.kind === "sequence";
  const is = nothing
    ? "has nothing in it"
    : list
      ? "is a list"
      : root.kind === "mapping"
        ? "has no section"
        : "is text without a section";
  const fix =
    list && !root.flow && root.start === source.text.lastIndexOf("\n", root.start - 1) + 1
      ? {
          title: "Put the list under `upgrade`",
          edits: [{ place: source.lines.place(root.start, root.start), text: "upgrade:\n" }],
        }
      : null;
  const colon = root?.kind === "scalar" && !nothing ? withColon(source.text, root.start) : null;
  report(source, {
    rule: "note-is-mapping",
    severity: "error",
    subject: "shape",
    message: `The note ${is}. Start with a section, such as \`upgrade:\`, and put the text below it; reno fails on this file.`,
    start: root?.start ?? 0,
    end: root === undefined ? 0 : lineEnd(source.text, root.start),
    fix: colon === null ? fix : fixOf(source, colon),
  });
}

function fixOf(source: NoteSource, repair: Repair): Fix {
  const edits = repair.changes.map((change) => ({
    place: source.lines.place(change.start, change.end),
    text: change.text,
  }));
  return { title: repair.title, edits };
}

function reportBroken(source: NoteSource, reason: string, offset: number): void {
  const repair = repairAt(source.text, offset);
  const [first] = repair?.changes ?? [];
  const start = first?.start ?? offset;
  report(source, {
    rule: "note-is-yaml",
    severity: "error",
    subject: "broken",
    message: `This is not YAML: ${repair?.why ?? explain(reason)}`,
    start,
    end: Math.max(start, lineEnd(source.text, start)),
    fix: repair === null ? null : fixOf(source, repair),
  });
}

function explain(reason: string): string {
  for (const [form, words] of reasons) if (form.test(reason)) return words;
  return `${reason}. Write the text of each item below a \`|\`, indented alike.`;
}

const reasons: [RegExp, string][] = [
  [/tab/, "a tab stands in the indentation. Indent with spaces."],
  [/quoted scalar/, "a quote is opened and never closed. Close it, or write the text below a `|`."],
  [/flow collection/, "a bracket is opened and never closed. Close it, or write the text below a `|`."],
  [/depth|nesting/, "it is nested too deeply for a note. A section holds a list of texts, nothing deeper."],
  [
    /indentation|document separator|line break is expected|block scalar|multiline key|after a mapping key/,
    "this line does not belong to what stands above it. Indent it like its neighbours, or write the text below a `|`.",
  ],
];

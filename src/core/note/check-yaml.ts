/** Reads the YAML of a note, and says in words why it is none. */

import { readYaml } from "./yaml-tree.ts";
import type { YamlMapping, YamlNode } from "./yaml-tree.ts";
import { report, lineEnd } from "./note-source.ts";
import type { NoteSource } from "./note-source.ts";
import { repairAt, repairEdits } from "./repair.ts";
import type { Repair } from "./repair.ts";

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
  report(source, {
    rule: "note-is-mapping",
    severity: "error",
    subject: "shape",
    message: `The note ${is}. Start with a section, such as \`upgrade:\`, and put the text below it; reno fails on this file.`,
    start: root?.start ?? 0,
    end: root === undefined ? 0 : lineEnd(source.text, root.start),
    fix,
  });
}

function reportBroken(source: NoteSource, reason: string, offset: number): void {
  const repair = repairAt(source.text, offset);
  const start = repair?.start ?? offset;
  const end = repair === null ? lineEnd(source.text, offset) : lineEnd(source.text, repair.start);
  report(source, {
    rule: "note-is-yaml",
    severity: "error",
    subject: "broken",
    message: `This is not YAML: ${explain(repair, reason)}`,
    start,
    end: Math.max(start, end),
    fix:
      repair === null
        ? null
        : {
            title: repair.first === "\t" ? "Indent with spaces" : "Make it a literal block",
            edits: repairEdits(source.path, source.text, repair),
          },
  });
}

const openings: Record<string, string> = {
  "`": "text may not start with a backtick",
  "*": "text that starts with an asterisk is read as the name of an alias",
  "&": "text that starts with `&` is read as an anchor",
  "!": "text that starts with `!` is read as a tag",
  "%": "text may not start with a percent sign",
  "@": "text may not start with `@`",
  "|": "what follows `|` on its line is not text",
  ">": "what follows `>` on its line is not text",
  '"': "text that starts with a quote must end with it",
  "'": "text that starts with a quote must end with it",
  "[": "text that starts with `[` is read as a list",
  "{": "text that starts with `{` is read as a mapping",
};

function explain(repair: Repair | null, reason: string): string {
  if (repair?.first === "\t") return "a tab stands in the indentation. Indent with spaces.";
  if (repair !== null) {
    const why =
      openings[repair.first] ?? "text with a colon and a space after it is read as a key with a value";
    return `${why}. Write \`|\` there, and the text on the lines below it.`;
  }
  for (const [form, words] of reasons) if (form.test(reason)) return words;
  return `${reason}. Write the text of each item below a \`|\`, indented alike.`;
}

const reasons: [RegExp, string][] = [
  [/tab/, "a tab stands in the indentation. Indent with spaces."],
  [/quoted scalar/, "a quote is opened and never closed. Close it, or write the text below a `|`."],
  [/flow collection/, "a bracket is opened and never closed. Close it, or write the text below a `|`."],
  [/depth|nesting/, "it is nested too deeply for a note. A section holds a list of texts, nothing deeper."],
  [
    /indentation|document separator|line break is expected|block scalar/,
    "this line does not belong to what stands above it. Indent it like its neighbours, or write the text below a `|`.",
  ],
];

/** Finds the edit that makes broken YAML readable, by trying what people mostly get wrong and reading the result. */

import { dedent, literalBlock } from "./literal-block.ts";
import { indentAt, lineEnd, lineStart } from "./note-source.ts";
import { readYaml } from "../yaml/yaml-tree.ts";

export interface Change {
  start: number;
  end: number;
  text: string;
}

export interface Repair {
  /** In the order of the text, not overlapping. */
  changes: Change[];
  title: string;
  /** What is wrong and what to do, as the end of a sentence. */
  why: string;
}

/** A list item, or a key with its value on the same line: what may hold text that YAML reads otherwise. */
const entry = /^[ \t]*(?:-[ \t]+|[A-Za-z_][\w-]*:[ \t]+)(?=\S)/;
const blockHeader = /^[ \t]*(?:-[ \t]+|[A-Za-z_][\w-]*:[ \t]+)[|>][-+]?[ \t]*(?:#.*)?$/;
const header = /^[|>][-+0-9]*[ \t]*(?:#.*)?$/;

/** How many lines above the error an entry is looked for, and how many entries are tried. */
const farthest = 60;
const tries = 3;

/** The edit that moves the parser's error away, or null. `offset` is where the parser stopped. */
export function repairAt(text: string, offset: number): Repair | null {
  for (const repair of candidates(text, offset)) {
    if (repair !== null && isBetter(text, applied(text, repair.changes), offset)) return repair;
  }
  return null;
}

function* candidates(text: string, offset: number): Generator<Repair | null> {
  yield withoutTabs(text);
  yield withColon(text, offset);
  let tried = 0;
  let at = lineStart(text, offset);
  for (let line = 0; line < farthest && tried < tries; line++) {
    const end = lineEnd(text, at);
    const whole = text.slice(at, end);
    const found = entry.exec(whole);
    if (blockHeader.test(whole)) {
      tried += 1;
      yield reindented(text, at, end);
    } else if (found !== null && !header.test(whole.slice(found[0].length))) {
      tried += 1;
      yield asLiteral(text, at, at + found[0].length);
    }
    if (at === 0) return;
    at = lineStart(text, at - 1);
  }
}

/** Tabs in the indentation, each as two spaces. */
function withoutTabs(text: string): Repair | null {
  const changes = [...text.matchAll(/^[ ]*\t+[ \t]*(?=\S)/gm)].map((found) => ({
    start: found.index,
    end: found.index + found[0].length,
    text: found[0].replaceAll("\t", "  "),
  }));
  if (changes.length === 0) return null;
  return {
    changes,
    title: "Indent with spaces",
    why: "a tab stands in the indentation. Indent with spaces.",
  };
}

/** A section's name without its colon, on the line of the offset or above it. */
export function withColon(text: string, offset: number): Repair | null {
  const here = lineStart(text, offset);
  for (const start of [here, lineStart(text, here - 1)]) {
    const found = /^([a-z_]+)[ \t]*$/.exec(text.slice(start, lineEnd(text, start)));
    if (found === null) continue;
    const at = start + (found[1] as string).length;
    return {
      changes: [{ start: at, end: lineEnd(text, at), text: ":" }],
      title: "Add the colon",
      why: `a colon is missing after \`${found[1]}\`.`,
    };
  }
  return null;
}

/** The value from `start`, with all deeper lines below it, as a literal block. */
function asLiteral(text: string, line: number, start: number): Repair {
  const indent = indentAt(text, line);
  const end = deeperEnd(text, lineEnd(text, start), indent);
  const value = text.slice(start, end);
  const why =
    openings[value.slice(0, 1)] ?? "text with a colon and a space after it is read as a key with a value";
  return {
    changes: [{ start, end, text: literalBlock(dedent(value, false), indent + 2) }],
    title: "Make it a literal block",
    why: `${why}. Write \`|\` there, and the text on the lines below it.`,
  };
}

/** The lines of a block scalar that stand too far to the left, or a first line too far to the right. */
function reindented(text: string, line: number, headerEnd: number): Repair | null {
  const indent = indentAt(text, line);
  const starts: number[] = [];
  for (let at = nextLine(text, headerEnd); at !== -1; at = nextLine(text, lineEnd(text, at))) {
    const whole = text.slice(at, lineEnd(text, at));
    if (whole.trim() === "") continue;
    if (
      indentAt(text, at) <= indent &&
      (/^[ \t]*-(?:[ \t]|$)/.test(whole) || /^[ \t]*[A-Za-z_][\w-]*:/.test(whole))
    )
      break;
    starts.push(at);
  }
  const deeper = starts.map((at) => indentAt(text, at)).filter((own) => own > indent);
  const wanted =
    deeper.length === 0
      ? indent + 2
      : Math.max(
          indent + 1,
          deeper.reduce((a, b) => Math.min(a, b)),
        );
  const changes = starts.flatMap((at, index) => {
    const own = indentAt(text, at);
    const wrong = own < wanted || (index === 0 && own > wanted);
    return wrong ? [{ start: at, end: at + own, text: " ".repeat(wanted) }] : [];
  });
  const [first] = changes;
  if (first === undefined) return null;
  const right = first.end - first.start > wanted;
  return {
    changes,
    title: "Indent it like its neighbours",
    why: `this line stands further ${right ? "right" : "left"} than the text that it belongs to. Indent it like its neighbours.`,
  };
}

/** The end of the last line below that is deeper than `indent`, blank lines between them among them. */
function deeperEnd(text: string, from: number, indent: number): number {
  let end = from;
  for (let at = nextLine(text, from); at !== -1; at = nextLine(text, lineEnd(text, at))) {
    const stop = lineEnd(text, at);
    if (text.slice(at, stop).trim() === "") continue;
    if (indentAt(text, at) <= indent) break;
    end = stop;
  }
  return end;
}

function nextLine(text: string, offset: number): number {
  const feed = text.indexOf("\n", offset);
  return feed === -1 || feed + 1 >= text.length ? -1 : feed + 1;
}

function applied(text: string, changes: readonly Change[]): string {
  let result = "";
  let at = 0;
  for (const change of changes) {
    result += text.slice(at, change.start) + change.text;
    at = change.end;
  }
  return result + text.slice(at);
}

/** It can be read, or the parser stops further down. */
function isBetter(before: string, after: string, offset: number): boolean {
  const reading = readYaml(after);
  if ("documents" in reading) return true;
  return before.length - offset > after.length - reading.offset && reading.offset > offset;
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

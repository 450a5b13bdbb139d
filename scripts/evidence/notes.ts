/** Reads every note of a clone's HEAD and prints what is found, by rule: `node scripts/evidence/notes.ts CLONE [RULE]`. */

import { execFileSync } from "node:child_process";

import { lintNotes } from "../../src/core/note/lint-tree.ts";
import { readNote } from "../../src/core/note/read-note.ts";
import {
  defaultNoteSettings,
  isNotePath,
  looksLikeNote,
  readRenoConfig,
  renoConfigPaths,
} from "../../src/core/note/reno-config.ts";

const [clone, rule] = process.argv.slice(2);
if (clone === undefined) throw new Error("give the path of a clone");

function git(args: string[], input?: string): Buffer {
  return execFileSync("git", ["-C", clone as string, ...args], { input: input ?? "", maxBuffer: 1 << 30 });
}

/** The texts of paths of HEAD, in one go. */
function texts(paths: readonly string[]): { path: string; text: string }[] {
  const output = git(["cat-file", "--batch"], paths.map((path) => `HEAD:${path}\n`).join(""));
  let at = 0;
  return paths.map((path) => {
    const feed = output.indexOf(10, at);
    const size = Number(output.toString("utf8", at, feed).split(" ")[2]);
    at = feed + 1 + size + 1;
    return { path, text: output.toString("utf8", feed + 1, feed + 1 + size) };
  });
}

const tree = git(["ls-tree", "-r", "-z", "--name-only", "HEAD"]).toString("utf8").split("\0").filter(Boolean);
const config = readRenoConfig(texts(tree.filter((path) => renoConfigPaths.includes(path))));
const settings = { ...defaultNoteSettings, ...config.settings };
const files = texts(tree.filter((path) => isNotePath(path, settings) || looksLikeNote(path, settings)));
const start = performance.now();
const notes = files.map((file) => readNote(file.path, file.text, settings));
const findings = [...config.findings, ...notes.flatMap((note) => note.findings), ...lintNotes(notes)];
const took = performance.now() - start;

const byRule = new Map<string, typeof findings>();
for (const finding of findings) {
  const name = `${finding.rule} (${finding.severity})`;
  byRule.set(name, [...(byRule.get(name) ?? []), finding]);
}
console.log(
  `${git(["rev-parse", "HEAD"]).toString().trim()}: ${notes.length} notes in ${took.toFixed(0)} ms`,
);
console.log(
  `readable ${notes.filter((note) => note.readable).length}, with one of the five sections ${notes.filter((note) => note.sections.length > 0).length}`,
);
for (const [name, same] of [...byRule].toSorted()) {
  console.log(
    `${String(same.length).padStart(5)}  ${name}, ${same.filter((finding) => (finding.fix ?? null) !== null).length} with an edit`,
  );
}
for (const finding of findings.filter((finding) => finding.rule === rule)) {
  const { path, line, column } = finding.place;
  console.log(`${path}:${line}:${column} ${finding.message}`);
}
if (rule === "sections") {
  for (const note of notes) {
    for (const section of note.sections)
      console.log(
        `${note.path}:${section.labelPlace.line} ${section.label}: ${section.text.slice(0, 80).replaceAll("\n", " ")}`,
      );
  }
}

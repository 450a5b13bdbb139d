/** Breaks the notes of a clone at random and compares what we find with what PyYAML reads: `node scripts/evidence/mutated-notes.ts CLONE [SEED]`. Needs python3 with PyYAML. */

import { execFileSync } from "node:child_process";

import { applyEdits } from "../../src/core/edits.ts";
import { defaultNoteSettings } from "../../src/core/note/default-settings.ts";
import type { Note } from "../../src/core/note/note.ts";
import { readNote } from "../../src/core/note/read-note.ts";
import { readYaml } from "../../src/core/yaml/yaml-tree.ts";

const [clone, seedText = "1"] = process.argv.slice(2);
if (clone === undefined) throw new Error("give the path of a clone");

/** Reads each line as JSON, loads it as reno does, and prints what reno would stop on or lose, or the texts. */
const python = `
import json, sys, yaml
known = "prelude features issues upgrade deprecations critical security fixes other".split()
twice = []
class Loader(yaml.SafeLoader): pass
def mapping(loader, node):
    keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
    if len(keys) != len(set(keys)): twice.append(1)
    data = {}
    yield data
    data.update(loader.construct_mapping(node, True))
Loader.add_constructor("tag:yaml.org,2002:map", mapping)
def read(text):
    twice.clear()
    note = yaml.load(text, Loader)
    if not isinstance(note, dict): return None
    texts = []
    for name, value in note.items():
        if name not in known or (name == "prelude" and not isinstance(value, str)): return None
        if value is None: continue
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or any(not isinstance(i, str) or not i.strip() for i in items): return None
        texts += [i.strip() for i in items]
    return None if twice else texts
for line in sys.stdin:
    try: print(json.dumps(read(json.loads(line))))
    except Exception: print("null")
`;

const signs = (
  "`|*|@|%|&|!|>|\"|'|[|{|}|]|#| #12|: |:|- |-|?|? |\t|\n|\n\n|  | |---\n|...\n|no|12:30|~|null|=|<<|2024-01-01|1_000|0o7|" +
  "\\|%TAG ! x|*a|&a |!x |!!str |\"x\" y|'it's'|>-|+|2|\r\n|, |{a: b}|[a, b]|- - x|\u00a0|<<: *a|a: b|# c\n"
).split("|");

let state = Number(seedText) * 2654435769;
/** Mulberry32. */
function random(below: number): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000) * below);
}

function mutated(text: string): string {
  const lines = text.split("\n");
  for (let times = 1 + random(2); times > 0; times--) {
    const at = random(lines.length);
    const line = lines[at] as string;
    const sign = signs[random(signs.length)] as string;
    const way = random(7);
    const column = random(line.length + 1);
    if (way < 3)
      lines[at] = line.replace(/^(\s*(?:- )?)(.*)$/, (_, lead: string, rest: string) => lead + sign + rest);
    else if (way === 3) lines[at] = line.slice(0, column) + sign + line.slice(column);
    else if (way === 4) lines[at] = " ".repeat(random(6)) + line.trim();
    else if (way === 5) lines.splice(at, 1);
    else lines[at] = line.replace(/- [|>][-+]?$/, () => `- ${sign}foo ${sign}`);
  }
  return lines.join("\n");
}

function git(...args: string[]): string {
  return execFileSync("git", ["-C", clone as string, ...args], { maxBuffer: 1 << 30 }).toString("utf8");
}

const path = "releasenotes/notes/x-4b1c22d09ae1f377.yaml";
const isError = ({ severity }: { severity: string }): boolean => severity === "error";

/** The texts as we read them, trimmed. */
function textsOf(source: string): string[] {
  const reading = readYaml(source);
  const root = "documents" in reading ? reading.documents[0] : undefined;
  if (root?.kind !== "mapping") return [];
  const nodes = root.pairs.flatMap(({ value }) => (value.kind === "sequence" ? value.items : [value]));
  return nodes.flatMap((node) =>
    node.kind === "scalar" && node.text.trim() !== "" ? [node.text.trim()] : [],
  );
}

/** Applies the first edit that is offered for an error, again and again. */
function isMended(note: Note): boolean {
  let current = note;
  for (let times = 0; times < 12; times++) {
    const fix = current.findings.find((finding) => isError(finding) && (finding.fix ?? null) !== null)?.fix;
    if (fix === undefined || fix === null) break;
    current = readNote(path, applyEdits(path, current.source, fix.edits).text, defaultNoteSettings);
  }
  return !current.findings.some(isError);
}

const paths = git("ls-tree", "-r", "--name-only", "HEAD", "releasenotes/notes")
  .split("\n")
  .filter((name) => name.endsWith(".yaml"));
const originals = paths.filter((_, at) => at % 4 === 0).map((name) => git("show", `HEAD:${name}`));
const sources = Array.from({ length: 4000 }, () => mutated(originals[random(originals.length)] as string));
const input = sources.map((source) => `${JSON.stringify(source)}\n`).join("");
const answers = execFileSync("python3", ["-c", python], { input, maxBuffer: 1 << 30 })
  .toString("utf8")
  .trim()
  .split("\n");

const count = { notes: sources.length, broken: 0, missed: 0, falseAlarms: 0, otherText: 0, mended: 0 };
for (const [at, source] of sources.entries()) {
  const texts = JSON.parse(answers[at] as string) as string[] | null;
  const note = readNote(path, source, defaultNoteSettings);
  const errors = note.findings.filter(isError);
  if (texts === null) count.broken += 1;
  if (texts === null && errors.length === 0) count.missed += 1;
  // Text that is lost in a comment or behind an anchor is an error of ours, and none of PyYAML's.
  const loud = errors.filter(
    ({ rule, message }) => rule !== "note-text-is-kept" && !message.includes("anchor"),
  );
  if (texts !== null && loud.length > 0) count.falseAlarms += 1;
  if (texts !== null && errors.length === 0 && textsOf(source).join("\0") !== texts.join("\0"))
    count.otherText += 1;
  if (texts === null && isMended(note)) count.mended += 1;
}
console.log(count);

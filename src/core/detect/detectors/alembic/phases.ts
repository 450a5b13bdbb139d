/** Phases: from branch labels, also of the migrations that one follows, and from folders where the base has both. */

import { pythonGrammar } from "../../reading/python/grammar.ts";
import { python } from "../../reading/python/python.ts";
import type { Phase } from "../../../operation.ts";
import type { ReadContext, Tree } from "../../detector.ts";
import { interpreter } from "../../reading/source/interpret.ts";
import type { Host } from "../../reading/source/interpreter.ts";
import { parseSource } from "../../reading/source/syntax.ts";
import { unknown } from "../../reading/source/value.ts";
import { headerOf, type Header } from "./header.ts";
import { migrationsBeside, versionsFolder } from "./paths.ts";

const MAX_CHAIN = 5_000;

/** The phase of a migration, null when nothing says one. */
export function phaseOf(path: string, header: Header, context: ReadContext): Phase | null {
  return labelled(header.labels) ?? inherited(path, header, context) ?? folderPhase(path, context.tree.paths);
}

/** `expand`, `neutron_contract`, `EXPAND_BRANCH`. */
function labelled(labels: readonly string[]): Phase | null {
  for (const label of labels) {
    const words = label.toLowerCase().split(/[^a-z]+/u);
    if (words.includes("expand")) return "expand";
    if (words.includes("contract")) return "contract";
    if (words.includes("data") || words.includes("migrate")) return "data";
  }
  return null;
}

/** The nearest label along `down_revision`. */
function inherited(path: string, header: Header, context: ReadContext): Phase | null {
  const headers = headersOf(path, context);
  const seen = new Set<string>();
  let level = header.down;
  while (level.length > 0 && seen.size < MAX_CHAIN) {
    const next: string[] = [];
    for (const revision of level) {
      if (seen.has(revision)) continue;
      seen.add(revision);
      const parent = headers.get(revision);
      const phase = parent === undefined ? null : labelled(parent.labels);
      if (phase !== null) return phase;
      next.push(...(parent?.down ?? []));
    }
    level = next;
  }
  return null;
}

const FOLDER = /\/(expand|contract)\//u;

function folderPhase(path: string, paths: readonly string[]): Phase | null {
  const own = FOLDER.exec(path.slice(versionsFolder(path).length - 1))?.[1];
  if (own !== "expand" && own !== "contract") return null;
  const folder = versionsFolder(path);
  const both = new Set(
    migrationsBeside(path, paths).map((other) => FOLDER.exec(other.slice(folder.length - 1))?.[1]),
  );
  return both.has("expand") && both.has("contract") ? own : null;
}

/** The headers of the base's migrations by revision, parsed once for a tree and its versions folder. */
const read = new WeakMap<Tree, Map<string, Map<string, Header>>>();

function headersOf(path: string, context: ReadContext): Map<string, Header> {
  const folders = read.get(context.tree) ?? new Map<string, Map<string, Header>>();
  read.set(context.tree, folders);
  const folder = versionsFolder(path);
  const known = folders.get(folder);
  if (known !== undefined) return known;
  const headers = new Map<string, Header>();
  for (const other of migrationsBeside(path, context.tree.paths)) {
    const text = context.tree.text(other);
    if (text === null || context.expired()) continue;
    const header = readHeader(other, text, context);
    if (header !== null && header.revision !== null) headers.set(header.revision, header);
  }
  folders.set(folder, headers);
  return headers;
}

/** The head of another migration; nothing of it is run but its assignments of constants. */
function readHeader(path: string, text: string, context: ReadContext): Header | null {
  if (context.parsers.python === null) return null;
  const file = parseSource(path, text, context.parsers.python, pythonGrammar, context.expired);
  if ("refused" in file) return null;
  const run = interpreter(python, file, () => plainHost, { expired: context.expired, unread: () => {} });
  for (const node of file.root.children) {
    if (/^(?:expression|import|import_from)_statement$/u.test(node.type)) {
      run.execute({ ...file.root, children: [node] }, run.globals);
    }
  }
  return headerOf((name) => run.globals.get(name));
}

/** Answers for a file of which only constants count. */
const plainHost: Host = {
  symbol: () => null,
  attribute: () => unknown(""),
  item: () => unknown(""),
  iterate: () => null,
  call: () => null,
  method: () => unknown(""),
  classAttribute: () => null,
  setAttribute: () => {},
  enter: (value) => ({ value, leave: () => {} }),
  operate: () => null,
  foreign: () => unknown(""),
};

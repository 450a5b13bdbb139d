/** Which model the settings of the project name as that of its users. */

import type { ReadContext } from "../../detector.ts";
import { pythonGrammar } from "../../reading/python/grammar.ts";
import { field, parseSource, textOf, walk } from "../../reading/source/syntax.ts";
import { fileOfModule } from "./modules.ts";
import { looksLikeTest } from "./paths.ts";

/** What migrations write where they mean it. */
export const usersOfSettings = "settings.AUTH_USER_MODEL";

const SETTINGS = /(?:^|\/)settings(?:\/\w+)?\.py$/u;
/** What settings bring along. */
const STAR = /^from[ \t]+([.\w]+)[ \t]+import[ \t]+\*/gmu;

const MOST_FILES = 12;

const known = new WeakMap<readonly string[], readonly string[]>();

/** The settings of the project, those nearest to its top; none where there are too many for one project. */
export function settingsFiles(paths: readonly string[]): readonly string[] {
  let found = known.get(paths);
  if (found === undefined) {
    found = paths.filter((path) => SETTINGS.test(path) && !looksLikeTest(path) && !/template/iu.test(path));
    if (found.length > MOST_FILES) found = [];
    known.set(paths, found);
  }
  return found;
}

/** `users.User`; null where the settings are not all to be had, or do not agree. Django's own is meant where they name none. */
export function userModel({ tree, parsers, expired }: ReadContext): string | null {
  const files = settingsFiles(tree.paths);
  const named = new Set<string | null>();
  let whole = false;
  let foreign = false;
  for (const path of files) {
    const text = tree.text(path);
    if (text === null || parsers.python === null) return null;
    if (/\bINSTALLED_APPS\b/u.test(text)) whole = true;
    for (const [, module = ""] of text.matchAll(STAR))
      if (!files.includes(fileOfModule(module, path, tree.paths) ?? "")) foreign = true;
    if (!text.includes("AUTH_USER_MODEL")) continue;
    if (!read.has(text)) {
      if (read.size >= MOST_READ) read.clear();
      read.set(text, modelIn(path, text, parsers.python, expired));
    }
    named.add(read.get(text) ?? null);
  }
  const [first, ...others] = named;
  if (first === undefined) return whole && !foreign ? "auth.user" : null;
  return others.length > 0 ? null : first;
}

/** By text: all migrations that speak of users ask for the same settings. */
const read = new Map<string, string | null>();
const MOST_READ = 100;

function modelIn(
  path: string,
  text: string,
  parser: NonNullable<ReadContext["parsers"]["python"]>,
  expired: () => boolean,
): string | null {
  const file = parseSource(path, text, parser, pythonGrammar, expired);
  if ("refused" in file) return null;
  const found = new Set<string>();
  for (const node of walk(file.root)) {
    if (node.type !== "assignment") continue;
    const [left, right] = [field(node, "left"), field(node, "right")];
    if (left === null || textOf(file, left) !== "AUTH_USER_MODEL") continue;
    found.add(right === null ? "" : textOf(file, right));
  }
  const [first = "", ...others] = found;
  const model = /^["'](\w+\.\w+)["']$/u.exec(first)?.[1];
  return model === undefined || others.length > 0 ? null : model.toLowerCase();
}

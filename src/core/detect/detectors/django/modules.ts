/** Which file of the tree a module is, as a migration names it. */

import { looksLikeField } from "./field-class.ts";
import { folderOf } from "./paths.ts";

const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

export function knownPaths(paths: readonly string[]): ReadonlySet<string> {
  const known = sets.get(paths) ?? new Set(paths);
  sets.set(paths, known);
  return known;
}

const MOST_FOLDERS = 12;

/** `app.common.fields`, `..fields`; `from`: the file that names it. Null: no file of the tree. */
export function fileOfModule(module: string, from: string, paths: readonly string[]): string | null {
  const known = knownPaths(paths);
  const fileIn = (folder: string, name: string): string | null => {
    const path = `${folder}${name.replaceAll(".", "/")}`;
    if (name !== "" && known.has(`${path}.py`)) return `${path}.py`;
    const inside = name === "" ? `${folder}__init__.py` : `${path}/__init__.py`;
    return known.has(inside) ? inside : null;
  };
  const dots = /^\.*/u.exec(module)?.[0].length ?? 0;
  let folder = folderOf(from);
  if (dots > 0) {
    for (let up = 1; up < dots; up += 1) folder = folderOf(folder.slice(0, -1));
    return fileIn(folder, module.slice(dots));
  }
  for (let tries = 0; tries < MOST_FOLDERS; tries += 1) {
    const found = fileIn(folder, module);
    if (found !== null) return found;
    if (folder === "") return null;
    folder = folderOf(folder.slice(0, -1));
  }
  return null;
}

const IMPORT = /^(?:from[ \t]+([.\w]+)[ \t]+import[ \t]*(\([^)]*\)|[^\n]*)|import[ \t]+([\w.]+))/gmu;
const MOST_MODULES = 30;

/** Modules of the project whose classes the migration calls, with what lies beside one that is a whole folder: fields may be defined there. */
export function classModules(path: string, text: string, paths: readonly string[]): string[] {
  const named = new Set<string>();
  for (const [, from, names = "", whole] of text.matchAll(IMPORT)) {
    if (whole !== undefined) {
      if (isCalled(text, `${whole}.`, whole)) named.add(whole);
      continue;
    }
    const module = from as string;
    for (const [, name = "", alias = name] of names.matchAll(/(\w+)(?:\s+as\s+(\w+))?/gu)) {
      if (looksLikeField(`${module}.${name}`) && text.includes(`${alias}(`)) named.add(module);
      else if (isCalled(text, `${alias}.`, name))
        named.add(module.endsWith(".") ? module + name : `${module}.${name}`);
    }
  }
  // What a field was before can be of a class that only the earlier migrations name.
  if (/\bAlterField\b/u.test(text))
    for (const module of ["..fields", "..db.fields", "..models.fields"]) named.add(module);
  const found = new Set<string>();
  for (const module of named) {
    const file = module.startsWith("django.") ? null : fileOfModule(module, path, paths);
    if (file === null || file === path) continue;
    found.add(file);
    if (file.endsWith("/__init__.py")) {
      const folder = folderOf(file);
      for (const other of knownPaths(paths))
        if (other.startsWith(folder) && /^\w+\.py$/u.test(other.slice(folder.length))) found.add(other);
    }
  }
  return [...found].slice(0, MOST_MODULES);
}

/** `prefix` is followed by a class of fields that is called somewhere. */
function isCalled(text: string, prefix: string, module: string): boolean {
  for (let at = text.indexOf(prefix); at !== -1; at = text.indexOf(prefix, at + 1)) {
    const name = /^([A-Z]\w{0,80})\(/u.exec(text.slice(at + prefix.length, at + prefix.length + 90))?.[1];
    if (name !== undefined && looksLikeField(`${module}.${name}`)) return true;
  }
  return false;
}

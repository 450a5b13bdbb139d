/** Files that a changelog names: SQL that it runs, rows that it loads, and changelogs whose properties it uses. */

import type { Tree } from "../../detector.ts";
import { beside, fileName, folderOf } from "../../reading/sql/path.ts";
import { isChangelogSql, mayBeChangelog } from "./paths.ts";

const most = 100;
const NAMED = /\b(?:path|file)["']?\s*[:=]\s*["']?([^"'\s<>{},]+)/giu;
/** Where a project defines properties for all of its changelogs. */
const MASTER =
  /^(?:.*[-_.])?(?:master|root|main|index|changelog|liquibase|common|global|variables?|propert\w*|(?:data[-_]?)?types)(?:[-_.].*)?\.(?:xml|ya?ml)$/iu;
const above = 4;

/** The paths of files that reading a changelog needs. */
export function wantedBy(path: string, text: string, paths: readonly string[]): string[] {
  const found = new Set<string>();
  const names = new Set<string>();
  if (/sqlFile|loadData|loadUpdateData|createView|createProcedure|createFunction|createTrigger/u.test(text))
    for (const match of text.matchAll(NAMED)) if (names.size < most) names.add(fileName(match[1] ?? ""));
  const masters = text.includes("${") ? foldersAbove(path) : new Set<string>();
  if (names.size === 0 && masters.size === 0) return [];
  for (const other of paths) {
    if (other === path || found.size >= most) continue;
    const name = fileName(other);
    if (names.has(name) && !mayBeChangelog(other)) found.add(other);
    else if (masters.has(folderOf(other)) && MASTER.test(name)) found.add(other);
  }
  return [...found];
}

function foldersAbove(path: string): Set<string> {
  const folders = new Set<string>();
  for (let folder = folderOf(path); folders.size < above; folder = folderOf(folder)) {
    folders.add(folder);
    if (folder === "" || folder.endsWith("resources")) break;
  }
  return folders;
}

/** The changelogs among the wanted files whose properties count here too. */
export function masterPaths(path: string, { paths }: Tree): string[] {
  const folders = foldersAbove(path);
  return paths.filter(
    (other) => other !== path && folders.has(folderOf(other)) && MASTER.test(fileName(other)),
  );
}

/** Finds files by the paths that changes give: relative to the changelog, or somewhere on the class path. */
export class NamedFiles {
  readonly #path: string;
  readonly #tree: Tree;
  #byName: Map<string, string[]> | null = null;

  constructor(path: string, tree: Tree) {
    this.#path = path;
    this.#tree = tree;
  }

  /** Null when there is no such file; `text` null: it is a migration by itself. */
  file(written: string, relative: boolean): { path: string; text: string | null } | null {
    const path = this.find(written, relative);
    if (path === null) return null;
    if (isChangelogSql(path)) return { path, text: null };
    const text = this.#tree.text(path);
    return text === null ? null : { path, text };
  }

  find(written: string, relative: boolean): string | null {
    const plain = normal(written.replace(/^(?:classpath\*?|file):\/*/u, "").replaceAll("\\", "/"));
    const wanted = relative ? normal(beside(this.#path, plain)) : plain.replace(/^\//u, "");
    const candidates = this.#candidates(fileName(wanted));
    return (
      candidates.find((path) => path === wanted) ??
      candidates.find((path) => path.endsWith(`/${wanted}`)) ??
      null
    );
  }

  #candidates(name: string): readonly string[] {
    if (this.#byName === null) {
      this.#byName = new Map();
      for (const path of this.#tree.paths) {
        const key = fileName(path);
        const others = this.#byName.get(key);
        if (others === undefined) this.#byName.set(key, [path]);
        else others.push(path);
      }
    }
    return this.#byName.get(name) ?? [];
  }
}

/** Without `.` and `..`. */
function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && !(part === "" && parts.length > 0)) parts.push(part);
  }
  return parts.join("/");
}

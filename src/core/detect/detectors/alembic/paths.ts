/** Which paths are Alembic's: migrations, and the files beside them. */

import type { Tree } from "../../detector.ts";

const TESTS = /(?:^|\/)(?:tests?|testing|fixtures|examples?|site-packages|node_modules)\//iu;
const NOT_MIGRATIONS = /(?:^|\/)(?:__init__|env|conftest|setup)\.py$|(?:^|\/)test_[^/]*\.py$/u;
const VERSIONS = /(?:^|\/)(?:\w+_)?versions\//u;

/** The folders of a path from its own to the top. */
function foldersUp(path: string): string[] {
  const folders: string[] = [];
  for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1))
    folders.push(path.slice(0, at));
  return folders;
}

/** Is this path a migration? In a folder named `versions`, or below Alembic's own files. */
export function claimsPath(path: string, tree: Tree, named: boolean): boolean {
  if (!path.endsWith(".py")) return false;
  if (named) return true;
  if (NOT_MIGRATIONS.test(path) || TESTS.test(path)) return false;
  if (VERSIONS.test(path)) return true;
  return foldersUp(path)
    .slice(0, 3)
    .some((folder) => has(tree.paths, `${folder}/script.py.mako`) && !holdsVersions(folder, tree.paths));
}

const REVISION_NAME = /(?:^|\/)(?:[0-9a-f]{6,}|\d{3,})[_-][^/]*\.py$/iu;
const MIGRATION_FOLDER = /alembic|migrat|revision|version|schema|^db$|database/iu;

/** Whether a path could be a migration where the tree is not known: by the name that Alembic gives to files, or by a folder near it. */
export function looksLikeRevision(path: string): boolean {
  if (!path.endsWith(".py") || NOT_MIGRATIONS.test(path) || TESTS.test(path)) return false;
  return (
    REVISION_NAME.test(path) ||
    path
      .split("/")
      .slice(-4, -1)
      .some((folder) => MIGRATION_FOLDER.test(folder))
  );
}

/** Where there is a `versions` folder, the Python files beside it are helpers. */
function holdsVersions(folder: string, paths: readonly string[]): boolean {
  return below(`${folder}/versions/`, paths).next().done !== true;
}

/** Is a path in a sorted list? */
function has(paths: readonly string[], path: string): boolean {
  return paths[firstFrom(path, paths)] === path;
}

/** The paths of a sorted list that begin with the folder, which ends in a slash. */
function* below(folder: string, paths: readonly string[]): Generator<string, void> {
  for (let at = firstFrom(folder, paths); paths[at]?.startsWith(folder) === true; at += 1)
    yield paths[at] as string;
}

/** Where the first path stands that is not before `wanted`. */
function firstFrom(wanted: string, paths: readonly string[]): number {
  let low = 0;
  let high = paths.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((paths[middle] as string) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The nearest env.py above a migration. */
export function environmentOf(path: string, paths: readonly string[]): string | null {
  return (
    foldersUp(path)
      .map((folder) => `${folder}/env.py`)
      .find((candidate) => has(paths, candidate)) ?? null
  );
}

/** The folder that holds all migrations of the environment, with a slash: the outermost named `versions`, else its own. */
export function versionsFolder(path: string): string {
  const match = VERSIONS.exec(path);
  return match === null
    ? path.slice(0, path.lastIndexOf("/") + 1)
    : path.slice(0, match.index + match[0].length);
}

interface Folder {
  migrations: readonly string[];
  /** Those whose names speak of branches. */
  branching: readonly string[];
}

/** By the list of paths: thousands of migrations of one tree ask for the same few folders. */
const folders = new WeakMap<readonly string[], Map<string, Folder>>();

function folderOf(path: string, paths: readonly string[]): Folder {
  const known = folders.get(paths) ?? new Map<string, Folder>();
  folders.set(paths, known);
  const name = versionsFolder(path);
  let folder = known.get(name);
  if (folder === undefined) {
    const migrations = [...below(name, paths)].filter(
      (other) => other.endsWith(".py") && !NOT_MIGRATIONS.test(other),
    );
    const branching = migrations.filter((other) =>
      /expand|contract|branch/iu.test(other.slice(other.lastIndexOf("versions"))),
    );
    folder = { migrations, branching };
    known.set(name, folder);
  }
  return folder;
}

/** All migrations of the environment, the path's own among them where the list has it. */
export function migrationsBeside(path: string, paths: readonly string[]): readonly string[] {
  return folderOf(path, paths).migrations;
}

/** The other migrations of the environment, where a name among them says that a branch can matter; else hundreds of files would be loaded for nothing. */
export function branchSiblings(path: string, paths: readonly string[]): string[] {
  const { migrations, branching } = folderOf(path, paths);
  return branching.some((other) => other !== path) ? migrations.filter((other) => other !== path) : [];
}

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

/** Where there is a `versions` folder, the Python files beside it are helpers. */
function holdsVersions(folder: string, paths: readonly string[]): boolean {
  return paths.some((path) => path.startsWith(`${folder}/versions/`));
}

/** Is a path in a sorted list? */
function has(paths: readonly string[], path: string): boolean {
  let low = 0;
  let high = paths.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = paths[middle] as string;
    if (found === path) return true;
    if (found < path) low = middle + 1;
    else high = middle - 1;
  }
  return false;
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

/** The other migrations of the environment. */
export function siblings(path: string, paths: readonly string[]): string[] {
  const folder = versionsFolder(path);
  return paths.filter(
    (other) =>
      other !== path && other.startsWith(folder) && other.endsWith(".py") && !NOT_MIGRATIONS.test(other),
  );
}

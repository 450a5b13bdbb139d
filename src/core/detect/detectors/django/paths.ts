/** Which paths are Django's: migrations, the other migrations of the application, and its `apps.py`. */

import type { Tree } from "../../detector.ts";

const TESTS =
  /(?:^|\/)(?:tests?|testing|test_?(?:apps?|projects?|sites?|migrations)|fixtures|examples?|site-packages|node_modules)\//iu;
const MIGRATION = /(?:^|\/)(\w*migrations(?:_\w+)?)\/(?!_)[\w-]+\.py$/u;

/** Is this path a migration? A module of a package named `migrations`. */
export function claimsPath(path: string, _tree: Tree, named: boolean): boolean {
  return named ? path.endsWith(".py") : looksLikeMigration(path);
}

export function looksLikeTest(path: string): boolean {
  return TESTS.test(path);
}

/** By its path alone. */
export function looksLikeMigration(path: string): boolean {
  return MIGRATION.test(path) && !looksLikeTest(path);
}

export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** `0002_author`: the name by which other migrations speak of it. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.py$/u, "");
}

/** The folder that the application's code lives in, without a slash; "" at the top. */
function applicationFolder(path: string): string {
  const parts = path.split("/").slice(0, -1);
  const at = parts.findLastIndex((part) => /migrations/u.test(part));
  return parts.slice(0, at === -1 ? parts.length : at).join("/");
}

/** The label that Django gives to the application, unless its `apps.py` says otherwise. */
export function labelOfPath(path: string): string | null {
  const folder = applicationFolder(path);
  return folder === "" ? null : folder.slice(folder.lastIndexOf("/") + 1);
}

export function configurationOf(path: string): string {
  const folder = applicationFolder(path);
  return folder === "" ? "apps.py" : `${folder}/apps.py`;
}

/** By the list of paths: the migrations of one application ask for the same folder. */
const folders = new WeakMap<readonly string[], Map<string, readonly string[]>>();

/** The other migrations of the application. */
export function migrationsBeside(path: string, paths: readonly string[]): readonly string[] {
  const known = folders.get(paths) ?? new Map<string, readonly string[]>();
  folders.set(paths, known);
  const folder = folderOf(path);
  let found = known.get(folder);
  if (found === undefined) {
    const names = new RegExp(`^[\\w-]+\\.py$`, "u");
    found = paths.filter(
      (other) =>
        other.startsWith(folder) &&
        names.test(other.slice(folder.length)) &&
        !other.startsWith("_", folder.length),
    );
    known.set(folder, found);
  }
  return found;
}

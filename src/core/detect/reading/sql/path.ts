/** The parts of a path that layouts look at. */

/** The last part of a path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The folder of a path, without a slash at the end; empty at the top. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash === -1 ? "" : path.slice(0, slash);
}

/** The folders of a path from the top, lower-case. */
export function foldersOf(path: string): string[] {
  const folder = folderOf(path);
  return folder === "" ? [] : folder.toLowerCase().split("/");
}

/** A path beside this one. */
export function beside(path: string, name: string): string {
  const folder = folderOf(path);
  return folder === "" ? name : `${folder}/${name}`;
}

/** Is the path among these? They are sorted, and there can be a hundred thousand of them. */
export function hasPath(paths: readonly string[], path: string): boolean {
  let low = 0;
  let high = paths.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((paths[middle] as string) < path) low = middle + 1;
    else high = middle;
  }
  return paths[low] === path;
}

/** Those of a few candidates that are among the paths. */
export function present(paths: readonly string[], ...candidates: string[]): string[] {
  return candidates.filter((path) => hasPath(paths, path));
}

/** The path of SQL whose engine stands behind its name: `07/index.sql.sqlite` is `07/index.sql`. */
export function withoutEngine(path: string): string {
  return path.replace(/(\.sql)\.(?:mysql|mariadb|sqlite3?|postgres(?:ql)?)$/iu, "$1");
}

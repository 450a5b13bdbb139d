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

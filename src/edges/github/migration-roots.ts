/** In which folder the migrations beside a changed one lie, told from its path alone. */

/** Folders that hold all migrations of a project. */
const sure =
  /^(?:.+[-_.])?(?:migrations?|migrate|schema[-_]?changes?|upgrades?|deltas?|evolutions?)(?:[-_.].+)?$|^(?:drizzle|alembic|changelog)$/iu;
/** Folders that hold them where no other name speaks. */
const perhaps =
  /^(?:sql|db|databases?|schemas?|postgres(?:ql)?|pgsql|timescaledb|deploy|revert|updates?|changes|patch|patches|versioned)$/iu;
/** Alembic's: its branches may lie in folders of the same name below. */
const versions = /^(?:\w+_)?versions$/u;

/** The folder without a slash at its end; empty: the top. */
export function migrationRoot(path: string): string {
  const folders = path.split("/").slice(0, -1);
  const upTo = (index: number): string => folders.slice(0, index + 1).join("/");
  const outermost = folders.findIndex((folder) => versions.test(folder));
  if (outermost !== -1) return upTo(outermost);
  const first = folders.findIndex((folder) => sure.test(folder));
  if (first !== -1) return upTo(first);
  const last = folders.findLastIndex((folder) => perhaps.test(folder));
  return upTo(last === -1 ? folders.length - 1 : last);
}

/** Whether the name of a folder leaves no doubt: what lies around it holds no migrations. */
export function isSureRoot(root: string): boolean {
  const name = root.slice(root.lastIndexOf("/") + 1);
  return versions.test(name) || sure.test(name);
}

/** The folders above a path, the top (empty) among them. */
export function foldersAbove(path: string): string[] {
  const folders = [""];
  for (let at = path.indexOf("/"); at !== -1; at = path.indexOf("/", at + 1)) folders.push(path.slice(0, at));
  return folders;
}

/** Which paths are migrations of Rails: numbered files below `db/migrate`, `db/NAME_migrate` and, of data_migrate, `db/data`. */

const NUMBERED = /(?:^|\/)\d+_[a-z0-9_]*(?:\.[a-z0-9_]*)?\.rb$/u;
const FOLDER = /(?:^|\/)db\/(?:[\w-]+\/)*(?:\w+_)?migrate\//u;
const DATA = /(?:^|\/)db\/data\/(?:[\w-]+\/)*\d{8,}_\w+\.rb$/u;
const TESTS = /(?:^|\/)(?:tests?|specs?|fixtures|node_modules|templates)\//u;

/** Cheap, and by path alone: Rails runs only files whose names begin with a number. */
export function claimsPath(path: string, named: boolean): boolean {
  if (!path.endsWith(".rb")) return false;
  if (named) return true;
  if (TESTS.test(path)) return false;
  return (FOLDER.test(path) && NUMBERED.test(path)) || DATA.test(path);
}

/** data_migrate's own folder: what it runs is about rows. */
export function isDataFolder(path: string): boolean {
  return DATA.test(path) && !FOLDER.test(path);
}

/** The number that Rails knows the migration by, null when the name has none. */
export function versionOf(path: string): string | null {
  return /^(\d+)_/u.exec(path.slice(path.lastIndexOf("/") + 1))?.[1] ?? null;
}

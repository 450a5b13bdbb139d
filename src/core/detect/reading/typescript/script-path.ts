/** Which paths can be migrations in JavaScript or TypeScript: files in or below a folder of migrations. */

const NOT_REAL = /(?:^|\/)(?:node_modules|vendor|dist|build|fixtures|examples?|__tests__|tests?|spec)\//iu;
const NOT_MIGRATION =
  /(?:\.d\.ts|\.(?:test|spec|stub)\.[cm]?[jt]s|\/(?:index|knexfile|jest\.config)\.[cm]?[jt]s)$/iu;
const SCRIPT = /\.[cm]?[jt]s$/iu;
const FOLDER = /migrat/iu;

/** Whether a file could be a migration written in JavaScript or TypeScript, whatever its framework. */
export function mayBeScript(path: string): boolean {
  if (!SCRIPT.test(path) || NOT_MIGRATION.test(path) || NOT_REAL.test(path)) return false;
  return path
    .split("/")
    .slice(-4, -1)
    .some((folder) => FOLDER.test(folder));
}

/** Which paths can be changelogs, before anything of them is read. */

import { isNoMigration } from "../../reading/sql/no-migration.ts";
import { fileName, foldersOf } from "../../reading/sql/path.ts";

const EXTENSION = /\.(?:xml|ya?ml|json)$/iu;
/** `db/changelog`, `custom-changelog`, `liquibase`, `changesets`. */
const FOLDER = /^(?:.+[-_.])?(?:changelogs?|change-?logs?|change-?sets?|liquibase)(?:[-_.].+)?$/u;
const NAME = /change-?log|change-?set|liquibase/iu;
/** Folders of a database's files, where Java keeps its resources. */
const DATABASE = /^(?:db|database|sql|schema|migrations?|dbmigrations?)$/u;

/** By path alone. Files of a release's history are called changelog as well: the text decides. */
export function mayBeChangelog(path: string, named = false): boolean {
  if (!EXTENSION.test(path)) return false;
  return named || (!isNoMigration(path) && isNear(path));
}

function isNear(path: string): boolean {
  const folders = foldersOf(path);
  if (NAME.test(fileName(path)) || folders.some((folder) => FOLDER.test(folder))) return true;
  const resources = folders.lastIndexOf("resources");
  return resources !== -1 && folders.slice(resources).some((folder) => DATABASE.test(folder));
}

/** SQL in a folder of changelogs is run by one of them, or is one itself. */
export function isChangelogSql(path: string): boolean {
  return (
    /\.sql$/iu.test(path) && !isNoMigration(path) && foldersOf(path).some((folder) => FOLDER.test(folder))
  );
}

/** The same and SQL that may be a changelog: only its first line can tell. */
export function mayHoldChangelog(path: string): boolean {
  return /\.sql$/iu.test(path) ? !isNoMigration(path) && isNear(path) : mayBeChangelog(path);
}

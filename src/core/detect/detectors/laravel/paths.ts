/** Which paths are Laravel's migrations. */

const TESTS = /(?:^|\/)(?:tests?|testing|fixtures?|stubs|examples?|vendor|node_modules)\//iu;
const STAMPED = /(?:^|\/)\d{4}_\d{2}_\d{2}_\d{5,6}_\w[\w-]*\.php$/u;
const FOLDER = /(?:^|\/)migrations\/(?:[^/]+\/)*[^/]+\.php$/iu;
const HOME = /(?:^|\/)database\/migrations\/(?:[^/]+\/)*[^/]+\.php$/iu;

/** In a folder of migrations with Laravel's time stamp, or anywhere below `database/migrations`. */
export function claimsPath(path: string, named: boolean): boolean {
  if (!/\.php$/iu.test(path)) return false;
  if (named) return true;
  if (TESTS.test(path)) return false;
  return HOME.test(path) || (FOLDER.test(path) && STAMPED.test(path));
}

const MIGRATION = /\bextends\s+\\?(?:[\w\\]*\\)?\w*Migration\b|\bSchema\s*::/u;
const OTHERS = /\b(?:Doctrine\\|Phinx\\|CodeIgniter\\|yii\\db|AbstractMigration\b|Hyperf\\)/u;

/** Is it Laravel's, and not one of the other frameworks that call theirs the same? */
export function confirmsText(text: string): boolean {
  return MIGRATION.test(text) && !OTHERS.test(text);
}

/** The names of files of settings that a migration asks for: `config('permission.table_names')`. */
export function settingsNamed(text: string): string[] {
  const names = [...text.matchAll(/\bconfig\(\s*['"]([\w-]+)\./gu)].map((match) => match[1] ?? "");
  return [...new Set(names)].filter((name) => name !== "database").slice(0, 10);
}

/** The classes that a migration imports: models may be among them. */
export function classesNamed(text: string): string[] {
  const names = [...text.matchAll(/\\?\b((?:[A-Z]\w*\\)+[A-Z]\w*)/gu)].map((match) => match[1] ?? "");
  return [...new Set(names)]
    .filter((name) => !/^(?:Illuminate|Symfony|Doctrine|Carbon)\\/u.test(name))
    .slice(0, 40);
}

/** Which paths are Doctrine's migrations. */

const TESTS = /(?:^|\/)(?:tests?|fixtures?|examples?|vendor|node_modules)\//iu;
const VERSION = /(?:^|\/)migrations\/(?:[^/]+\/)*Version\d{14}\w*\.php$/iu;

/** `Version20240102030405.php` in a folder of migrations. */
export function claimsPath(path: string, named: boolean): boolean {
  if (named) return /\.php$/iu.test(path);
  return VERSION.test(path) && !TESTS.test(path);
}

/** Paths whose SQL is no migration, whatever the file is called: tests, fixtures, examples, seeds, documentation, other people's code. */

import { fileName, foldersOf } from "./path.ts";

/** `integration-tests`, `test_data`; not `todo-example`, which is an application of its own. */
const TESTS =
  /^(?:(?:.+[-_.])?(?:tests?|testing|testdata|fixtures?)|(?:tests?|samples?|demo|mock|seeds?)[-_](?:data|files?|resources?|cases?))$/;
const EXACT = new Set(
  (
    "__tests__ __fixtures__ __mocks__ t xt spec specs docs doc documentation vendor vendored node_modules third_party " +
    "example examples sample samples mock mocks seed seeds seeder seeders " +
    "dist target benchmark benchmarks bench dump dumps backup backups queries query playground testsuite e2e stub stubs"
  ).split(" "),
);

/** A migration in a folder of its own may be called `20240101_add_test`. */
const OWN_FOLDER = /^(?:up|down|migration)\.sql$/i;

export function isNoMigration(path: string): boolean {
  const folders = foldersOf(path);
  if (OWN_FOLDER.test(fileName(path)) && /[-_]/.test(folders.at(-1) ?? "")) folders.pop();
  return folders.some((folder) => TESTS.test(folder) || EXACT.has(folder));
}

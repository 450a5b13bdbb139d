/** Paths whose SQL is no migration, whatever the file is called: tests, fixtures, examples, seeds, documentation, other people's code. */

import { foldersOf } from "./path.ts";

const FOLDER =
  /^(?:.+[-_.])?(?:tests?|testing|testdata|test[-_]data|fixtures?|examples?|samples?|mocks?|seeds?|seeders?)$/;
const EXACT = new Set(
  (
    "__tests__ __fixtures__ __mocks__ spec specs docs doc documentation vendor vendored node_modules third_party " +
    "dist target benchmark benchmarks bench dump dumps backup backups queries query playground testsuite e2e stub stubs"
  ).split(" "),
);

export function isNoMigration(path: string): boolean {
  return foldersOf(path).some((folder) => FOLDER.test(folder) || EXACT.has(folder));
}

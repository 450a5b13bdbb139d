/** The cases of django-migration-linter: SQL that its analyser is tested with, and the applications of its test project. */

import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { git } from "../engine-repository.ts";
import type { Case } from "./judge.ts";

const judge = "django-migration-linter";
const engines: Readonly<Record<string, string>> = {
  postgresql: "postgresql >= 12",
  mysql: "mysql >= 8.0",
  sqlite: "sqlite",
};

export function djangoLinterCases(folder: string): Case[] {
  return [...sqlCases(folder), ...applications(folder)];
}

interface Recorded {
  vendor: string;
  test: string;
  sql: string[];
  wants: "valid" | "error" | "warning";
}

function sqlCases(folder: string): Case[] {
  const source = git(folder, "show", "HEAD:tests/unit/test_sql_analyser.py");
  const script = join(import.meta.dirname, "django-migration-linter.py");
  const output = execFileSync("python3", [script], { input: source, encoding: "utf8" });
  return (JSON.parse(output) as Recorded[]).map(({ vendor, test, sql, wants }) => ({
    judge,
    name: `${vendor} ${test}`,
    base: new Map(),
    head: new Map([["migrations/0002_case.sql", `${sql.map(ended).join("\n")}\n`]]),
    engines: engines[vendor] ?? "postgresql >= 12",
    dangerous: wants !== "valid",
  }));
}

function ended(statement: string): string {
  return statement.trimEnd().endsWith(";") ? statement : `${statement};`;
}

/** The last migration of each application, over those before it. */
function applications(folder: string): Case[] {
  const tests = git(folder, "show", "HEAD:tests/functional/test_migration_linter.py");
  const fixtures = git(folder, "show", "HEAD:tests/fixtures.py");
  const names = new Map(
    [...fixtures.matchAll(/^(\w+) = "(\w+)"/gmu)].map(([, key = "", name = ""]) => [key, name]),
  );
  const wanted = tests.matchAll(/app = fixtures\.(\w+)\s+self\._test_linter_finds_(no_)?errors\(app\)/gu);
  return [...wanted].flatMap(([, key = "", no]): Case[] => {
    const app = names.get(key) ?? "";
    const root = `tests/test_project/${app}/`;
    const paths = git(folder, "ls-tree", "-r", "--name-only", "HEAD", root)
      .split("\n")
      .filter((path) => /\/\d{4}_\w+\.py$/u.test(path));
    // Tests are no migrations: the same files, in a project.
    const files = paths.map((path): [string, string] => [
      path.replace("tests/test_project/", "project/"),
      git(folder, "show", `HEAD:${path}`),
    ]);
    if (app === "" || files.length === 0) return [];
    return [
      {
        judge,
        name: `application ${app}`,
        base: new Map(files.slice(0, 1)),
        head: new Map(files.slice(1)),
        engines: "postgresql >= 12",
        dangerous: no === undefined,
      },
    ];
  });
}

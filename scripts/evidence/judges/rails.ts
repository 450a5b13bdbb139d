/** The cases of strong_migrations and online_migrations: migration classes, and the tests that call them safe or unsafe on an adapter. */

import { git } from "../engine-repository.ts";
import type { Case } from "./judge.ts";

/** Cases that are called unsafe for another reason than locks, compatibility or loss. */
const others: readonly [names: RegExp, why: string][] = [
  [
    /^(?:ExecuteArbitrarySQL|ExecuteQuery|ExecQuery|ChangeTable)$/u,
    "what they do not read, which here is harmless: `SELECT 1`, and a change_table that adds a column",
  ],
  [/^Custom$/u, "a rule that the test itself adds"],
  [/^AddIndexColumns$/u, "style: an index on more than three columns"],
  [/^ReplaceIndex/u, "queries are slow until the new index is there"],
  [
    /^(?:AddReferenceColumn|AddReferenceColumnWithDefault|AddReference|AddReferenceConcurrentlyWithMismatchingType)$/u,
    "design: the key has another type than what it points to",
  ],
];

type Adapter = "postgresql" | "mysql";
const engines: Record<Adapter, string> = { postgresql: "postgresql >= 13", mysql: "mysql >= 8.0" };

/** Tests of what the gem's own settings do, which no other linter has. */
const settings =
  /\bwith_(?!target_version)|StrongMigrations\.|OnlineMigrations\.|config\.|start_after|enable_check|disable_check/u;

export function strongMigrationsCases(folder: string): Case[] {
  const text = (path: string): string => git(folder, "show", `HEAD:${path}`);
  const paths = git(folder, "ls-tree", "-r", "--name-only", "HEAD", "test/").split("\n");
  const classes = new Map(
    paths
      .filter((path) => /^test\/migrations\/\w+\.rb$/u.test(path))
      .flatMap((path) => classesIn(text(path), "")),
  );
  const before = blocksOf(text("test/support/active_record.rb"), "  ", /create_table :\w+ do/u).join("\n");
  const tests = paths.filter(
    (path) => path.endsWith("_test.rb") && !/safe_by_default|timeouts|start_after|multiple/u.test(path),
  );
  return tests.flatMap((path) =>
    (["postgresql", "mysql"] as const).flatMap((adapter) =>
      wishes(text(path), adapter).map(({ name, unsafe }) =>
        caseOf("strong_migrations", adapter, before, name, classes, unsafe),
      ),
    ),
  );
}

export function onlineMigrationsCases(folder: string): Case[] {
  const text = (path: string): string => git(folder, "show", `HEAD:${path}`);
  const paths = git(folder, "ls-tree", "-r", "--name-only", "HEAD", "test/command_checker/")
    .split("\n")
    .filter(Boolean);
  return paths
    .filter((path) => !path.includes("custom_checks"))
    .flatMap((path) => {
      const source = text(path);
      const classes = new Map(classesIn(source, "    "));
      const setup = blocksOf(source, "    ", /def setup/u)
        .join("\n")
        .split("\n")
        .slice(1, -1)
        .join("\n");
      const before = setup
        .replaceAll(/@?connection\./gu, "")
        .replaceAll(/^.*(?:ActiveRecord|config|@connection =|super|reset).*$/gmu, "");
      return wishes(source, "postgresql").map(({ name, unsafe }) =>
        caseOf("online_migrations", "postgresql", before, name, classes, unsafe),
      );
    });
}

function caseOf(
  judge: string,
  adapter: Adapter,
  before: string,
  name: string,
  classes: ReadonlyMap<string, string>,
  unsafe: boolean,
): Case {
  const body = classes.get(name) ?? "";
  const migration = body.replace(/^\s*class (\w+) < \S+/u, "class $1 < ActiveRecord::Migration[7.1]");
  const first = `class Before < ActiveRecord::Migration[7.1]\n  def change\n${before}\n  end\nend\n`;
  return {
    judge,
    name: `${adapter} ${name}`,
    base: new Map([["db/migrate/20200101000000_before.rb", first]]),
    head: new Map([["db/migrate/20260101000000_case.rb", migration]]),
    engines: engines[adapter],
    dangerous: unsafe,
  };
}

function classesIn(text: string, indent: string): [string, string][] {
  return blocksOf(text, indent, /class \w+ < (?:\w*Migration|ActiveRecord::Migration\S*|\w+)$/u).flatMap(
    (block): [string, string][] => {
      const name = /class (\w+)/u.exec(block)?.[1];
      return name === undefined ? [] : [[name, block]];
    },
  );
}

/** What stands between a line with this head and the `end` that is indented alike. */
function blocksOf(text: string, indent: string, head: RegExp): string[] {
  const found: string[] = [];
  let open: string[] | null = null;
  for (const line of text.split("\n")) {
    const own = line.startsWith(indent) && !/^\s/u.test(line.slice(indent.length));
    if (open === null && own && head.test(line)) open = [];
    open?.push(line);
    if (open !== null && own && /^end\b/u.test(line.slice(indent.length))) {
      found.push(open.join("\n"));
      open = null;
    }
  }
  return found;
}

/** The classes that a file of tests calls safe or unsafe on an adapter, with the branches of `if postgresql?` followed by their indent. */
function wishes(text: string, adapter: Adapter): { name: string; unsafe: boolean }[] {
  const found: { name: string; unsafe: boolean }[] = [];
  for (const test of text.split(/^\s*def test_/mu).slice(1)) {
    if (settings.test(test)) continue;
    const branches: { indent: number; taken: boolean; ever: boolean }[] = [];
    for (const line of test.split("\n")) {
      const indent = /^ */u.exec(line)?.[0].length ?? 0;
      const [, word, condition = ""] = /^\s*(if|elsif|else|end|unless)\b\s*(.*)$/u.exec(line) ?? [];
      const top = branches.at(-1);
      if (word === "if" || word === "unless") {
        const taken = holds(condition, adapter) === (word === "if");
        branches.push({ indent, taken, ever: taken });
      } else if (top?.indent === indent && (word === "elsif" || word === "else")) {
        top.taken = !top.ever && (word === "else" || holds(condition, adapter));
        top.ever ||= top.taken;
      } else if (top?.indent === indent && word === "end") branches.pop();
      if (branches.some(({ taken }) => !taken)) continue;
      const skip = /^\s*skip\b.*?(?:\b(unless|if) (.*))?$/u.exec(line);
      if (skip !== null && (skip[1] === undefined || holds(skip[2] ?? "", adapter) === (skip[1] === "if")))
        break;
      const [, un, name, rest = ""] = /assert_(un)?safe\(? ?([A-Z]\w+)(.*)/u.exec(line) ?? [];
      if (name !== undefined && !/direction: :down/u.test(rest))
        found.push({ name, unsafe: un !== undefined });
    }
  }
  return found.filter(({ name, unsafe }) => !unsafe || !others.some(([names]) => names.test(name)));
}

/** What a condition about the adapter says; anything else holds on PostgreSQL and recent versions. */
function holds(condition: string, adapter: Adapter): boolean {
  return condition.split("||").some((alternative) =>
    alternative.split("&&").every((term) => {
      const word = term.trim().replace(/^#\s*unless\s*/u, "");
      if (/^postgresql\?$/u.test(word)) return adapter === "postgresql";
      if (/^mysql\?$/u.test(word)) return adapter === "mysql";
      if (/^mariadb\?$/u.test(word)) return false;
      if (/^!\s*mysql|^!\s*mariadb/u.test(word)) return adapter !== "mysql";
      if (/^(?:lock_option|algorithm_option)\?/u.test(word)) return false;
      return !word.startsWith('"') && !/^(?:ar_version|postgresql_version|transaction_timeout)/u.test(word)
        ? adapter === "postgresql"
        : /(?:>=|>)/u.test(word);
    }),
  );
}

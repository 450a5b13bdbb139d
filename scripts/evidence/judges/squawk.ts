/** The test cases of squawk's rules: `let sql = r#"..."#` in a test, and whether it wants errors of the rule. */

import { git } from "../engine-repository.ts";
import { squawkRules } from "../squawk-rules.ts";
import type { Case } from "./judge.ts";

/** Where a rule's name differs from that of its file. */
const names: Readonly<Record<string, string>> = {
  "adding-not-null-field": "adding-not-nullable-field",
  "adding-primary-key-constraint": "adding-serial-primary-key-field",
  "disallow-unique-constraint": "disallowed-unique-constraint",
};

export function squawkCases(folder: string): Case[] {
  const root = "crates/squawk_linter/src/rules/";
  const files = git(folder, "ls-tree", "-r", "--name-only", "HEAD", root)
    .split("\n")
    .filter((path) => /\/[a-z_]+\.rs$/u.test(path));
  return files.flatMap((path) => {
    const stem = path.slice(root.length, -3).replaceAll("_", "-");
    const rule = names[stem] ?? stem;
    if (squawkRules[rule]?.counted !== true) return [];
    return casesOf(rule, git(folder, "show", `HEAD:${path}`));
  });
}

function casesOf(rule: string, text: string): Case[] {
  return text
    .split("#[test]")
    .slice(1)
    .flatMap((test): Case[] => {
      const name = /fn (\w+)/u.exec(test)?.[1] ?? "";
      const sql = /r#"([\s\S]*?)"#/u.exec(test)?.[1] ?? /let sql = "([^"]*)"/u.exec(test)?.[1];
      const wants = /lint_(ok|errors)/u.exec(test)?.[1];
      if (sql === undefined || wants === undefined) return [];
      const version = /Version::new\((\d+)/u.exec(test)?.[1];
      return [
        {
          judge: "squawk",
          name: `${rule} ${name}`,
          base: new Map(),
          head: new Map([["migrations/0002_case.sql", sql]]),
          engines: version === undefined ? "postgresql >= 12" : `postgresql ${Math.max(10, Number(version))}`,
          transaction: /assume_in_transaction: true/u.test(test) ? "file" : "none",
          dangerous: wants === "errors",
        },
      ];
    });
}

/** What changes in a declared schema is done by a migration of the same change. */

import type { SchemaChange } from "../../detect/declared/compare-schemas.ts";
import type { Finding } from "../../problem.ts";
import { listedShort, named } from "../operation-words.ts";
import type { Rule } from "../rule.ts";

export const schemaHasItsMigration: Rule = {
  name: "schema-has-its-migration",
  summary: "What changes in a declared schema is done by a migration of the same change.",
  check: ({ schemas = [] }) => schemas.filter(({ migrated }) => migrated).flatMap(lacking),
};

function lacking({ path, unexplained, remedy, vague }: SchemaChange): Finding[] {
  const [first, ...others] = unexplained;
  if (first === undefined) return [];
  const what = listedShort(unexplained.map(named));
  const base = {
    rule: "schema-has-its-migration",
    subject: `${path} ${unexplained.map((one) => named(one)).join(" ")}`,
    place: first.place,
    related: others.map((one) => ({ place: one.place, message: named(one) })),
  };
  if (vague)
    return [
      {
        ...base,
        severity: "hint",
        message: `The schema changes by ${what}: look whether the migration does that where it could not be read.`,
      },
    ];
  return [
    {
      ...base,
      severity: "warning",
      message: `The schema changes by ${what}, but no migration of this change does that: databases stay as they are. ${remedy}.`,
    },
  ];
}

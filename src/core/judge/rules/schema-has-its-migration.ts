/** What changes in a declared schema is done by a migration of the same change. */

import type { SchemaChange } from "../../detect/declared/compare-schemas.ts";
import type { Finding } from "../../problem.ts";
import { listedShort, named } from "../operation-words.ts";
import type { Rule } from "../rule.ts";

export const schemaHasItsMigration: Rule = {
  name: "schema-has-its-migration",
  summary: "What changes in a declared schema is done by a migration of the same change.",
  check: ({ schemas = [] }) =>
    schemas.filter(({ migrated }) => migrated).flatMap((schema) => [...unreadIn(schema), ...lacking(schema)]),
};

/** A schema changes no database by itself, so that nobody has to look. */
function unreadIn({ path, unread }: SchemaChange): Finding[] {
  const [first, ...others] = unread;
  if (first === undefined) return [];
  const more = others.length === 0 ? "" : `, and ${others.length} more`;
  return [
    {
      rule: "schema-has-its-migration",
      severity: "hint",
      subject: `${path} unread`,
      place: first.place,
      related: others.map(({ place, reason }) => ({ place, message: reason })),
      message: `Not read in the schema: ${first.reason}${more}. What differs there is not compared with the migrations.`,
    },
  ];
}

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

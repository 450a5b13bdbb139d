/** A migration that may have run somewhere does what it did before. */

import type { IdentifiedOperation } from "../../operation.ts";
import type { Finding } from "../../problem.ts";
import { wholeFile } from "../../place.ts";
import type { MigrationChange } from "../../verdict.ts";
import { fileName, listedShort, named } from "../operation-words.ts";
import type { JudgeInput, Rule } from "../rule.ts";

export const migrationIsUnedited: Rule = {
  name: "migration-is-unedited",
  summary: "A migration that is on the base still does what it did: those who ran it will not run it again.",
  check: (input) =>
    input.migrations
      .filter(({ status }) => status === "edited" || status === "renamed")
      .flatMap((migration) => edited(input, migration)),
};

function edited({ released }: JudgeInput, migration: MigrationChange): Finding[] {
  const parts = migration.parts === undefined ? null : new Set(migration.parts);
  const counts = ({ direction, revision }: IdentifiedOperation): boolean =>
    direction === "up" && (parts === null || (revision !== null && parts.has(revision)));
  const added = migration.operations.filter(counts);
  const removed = migration.removed.filter(counts);
  if (added.length + removed.length === 0) return [];
  const oldPath = migration.oldPath ?? migration.path;
  const changeSets = new Set(parts === null ? [] : [...added, ...removed].map(({ revision }) => revision));
  const inTag = released?.paths.has(oldPath) === true;
  const differs: string[] = [];
  if (added.length > 0) differs.push(`now also does ${listedShort(added.map(named))}`);
  if (removed.length > 0) differs.push(`no longer does ${listedShort(removed.map(named))}`);
  const who = inTag
    ? `It is released in ${released.tag}: those who ran it`
    : released === null
      ? "This repository has no release tag, so it may have run anywhere: those who ran it"
      : "It is not in a release yet, but those who ran it from the branch";
  return [
    {
      rule: "migration-is-unedited",
      severity: inTag || released === null ? "error" : "warning",
      subject: migration.path,
      message: `${subject(fileName(oldPath), [...changeSets])} is on the base, and ${differs.join(" and ")}. ${who} will not run it again. Put the difference into a new migration.`,
      place: added[0]?.place ?? wholeFile(migration.path),
    },
  ];
}

/** The migration in the file, where it holds several. */
function subject(file: string, [revision, ...others]: readonly (string | null)[]): string {
  if (revision === undefined || revision === null) return `\`${file}\``;
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  return `\`${revision}\`${more} in \`${file}\``;
}

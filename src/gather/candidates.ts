/** By path alone, before anything of a tree is known: what could bear on a verdict. */

import { mayBeSchema } from "../core/detect/declared/registry.ts";
import { otherFramework } from "../core/detect/other-frameworks.ts";
import { mayBeSource } from "../core/detect/registry.ts";
import { isNoMigration } from "../core/detect/reading/sql/no-migration.ts";
import { languageOf } from "../core/detect/language-of.ts";
import { matchesAny } from "../core/glob.ts";
import type { Policy } from "../core/judge/policy.ts";
import { isNotePath, looksLikeNote } from "../core/note/note-path.ts";
import type { NoteSettings } from "../core/note/note.ts";

/** Whether a changed path could be a migration, for a reader or for a person to look at. Says yes where only the tree could tell. */
export function mayBeMigration(path: string, policy: Pick<Policy, "migrations" | "ignore">): boolean {
  if (matchesAny(path, policy.ignore)) return false;
  if (policy.migrations.some((rule) => matchesAny(path, rule.paths))) return true;
  if (languageOf(path) === "sql") return !isNoMigration(path);
  return mayBeSource(path) || otherFramework(path, () => true) !== null;
}

/** Whether a change of this path could change a verdict: a migration, a note, or the file of exceptions. */
export function mayConcern(
  path: string,
  policy: Pick<Policy, "migrations" | "ignore" | "exceptions">,
  notes: NoteSettings,
): boolean {
  return (
    mayBeMigration(path, policy) ||
    mayBeSchema(path, policy.ignore) ||
    isNotePath(path, notes) ||
    looksLikeNote(path, notes) ||
    renoName.test(path) ||
    path === policy.exceptions.file
  );
}

/** Where reno's own configuration is not known yet, its names tell. */
const renoName = /-[0-9a-f]{16}\.yaml$/u;

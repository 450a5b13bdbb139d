/** The migrations of other applications, where they may refer to a model of this one. */

import type { Editor } from "./editor.ts";
import { folderOf, labelOfPath, looksLikeMigration } from "./paths.ts";
import { usersOfSettings } from "./user-model.ts";

const MOST_FILES = 300;

/** Models that settings may name as that of the users. */
const PEOPLE = /user|account|member|person|people|profile|customer|employee/iu;

/** Null: too many to look into. */
export function migrationsElsewhere(path: string, paths: readonly string[]): readonly string[] | null {
  const folder = folderOf(path);
  const found = paths.filter((other) => looksLikeMigration(other) && folderOf(other) !== folder);
  return found.length > MOST_FILES ? null : found;
}

/** The applications whose migrations speak of the model; null: not known. */
export function applicationsNaming({ sink, project }: Editor, model: string): string[] | null {
  const { file, context } = sink.reader;
  const { label, users } = project;
  const files = migrationsElsewhere(file.path, context.tree.paths);
  if (files === null || label === null) return null;
  const name = `${label}.${model}`.toLowerCase();
  const mayBeUsers = users === null ? PEOPLE.test(model) : users === name;
  const found = new Set<string>();
  for (const path of files) {
    const text = context.tree.text(path)?.toLowerCase();
    if (text === undefined) return null;
    const speaks =
      text.includes(`"${name}"`) ||
      text.includes(`'${name}'`) ||
      (mayBeUsers && text.includes(usersOfSettings.toLowerCase()));
    if (speaks) found.add(labelOfPath(path) ?? path);
  }
  return [...found].toSorted();
}

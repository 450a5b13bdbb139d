/** Django: migrations in Python whose operations change the models, and through them the database. */

import type { Detector } from "../detector.ts";
import { classModules, knownPaths } from "./django/modules.ts";
import { claimsPath, configurationOf, migrationsBeside, nameOf } from "./django/paths.ts";
import { migrationsElsewhere } from "./django/referring.ts";
import { settingsFiles } from "./django/user-model.ts";
import { readMigration } from "./django/read.ts";

/** Operations that say only what becomes of something, or relations whose tables the other migrations name. */
const NEEDS_OTHERS =
  /\b(?:Add|Alter|Delete|Remove|Rename|Validate)[A-Z]\w*\s*\(|\b(?:ForeignKey|OneToOneField|ManyToManyField|get_model|replaces)\b/u;

/** What other applications refer to is called otherwise. */
const RENAMES = /\bRenameModel\s*\(/u;

export const django: Detector = {
  name: "django",
  language: "python",
  claims: claimsPath,
  confirms: (_path, text) => /\bclass\s+Migration\b/u.test(text) && /\bmigrations\b/u.test(text),
  wants(path, text, paths) {
    const configuration = configurationOf(path);
    const others = NEEDS_OTHERS.test(text)
      ? migrationsBeside(path, paths).filter((other) => isBefore(other, path))
      : [];
    const known = knownPaths(paths);
    const settings = text.includes("AUTH_USER_MODEL") || RENAMES.test(text) ? settingsFiles(paths) : [];
    const elsewhere = RENAMES.test(text) ? (migrationsElsewhere(path, paths) ?? []) : [];
    return [
      ...(known.has(configuration) ? [configuration] : []),
      ...others,
      ...classModules(path, text, paths),
      ...settings,
      ...elsewhere,
    ];
  },
  read: readMigration,
};

/** By their numbers, where both have one; a squashed migration can be asked for whatever its number is. */
function isBefore(other: string, path: string): boolean {
  if (other === path) return false;
  const [theirs, ours] = [other, path].map((one) => /^\d+/u.exec(nameOf(one))?.[0]);
  if (theirs === undefined || ours === undefined || nameOf(other).includes("squash")) return true;
  return Number(theirs) <= Number(ours);
}

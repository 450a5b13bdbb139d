/** Doctrine Migrations: PHP classes whose `addSql` is read; what they do through Doctrine's schema object is said to be unknown. */

import type { Detector } from "../detector.ts";
import { claimsPath } from "./doctrine/paths.ts";
import { readMigration } from "./doctrine/read.ts";

export const doctrine: Detector = {
  name: "doctrine",
  language: "php",
  claims: (path, _tree, named) => claimsPath(path, named),
  confirms: (_path, text) => /\bextends\s+\\?[\w\\]*Migration\b/u.test(text) && /\bDoctrine\\/u.test(text),
  wants: () => [],
  read: readMigration,
};

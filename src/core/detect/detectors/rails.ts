/** Rails: ActiveRecord's migrations, read without running them. */

import type { Detector } from "../detector.ts";
import { claimsPath } from "./rails/paths.ts";
import { readMigration } from "./rails/read.ts";

export const rails: Detector = {
  name: "rails",
  language: "ruby",
  claims: (path, _tree, named) => claimsPath(path, named),
  confirms: (_path, text) => /\b(?:class|module)\s+[A-Z]/u.test(text) || /\bMigration\b/u.test(text),
  wants: () => [],
  read: readMigration,
};

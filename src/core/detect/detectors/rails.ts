/** Rails: ActiveRecord's migrations, read without running them. */

import type { Detector } from "../detector.ts";
import { claimsPath } from "./rails/paths.ts";
import { readMigration } from "./rails/read.ts";

export const rails: Detector = {
  name: "rails",
  language: "ruby",
  claims: (path, _tree, named) => claimsPath(path, named),
  // What stands where Rails looks and is none of its migrations is said, not passed by.
  confirms: () => true,
  wants: () => [],
  read: readMigration,
};

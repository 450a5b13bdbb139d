/** Laravel: PHP migrations with `up` and `down`, read without running them, as the SQL that Laravel sends. */

import type { Detector } from "../detector.ts";
import { modelFile } from "./laravel/models.ts";
import { claimsPath, classesNamed, confirmsText, settingsNamed } from "./laravel/paths.ts";
import { nearest } from "./laravel/project.ts";
import { readMigration } from "./laravel/read.ts";

export const laravel: Detector = {
  name: "laravel",
  language: "php",
  claims: (path, _tree, named) => claimsPath(path, named),
  confirms: (_path, text) => confirmsText(text),
  wants(path, text, paths) {
    const settings = ["composer.json", ...settingsNamed(text).map((name) => `config/${name}.php`)];
    return [
      ...settings.map((name) => nearest(path, name, paths)),
      ...classesNamed(text).map((name) => modelFile(name, paths)),
    ].filter((found) => found !== null);
  },
  read: readMigration,
};

/** Knex: migrations in JavaScript or TypeScript with `up` and `down`, read without running them. */

import type { Detector } from "../detector.ts";
import { mayBeScript } from "../reading/typescript/script-path.ts";
import { readMigration } from "./knex/read.ts";
import { isKnex } from "./knex/signs.ts";

export const knex: Detector = {
  name: "knex",
  language: "typescript",
  claims: (path, _tree, named) => named || mayBeScript(path),
  confirms: (_path, text) => isKnex(text),
  wants: () => [],
  read: readMigration,
};

/** TypeORM: classes with `up` and `down` and a query runner, read without running them. */

import type { Detector } from "../detector.ts";
import { mayBeScript } from "../reading/typescript/script-path.ts";
import { readMigration } from "./typeorm/read.ts";
import { isTypeorm } from "./typeorm/signs.ts";

export const typeorm: Detector = {
  name: "typeorm",
  language: "typescript",
  claims: (path, _tree, named) => named || mayBeScript(path),
  confirms: (_path, text) => isTypeorm(text),
  wants: () => [],
  read: readMigration,
};

/** All tests of the core in one process: it has no state of its own, and to start a process for each file takes as long as the tests. */

import { globSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const folder = join(import.meta.dirname, "core");
for (const path of globSync("**/*.test.ts", { cwd: folder }).toSorted())
  await import(pathToFileURL(join(folder, path)).href);

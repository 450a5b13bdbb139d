/** Compares a whole rendered text with a plain file; `UPDATE=1 node --test ...` writes the file anew, to be read in review. */

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

export function matchesFile(text: string, path: string): void {
  if (process.env.UPDATE !== undefined) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  assert.equal(text, readFileSync(path, "utf8"), path);
}

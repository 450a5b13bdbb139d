/** Lockstep's own notes pass its own lint. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";

test("lockstep lint finds nothing in this tree", () => {
  const root = join(import.meta.dirname, "..");
  const command = join(root, "bin", "lockstep.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, "lint", "--repo", root], {
    encoding: "utf8",
  });
  assert.equal(status, 0, stdout + stderr);
  assert.match(stdout, /\d notes? read/u);
});

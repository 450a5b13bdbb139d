import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { readPolicy } from "../../../src/core/judge/policy-schema.ts";
import { gapForm } from "../../../src/core/note/emptiness.ts";
import { readNote } from "../../../src/core/note/read-note.ts";
import { readRenoConfig } from "../../../src/core/note/reno-config.ts";
import { defaultNoteSettings } from "../../../src/core/note/default-settings.ts";
import { lockstep } from "../../support/lockstep.ts";

test("init writes a policy and a template that Lockstep itself reads, once", () => {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-init-"));
  try {
    const first = lockstep(["init"], { cwd: folder });
    assert.equal(first.status, 0, first.stderr);
    assert.match(
      first.stdout,
      /^wrote {2}\.github\/lockstep\.yml\nwrote {2}releasenotes\/config\.yaml\n\nNext: /,
    );

    const path = ".github/lockstep.yml";
    const policy = readPolicy([{ path, text: readFileSync(join(folder, path), "utf8") }]);
    assert.deepEqual(policy.findings, []);
    assert.equal(policy.policy.mode, "warn");

    const config = "releasenotes/config.yaml";
    const reno = readRenoConfig([{ path: config, text: readFileSync(join(folder, config), "utf8") }]);
    assert.deepEqual(reno.findings, []);
    const { template } = reno.settings;
    assert.ok(template);
    const note = readNote("releasenotes/notes/x-0123456789abcdef.yaml", template, defaultNoteSettings);
    assert.equal(note.sections.length, 5);
    for (const section of note.sections) assert.match(section.text, gapForm);

    writeFileSync(join(folder, path), "mode: enforce\n");
    const again = lockstep(["init"], { cwd: folder });
    assert.equal(again.status, 0);
    assert.match(again.stdout, /^kept {3}\.github\/lockstep\.yml .*\nkept {3}releasenotes\/config\.yaml /);
    assert.equal(readFileSync(join(folder, path), "utf8"), "mode: enforce\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

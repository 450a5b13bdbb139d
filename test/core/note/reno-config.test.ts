/** reno's configuration, and which files are notes under it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { renoId, uidOf } from "../../../src/core/note/file-name.ts";
import {
  defaultNoteSettings,
  isNotePath,
  looksLikeNote,
  readRenoConfig,
  renoConfigPaths,
} from "../../../src/core/note/reno-config.ts";

const config = (text: string): ReturnType<typeof readRenoConfig> =>
  readRenoConfig([{ path: "reno.yaml", text }]);

test("every option that concerns notes is read", () => {
  const { settings, findings } = config(`---
notesdir: news
allow_subdirectories: True
encoding: UTF8
prelude_section_name: release_summary
ignore_notes: [old-4b1c22d09ae1f377.yaml]
template: |
  upgrade:
    - |
      Say what operators have to do here.
sections:
  - [upgrade, Upgrade Notes]
  - [schema_change, Schema Changes, 2]
collapse_pre_releases: false
`);
  assert.deepEqual(findings, []);
  assert.deepEqual(settings, {
    directories: ["releasenotes/news"],
    subdirectories: true,
    encoding: "utf8",
    preludeName: "release_summary",
    ignored: ["old-4b1c22d09ae1f377.yaml"],
    template: "upgrade:\n  - |\n    Say what operators have to do here.\n",
    renoSections: ["release_summary", "upgrade", "schema_change"],
  });
});

test("a renamed prelude takes the place of the old one", () => {
  const { settings } = config("prelude_section_name: summary\n");
  assert.deepEqual(settings.renoSections, ["summary", ...defaultNoteSettings.renoSections.slice(1)]);
});

test("the first file counts alone", () => {
  const files = [
    { path: "reno.yaml", text: "notesdir: b\n" },
    { path: "releasenotes/config.yaml", text: "allow_subdirectories: true\n" },
    { path: "other.yaml", text: "notesdir: c\n" },
  ];
  assert.deepEqual(readRenoConfig(files).settings, { subdirectories: true });
  assert.deepEqual(renoConfigPaths, ["releasenotes/config.yaml", "reno.yaml"]);
  assert.deepEqual(readRenoConfig([]), { settings: {}, findings: [] });
});

test("a notes directory cannot lead out of the repository", () => {
  assert.deepEqual(config("notesdir: ../../etc\n").settings.directories, ["etc"]);
  assert.deepEqual(config("notesdir: ./a//b/\n").settings.directories, ["releasenotes/a/b"]);
});

test("wrong values are said and passed over", () => {
  const { settings, findings } = config(
    "notesdir: []\nallow_subdirectories: maybe\nignore_notes: a\nsections: a\nencoding: [x]\ntemplate: {}\n",
  );
  assert.deepEqual(settings, {});
  assert.equal(findings.length, 6);
  assert.ok(findings.every(({ severity }) => severity === "error"));
});

test("an empty file has no settings", () => {
  for (const text of ["", "---\n", "# nothing\n"])
    assert.deepEqual(config(text), { settings: {}, findings: [] });
});

test("no text makes it throw", () => {
  const piece = fc.oneof(
    fc.constantFrom("sections:", "\n", "  - ", "[a, b]", "notesdir: ", "{", "&a ", "*a", "template: |\n"),
    fc.string({ maxLength: 5 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      config(pieces.join(""));
    }),
    { seed: 3, numRuns: 500 },
  );
});

const paths: [string, "note" | "lost" | "other"][] = [
  ["releasenotes/notes/a-4b1c22d09ae1f377.yaml", "note"],
  ["releasenotes/notes/a.yaml", "note"],
  ["releasenotes/notes/2.0/a-4b1c22d09ae1f377.yaml", "note"],
  ["releasenotes/notes/a-4b1c22d09ae1f377.yml", "lost"],
  ["releasenotes/notes/a-4b1c22d09ae1f377.YAML", "lost"],
  ["releasenotes/notes/a-4b1c22d09ae1f377.yaml.orig", "lost"],
  ["releasenotes/notes/a-4b1c22d09ae1f377", "lost"],
  ["releasenotes/notes/a-4b1c22d09ae1f377.rst", "lost"],
  ["releasenotes/notes/README.rst", "other"],
  ["releasenotes/notes/.placeholder", "other"],
  ["releasenotes/config.yaml", "other"],
  ["releasenotes/notes.yaml", "other"],
  ["src/releasenotes/notes/a.yaml", "other"],
];

test("which files are notes", () => {
  for (const [path, expected] of paths) {
    const is = isNotePath(path, defaultNoteSettings)
      ? "note"
      : looksLikeNote(path, defaultNoteSettings)
        ? "lost"
        : "other";
    assert.equal(is, expected, path);
  }
});

test("ignored notes are none, by name or id", () => {
  for (const ignored of ["a-4b1c22d09ae1f377.yaml", "4b1c22d09ae1f377", "renamed-4b1c22d09ae1f377.yaml"]) {
    const settings = { ...defaultNoteSettings, ignored: [ignored] };
    assert.equal(isNotePath("releasenotes/notes/a-4b1c22d09ae1f377.yaml", settings), false);
    assert.equal(isNotePath("releasenotes/notes/b-88ab22d09ae1f3c1.yaml", settings), true);
  }
});

test("ids are reno's", () => {
  const names: [string, string, string | null][] = [
    ["a/drop-4b1c22d09ae1f377.yaml", "4b1c22d09ae1f377", "4b1c22d09ae1f377"],
    ["a/4b1c22d09ae1f377-drop-it-x.yaml", "4b1c22d09ae1f377", "4b1c22d09ae1f377"],
    ["a/drop.yaml", "drop", null],
    ["a/dropthecolumnofusers.yaml", "hecolumnofusers".padStart(16, "t"), null],
    ["a/drop-the-column-123.yaml", "drop-the-column-", null],
  ];
  for (const [path, id, uid] of names) assert.deepEqual([renoId(path), uidOf(path)], [id, uid], path);
});

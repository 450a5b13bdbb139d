/** The package as people install it: its tarball in an empty folder, with nothing but its own dependencies beside it. */

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

const checkout = join(import.meta.dirname, "..", "..");
const manifest = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8")) as {
  version: string;
  dependencies: Record<string, string>;
};
const folder = mkdtempSync(join(tmpdir(), "lockstep-packed-"));
const installed = join(folder, "node_modules", "lockstep");
let packed: string[] = [];

before(() => {
  const npm = ["pack", "--json", "--silent", "--pack-destination", folder];
  const output = execFileSync("npm", npm, { cwd: checkout, encoding: "utf8" });
  const [tarball] = JSON.parse(output.slice(output.indexOf("["))) as {
    filename: string;
    files: { path: string }[];
  }[];
  assert.ok(tarball);
  packed = tarball.files.map(({ path }) => path);
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["-xzf", join(folder, tarball.filename), "-C", installed, "--strip-components=1"]);
  // Linked, not fetched: the test needs no registry, and what is not declared is not found.
  for (const name of Object.keys(manifest.dependencies)) {
    const link = join(folder, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(checkout, "node_modules", name), link);
  }
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  writeFileSync(join(folder, "0001_drop.sql"), "ALTER TABLE account DROP COLUMN legacy_id;\n");
  writeFileSync(
    join(folder, "8f2c_drop.py"),
    'from alembic import op\n\nrevision = "8f2c"\ndown_revision = None\n\n\ndef upgrade():\n    op.drop_column("account", "legacy_id")\n',
  );
});

after(() => rmSync(folder, { recursive: true, force: true }));

function lockstep(...args: string[]) {
  const bin = join(installed, "bin", "lockstep.js");
  return spawnSync(process.execPath, [bin, ...args], { cwd: folder, encoding: "utf8" });
}

test("the tarball holds what runs and what people read, no sources and no tests", () => {
  for (const path of [
    "bin/lockstep.js",
    "dist/cli.js",
    "dist/contract.js",
    "dist/contract.d.ts",
    "LICENSE",
  ]) {
    assert.ok(packed.includes(path), path);
  }
  assert.deepEqual(
    packed.filter((path) => /^(?:test|scripts)\/|^src\/.*\.ts$/.test(path)),
    [],
  );
});

test("the command says its version", () => {
  const { status, stdout, stderr } = lockstep("--version");
  assert.deepEqual([status, stdout, stderr], [0, `${manifest.version}\n`, ""]);
});

test("operations reads SQL and Alembic, and the exported schemas read what it writes", async () => {
  const { status, stdout, stderr } = lockstep(
    "operations",
    "--format",
    "json",
    "0001_drop.sql",
    "8f2c_drop.py",
  );
  assert.deepEqual([status, stderr], [0, ""]);
  const contract = (await import(pathToFileURL(join(installed, "dist", "contract.js")).href)) as {
    OperationsReport: {
      parse(value: unknown): { files: { framework: string; operations: { kind: string }[] }[] };
    };
  };
  const { files } = contract.OperationsReport.parse(JSON.parse(stdout));
  assert.deepEqual(
    files.map((file) => [file.framework, file.operations.map(({ kind }) => kind)]),
    [
      ["sql", ["drop_column"]],
      ["alembic", ["drop_column"]],
    ],
  );
});

test("rules and kinds are explained from the package", () => {
  const rule = lockstep("explain", "note-is-there");
  assert.equal(rule.status, 0, rule.stderr);
  assert.match(rule.stdout, /^# /);
  const kind = lockstep("explain", "drop_column");
  assert.equal(kind.status, 0, kind.stderr);
  assert.match(kind.stdout, /DROP COLUMN legacy_id;/);
});

test("audit finds what it asks GitHub with", () => {
  const bin = join(installed, "bin", "lockstep.js");
  const { GITHUB_TOKEN: _, GH_TOKEN: __, ...env } = process.env;
  const { status, stderr } = spawnSync(
    process.execPath,
    [bin, "audit", "acme/shop", "--since", "2026-01-01"],
    { cwd: folder, encoding: "utf8", env },
  );
  assert.match(stderr, /^lockstep: audit asks GitHub, and needs a token/);
  assert.equal(status, 2);
});

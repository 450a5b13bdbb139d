/** Makes the package's files: a few large ones, because every module that a short command loads costs it half a millisecond. Types come from the compiler. */

import { spawnSync } from "node:child_process";
import { globSync, rmSync } from "node:fs";
import { basename, join } from "node:path";

import { rolldown } from "rolldown";

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");

/** Detectors of code bring a language with them, and are loaded where there are such migrations. */
const ofCode = new Set(["alembic", "django", "doctrine", "knex", "laravel", "liquibase", "rails", "typeorm"]);

/** What `lockstep operations` loads whatever it is given: with all that these import it becomes one file. */
const starts = [
  "src/cli.ts",
  "src/edges/cli/commands/operations.ts",
  "src/edges/isolation/reader.ts",
  ...globSync("src/core/detect/detectors/*.ts", { cwd: root }).filter(
    (path) => !ofCode.has(basename(path, ".ts")),
  ),
].map((path) => join(root, path));
const together = new Set<string>();

rmSync(dist, { recursive: true, force: true });
const bundle = await rolldown({
  cwd: root,
  platform: "node",
  input: {
    cli: "src/cli.ts",
    contract: "src/contract.ts",
    server: "src/server.ts",
    worker: "src/edges/isolation/worker.ts",
    "pglite-worker": "src/edges/queue/pglite-worker.ts",
  },
  external: (id) => !/^[./]/u.test(id),
  checks: { ineffectiveDynamicImport: false },
  plugins: [
    {
      name: "together",
      buildEnd() {
        const left = [...starts];
        for (let id = left.pop(); id !== undefined; id = left.pop()) {
          const module = this.getModuleInfo(id);
          if (module === null || !id.startsWith(root) || together.has(id)) continue;
          together.add(id);
          left.push(...module.importedIds);
        }
      },
    },
  ],
});
await bundle.write({
  dir: dist,
  format: "esm",
  entryFileNames: "[name].js",
  // All beside each other: what finds a file by its own address finds it from every chunk.
  chunkFileNames: "[name]-[hash].js",
  codeSplitting: {
    groups: [{ debugName: "operations", name: (id) => (together.has(id) ? "operations" : null) }],
  },
});
await bundle.close();

const types = spawnSync("tsc", ["-p", "tsconfig.build.json"], { cwd: root, stdio: "inherit" });
process.exitCode = types.status ?? 1;

/** A folder with an embedded database for a test: made once on a machine, copied for each test. */

import { createHash, randomUUID } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { openQueue } from "../../src/edges/queue/open-queue.ts";

const source = join(import.meta.dirname, "..", "..", "src", "edges", "queue");

/** What the database depends on. */
function fingerprint(): string {
  const require = createRequire(import.meta.url);
  const packages = ["pg-boss", "@electric-sql/pglite"].map((name) => dirname(dirname(require.resolve(name))));
  const hash = createHash("sha256");
  for (const folder of packages) hash.update(readFileSync(join(folder, "package.json")));
  for (const file of ["pglite-worker.ts", "open-queue.ts"]) hash.update(readFileSync(join(source, file)));
  return hash.digest("hex").slice(0, 16);
}

const silent = { info: ignore, warn: ignore, error: ignore };

function ignore(): void {}

/** A folder of its own; the caller removes it. The first call on a machine takes some seconds. */
export async function queueFolder(): Promise<string> {
  const template = join(tmpdir(), `lockstep-queue-${fingerprint()}`);
  if (!existsSync(template)) {
    const making = `${template}-${randomUUID()}`;
    const queue = await openQueue({ databaseUrl: null, folder: making, log: silent });
    await queue.stop();
    try {
      renameSync(making, template);
    } catch {
      // Another test was faster.
      rmSync(making, { recursive: true, force: true });
    }
  }
  const folder = mkdtempSync(join(tmpdir(), "lockstep-queue-test-"));
  cpSync(template, folder, { recursive: true });
  return folder;
}

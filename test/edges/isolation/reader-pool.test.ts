/** Readers side by side. */

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { ReaderPool } from "../../../src/edges/isolation/reader-pool.ts";
import type { ReadRequest } from "../../../src/edges/isolation/reader.ts";

const registry = new URL("./hostile-detectors.ts", import.meta.url).href;

function request(detector: string): ReadRequest {
  return { detector, path: `${detector}.sql`, text: "a", treeTexts: {}, treePaths: [], transaction: null };
}

test("a file that hangs holds up nobody else", async () => {
  const pool = new ReaderPool(2, { here: "none", milliseconds: 3_000, registry });
  after(() => pool.close());
  const done: string[] = [];
  const read = async (detector: string): Promise<void> => {
    const [reading] = await pool.read([request(detector)]);
    done.push(`${detector}: ${reading?.unread[0]?.reason ?? "read"}`);
  };
  await Promise.all([read("hangs"), read("fine")]);
  assert.deepEqual(done, ["fine: read", "hangs: reading it took more than 3 s"]);
});

test("nothing to read asks nobody", async () => {
  const pool = new ReaderPool(1, { here: "none", registry });
  assert.deepEqual(await pool.read([]), []);
  await pool.close();
});

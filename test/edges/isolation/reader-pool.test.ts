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

test("a change of many slow files holds up nobody else, and ends", async () => {
  const pool = new ReaderPool(1, { here: "none", milliseconds: 300, inAll: 2_500, registry });
  after(() => pool.close());
  const done: string[] = [];
  const read = async (name: string, detector: string, count: number): Promise<void> => {
    const readings = await pool.read(Array.from({ length: count }, () => request(detector)));
    done.push(`${name}: ${readings.at(-1)?.unread[0]?.reason ?? "read"}`);
  };
  await Promise.all([read("slow", "polls", 100), read("quick", "fine", 3)]);
  assert.deepEqual(done, ["quick: read", "slow: it was not read, because the files before it took too long"]);
});

test("nothing to read asks nobody", async () => {
  const pool = new ReaderPool(1, { here: "none", registry });
  assert.deepEqual(await pool.read([]), []);
  await pool.close();
});

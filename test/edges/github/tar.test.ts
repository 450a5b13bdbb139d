/** The tar reader reads what git writes, and stops where it is no tar. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

import fc from "fast-check";

import { tarFiles } from "../../../src/edges/github/tar.ts";
import type { TarFile } from "../../../src/edges/github/tar.ts";
import { TemporaryRepository } from "../../support/temporary-repository.ts";

const files: Record<string, string | Buffer> = {
  "a.py": "x = 1\n",
  "empty.py": "",
  "exactly.txt": "x".repeat(512),
  [`${"long/".repeat(30)}${"name".repeat(30)}.py`]: "deep\n",
  "ümlaut/日本.py": "näh\n",
  "big.bin": Buffer.alloc(3000, 7),
};

function archive(): Buffer {
  const repository = new TemporaryRepository();
  repository.write(files);
  repository.git("add", "-A");
  repository.git("commit", "-q", "-m", "a");
  return execFileSync("git", ["archive", "--format=tar", "--prefix=acme-shop-1234567/", "HEAD"], {
    cwd: repository.directory,
  });
}

const tar = archive();

async function read(bytes: Buffer, step: number): Promise<TarFile[]> {
  async function* stream(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
  }
  const found: TarFile[] = [];
  for await (const file of tarFiles(stream(), 2000)) found.push(file);
  return found;
}

test("all that git put into it, however it is cut into pieces", async () => {
  for (const step of [1, 511, 512, 700, 1_000_000]) {
    const found = await read(tar, step);
    assert.deepEqual(found.map(({ path }) => path).toSorted(), Object.keys(files).toSorted());
    for (const { path, size, bytes } of found) {
      const text = Buffer.from(files[path] ?? "");
      assert.equal(size, text.length);
      if (size > 2000) assert.equal(bytes, null);
      else assert.ok(bytes?.equals(text), path);
    }
  }
});

test("what is cut off or no tar is told, and never read on", async () => {
  await assert.rejects(read(tar.subarray(0, tar.length - 10_240 - 300), 512), /archive ends too early/u);
  await assert.rejects(read(Buffer.from("not at all".repeat(100)), 100), /no tar archive/u);
  await fc.assert(
    fc.asyncProperty(fc.nat(tar.length - 1), fc.nat(255), async (at, byte) => {
      const broken = Buffer.from(tar);
      broken[at] = byte;
      const found = await read(broken, 4096).catch((cause: unknown) => {
        assert.ok(cause instanceof Error && /archive/u.test(cause.message), String(cause));
        return [];
      });
      assert.ok(found.length <= Object.keys(files).length);
    }),
    { numRuns: 200 },
  );
});

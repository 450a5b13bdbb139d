import assert from "node:assert/strict";
import { after, test } from "node:test";

import { Reader } from "../../../src/edges/isolation/reader.ts";
import type { ReadRequest } from "../../../src/edges/isolation/reader.ts";

const registry = new URL("./hostile-detectors.ts", import.meta.url).href;
const readers: Reader[] = [];
after(() => Promise.all(readers.map((reader) => reader.close())));

const large = "-".repeat(70_000);

function newReader(here: "plain" | "none" = "plain", milliseconds = 300): Reader {
  const reader = new Reader({ here, milliseconds, registry });
  readers.push(reader);
  return reader;
}

function request(detector: string, text: string, more: Partial<ReadRequest> = {}): ReadRequest {
  return {
    detector,
    path: `${detector}.sql`,
    text,
    treeTexts: {},
    treePaths: [],
    transaction: null,
    ...more,
  };
}

async function outcomes(reader: Reader, requests: ReadRequest[]): Promise<string[]> {
  const readings = await reader.read(requests);
  return readings.map((reading) => reading.revision ?? reading.unread.map((item) => item.reason).join());
}

test("reads plain files here and large ones in the worker, each with the files that it wants", async () => {
  const treePaths = ["beside", "other"];
  const treeTexts = { beside: "it" };
  const requests = ["a", large, "b"].map((text) => request("fine", text, { treePaths, treeTexts }));
  const expected = ["1 2 it", "70000 2 it", "1 2 it"];
  assert.deepEqual(await outcomes(newReader(), requests), expected);
  assert.deepEqual(await outcomes(newReader("none"), requests), expected);
});

test("a name of every object is no file", async () => {
  assert.deepEqual(await outcomes(newReader(), [request("fine", "a")]), ["1 0 null"]);
});

test("a hang, a fault, endless recursion, hunger and an exit cost that file only", async () => {
  const requests = ["hangs", "fine", "throws", "fine", "recurses", "exits", "fine"].map((name) =>
    request(name, large),
  );
  assert.deepEqual(await outcomes(newReader(), requests), [
    "reading it took more than 0.3 s",
    "70000 0 null",
    "the file could not be read: a fault of ours",
    "70000 0 null",
    "the file is nested too deeply to read",
    "its reader broke down",
    "70000 0 null",
  ]);
});

test("a file that needs too much memory costs that file only", async () => {
  const reader = newReader("none", 20_000);
  const found = await outcomes(reader, [request("eats", "a"), request("fine", "a")]);
  assert.deepEqual(found, ["reading it took too much memory", "1 0 null"]);
});

test("the memory of the parsers is bounded by a limit of ours, and what needs more is unread", async () => {
  const megabytes = 1024 * 1024;
  const head = 'from alembic import op\nrevision = "1"\ndown_revision = None\n';
  // Parsed, and never run: the parser alone needs the memory.
  const large = `${head}def helper():\n    return [${"1,".repeat(300_000)}]\n`;
  const upgrade = 'def upgrade():\n    op.drop_table("a")\n';
  const texts = [large + upgrade, head + upgrade];
  const read = async (wasmLimit: number): Promise<string[]> => {
    const reader = new Reader({ here: "none", milliseconds: 20_000, wasmLimit });
    after(() => reader.close());
    const requests = texts.map((text, index) => ({
      detector: "alembic",
      path: `alembic/versions/${index}_x.py`,
      text,
      treeTexts: {},
      treePaths: [],
      transaction: null,
    }));
    const readings = await reader.read(requests);
    return readings.map(
      ({ operations, unread }) => unread[0]?.reason ?? operations.map(({ kind }) => kind).join(),
    );
  };
  assert.deepEqual(await read(384 * megabytes), ["drop_table", "drop_table"]);
  assert.deepEqual(await read(36 * megabytes), ["reading it took too much memory", "drop_table"]);
});

test("what throws here is tried again in the worker, and a reader that looks at the time stops by itself", async () => {
  const found = await outcomes(newReader(), [
    request("throws", "a"),
    request("polls", "a"),
    request("fine", "a"),
  ]);
  assert.deepEqual(found, ["the file could not be read: a fault of ours", "stopped itself", "1 0 null"]);
});

test("a busy machine takes nothing of the time of a file that is read here", async () => {
  assert.deepEqual(await outcomes(newReader("plain", 50), [request("waits", "a")]), ["goes on"]);
});

test("gives up on files that need the worker when too many broke it, and reads the plain ones", async () => {
  const reader = newReader("plain", 20);
  const found = await outcomes(
    reader,
    [...Array<string>(12).fill("throws"), "fine"].map((name) => request(name, name === "fine" ? "a" : large)),
  );
  assert.match(found[10] ?? "", /10 files before it/);
  assert.equal(found[12], "1 0 null");
});

test("refuses before any parser what cannot be a migration, with its place", async () => {
  const conflict = "a\n<<<<<<< ours\nb\n=======\nc\n>>>>>>> theirs\n";
  const readings = await newReader().read([
    request("fine", conflict),
    request("fine", "ab\0"),
    request("fine", "a".repeat(5_000_001)),
  ]);
  assert.deepEqual(
    readings.map(({ unread: [item] }) => `${item?.place.line}:${item?.place.column} ${item?.reason}`),
    [
      "2:1 the file has a merge conflict that is not resolved",
      "1:3 the file is binary: it has a NUL byte",
      "1:1 the file has 5.0 MB, and more than 5 MB is not read",
    ],
  );
});

test("an answer in time counts although the main thread was busy", async () => {
  const reader = newReader("none", 200);
  await reader.read([request("fine", "a")]);
  const reading = reader.read([request("fine", "a")]);
  await new Promise((resolve) => setTimeout(resolve, 1));
  const until = performance.now() + 400;
  while (performance.now() < until);
  assert.equal((await reading)[0]?.revision, "1 0 null");
});

test("a damaged parser serves no other file, and its neighbours are read", async () => {
  const deep = `SELECT ${"1+".repeat(100_000)}1`;
  const many = Array<string>(12).fill(deep).join(";");
  const reader = newReader("plain", 20_000);
  const [first, second, third] = await outcomes(reader, [
    request("parses", many),
    request("parses", "SELECT 1;SELECT ("),
    request("parses", `${deep};SELECT 1`),
  ]);
  assert.equal(first, "12 failed");
  assert.equal(second, "1 failed");
  assert.equal(third, "1 failed");
  assert.deepEqual(await outcomes(reader, [request("parses", "SELECT 1;SELECT (")]), ["1 failed"]);
});

/** Detectors that go wrong on purpose, for the tests of the reader. */

import type { Detector, FileReading, ReadContext } from "../../../src/core/detect/detector.ts";

const nothing: FileReading = { operations: [], unread: [], directives: [], revision: null, dependsOn: [] };

const ways: Record<string, (text: string, context: ReadContext) => FileReading> = {
  fine: (text, { tree }) => ({
    ...nothing,
    revision: `${text.length} ${tree.paths.length} ${tree.text("beside")}`,
  }),
  hangs: () => {
    for (;;);
  },
  throws: () => {
    throw new Error("a fault of ours");
  },
  recurses: (text, context) => ways["recurses"]?.(text, context) ?? nothing,
  eats: () => {
    const kept: number[][] = [];
    for (;;) kept.push(Array<number>(1_000_000).fill(1.5));
  },
  exits: () => process.exit(3),
  parses: (text, { parsers }) => {
    let failed = 0;
    for (const statement of text.split(";")) {
      try {
        parsers.postgresql?.parse(statement);
      } catch {
        failed++;
      }
    }
    return { ...nothing, revision: `${failed} failed` };
  },
  waits: (_, { expired }) => {
    // As on a busy machine: time goes by, and none of it is this thread's.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60);
    return { ...nothing, revision: expired() ? "over" : "goes on" };
  },
  polls: (_, { expired }) => {
    while (!expired());
    return { ...nothing, revision: "stopped itself" };
  },
};

export function detectorNamed(name: string): Promise<Detector> {
  const way = ways[name];
  if (way === undefined) throw new Error(`no detector is called ${name}`);
  return Promise.resolve({
    name,
    language: "sql",
    claims: () => true,
    confirms: () => true,
    wants: () => [],
    read: (_, text, context) => way(text, context),
  });
}

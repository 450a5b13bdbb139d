/** Texts with commands are read once, and nobody waits for all of them. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { commandsIn, readAhead } from "../../src/review/commands/readings.ts";

test("a text is read once, until too many others were read since", () => {
  const body = "/lockstep help";
  const first = commandsIn(body);
  assert.deepEqual(
    first.commands.map(({ request }) => request?.verb),
    ["help"],
  );
  const long = (at: number): string => `${at} ${"x".repeat(60_000)}`;
  for (let at = 0; at < 200; at++) commandsIn(long(at));
  assert.equal(commandsIn(body), first);
  for (let at = 0; at < 300; at++) commandsIn(long(at));
  assert.notEqual(commandsIn(body), first);
  assert.deepEqual(commandsIn(body), first);
});

test("between two texts other work goes on", async () => {
  let turns = 0;
  let timer = setImmediate(function turn() {
    turns++;
    timer = setImmediate(turn);
  });
  await readAhead(Array.from({ length: 20 }, (_, at) => ({ body: `/lockstep help\n${at}` })));
  clearImmediate(timer);
  assert.ok(turns >= 19, String(turns));
});

/** Engines and versions as people write them. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { parseEngine } from "../../../src/core/judge/engine-text.ts";

const read: [string, number, number | null][] = [
  ["postgresql >= 14", 14, null],
  ["postgresql>=14", 14, null],
  ["PostgreSQL 14 or later", 14, null],
  ["postgres 14+", 14, null],
  ["postgresql > 13", 14, null],
  ["postgresql@16", 16, 16],
  ["pg 16", 16, 16],
  ["postgresql = 16", 16, 16],
  ["postgresql 16.4", 16, 16],
  ["postgresql 12 - 15", 12, 15],
  ["postgresql 12-15", 12, 15],
  ["postgresql@12..15", 12, 15],
  ["postgresql 12 to 15", 12, 15],
  ["postgresql <= 15", 10, 15],
  ["postgresql < 15", 10, 14],
  ["postgresql", 14, null],
  ["  postgresql   >=   99 ", 99, null],
];

for (const [text, from, to] of read) {
  test(`reads ${text}`, () => {
    assert.deepEqual(parseEngine(text), { engine: { engine: "postgresql", from, to } });
  });
}

const refused: [string, RegExp][] = [
  ["postgrsql >= 14", /no engine is called `postgrsql`; did you mean `postgresql`\?/],
  ["oracle 19", /no engine is called `oracle`/],
  ["", /no engine/],
  ["postgresql 9.6", /before 10 is not known/],
  ["postgresql >= fourteen", /`>= fourteen` is no version/],
  ["postgresql 15 - 12", /ends before it starts/],
  ["constructor", /no engine is called/],
];

for (const [text, message] of refused) {
  test(`refuses ${JSON.stringify(text)}`, () => {
    const result = parseEngine(text);
    assert.match("error" in result ? result.error : "", message);
  });
}

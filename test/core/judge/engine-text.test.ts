/** Engines and versions as people write them. */

import assert from "node:assert/strict";
import { test } from "node:test";

import type { Engine } from "../../../src/core/impact.ts";
import { engineText, parseEngine } from "../../../src/core/judge/engine-text.ts";

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

const others: [string, string, number, number | null][] = [
  ["mysql >= 8.0", "mysql", 80_000, null],
  ["mysql@8.0", "mysql", 80_000, 80_099],
  ["MySQL 8.0.29", "mysql", 80_029, 80_029],
  ["mysql 5.7 - 8.4", "mysql", 50_700, 80_499],
  ["mysql > 8.0", "mysql", 80_100, null],
  ["mysql < 8.0.29", "mysql", 50_700, 80_028],
  ["mysql < 8.0", "mysql", 50_700, 79_999],
  ["mysql@8.0.0", "mysql", 80_000, 80_000],
  ["mysql 8", "mysql", 80_000, 89_999],
  ["mariadb@10.11", "mariadb", 101_100, 101_199],
  ["mariadb 10.6 or later", "mariadb", 100_600, null],
  ["mariadb", "mariadb", 100_600, null],
  ["sqlite", "sqlite", 3_035_000, null],
  ["sqlite3 3.45.1", "sqlite", 3_045_001, 3_045_001],
  ["sqlite >= 3.24", "sqlite", 3_024_000, null],
];

for (const [text, engine, from, to] of others) {
  test(`reads ${text}, and writes it back`, () => {
    assert.deepEqual(parseEngine(text), { engine: { engine, from, to } });
    assert.deepEqual(parseEngine(engineText({ engine, from, to } as Engine)), {
      engine: { engine, from, to },
    });
  });
}

const refused: [string, RegExp][] = [
  ["postgrsql >= 14", /no engine is called `postgrsql`; did you mean `postgresql`\?/],
  ["oracle 19", /no engine is called `oracle`/],
  ["", /no engine/],
  ["postgresql 9.6", /before 10 is not known/],
  ["postgresql >= fourteen", /`>= fourteen` is no version/],
  ["postgresql 15 - 12", /ends before it starts/],
  ["mysql 5.6", /mysql before 5\.7 is not known/],
  ["mysqll 8", /did you mean `mysql`\?/],
  ["sqlite three", /`three` is no version/],
  ["constructor", /no engine is called/],
];

for (const [text, message] of refused) {
  test(`refuses ${JSON.stringify(text)}`, () => {
    const result = parseEngine(text);
    assert.match("error" in result ? result.error : "", message);
  });
}

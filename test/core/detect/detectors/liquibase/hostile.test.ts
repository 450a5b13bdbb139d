/** Changelogs that nobody means well with: nothing throws, nothing takes long, and what is not read is said. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { liquibase } from "../../../../../src/core/detect/detectors/liquibase.ts";
import type { FileReading } from "../../../../../src/core/detect/detector.ts";
import { loadParsers } from "../../../../../src/edges/parsing/load-parsers.ts";

const parsers = await loadParsers(["postgresql"]);
/** Less than what a file may take. */
const most = 1500;

function read(path: string, text: string): FileReading {
  const start = performance.now();
  const reading = liquibase.read(path, text, {
    tree: { paths: [], text: () => null },
    parsers,
    transaction: null,
    expired: () => performance.now() - start > most,
  });
  const taken = performance.now() - start;
  assert.ok(taken < 2 * most, `${path} took ${Math.round(taken)} ms`);
  return reading;
}

const deep = 20_000;
const bomb = `<!DOCTYPE x [<!ENTITY a "&b;&b;"><!ENTITY b "&c;&c;"><!ENTITY c "drop table t">]>`;
const set = (id: number, change: string): string => `<changeSet id="${id}" author="a">${change}</changeSet>`;
const log = (inner: string): string => `<databaseChangeLog>${inner}</databaseChangeLog>`;
const many = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => part(index)).join("\n");

const cases: [name: string, path: string, text: string, unread: RegExp][] = [
  ["elements in elements", "x.xml", log("<a>".repeat(deep)), /nested too deeply/u],
  ["a bomb of entities", "x.xml", bomb + log(set(1, "<sql>&a;</sql>")), /undefined entity/u],
  ["half of a file", "x.xml", log(set(1, '<dropTable tableName="t"/>')).slice(0, 60), /no XML/u],
  ["many attributes", "x.xml", log(`<x ${many(10_000, (at) => `a${at}=""`)}/>`), /^$/u],
  ["many comments", "x.xml", log("<!-- lockstep: x -->".repeat(10_000)), /^$/u],
  ["lists in lists", "x.yaml", `databaseChangeLog: ${"[".repeat(deep)}`, /no YAML/u],
  [
    "a bomb of aliases",
    "x.yaml",
    `a: &a [1,1,1,1,1,1,1,1,1,1]\n${many(
      12,
      (at) =>
        `a${at}: &a${at} [${Array(10)
          .fill(at === 0 ? "*a" : `*a${at - 1}`)
          .join(",")}]`,
    )}\ndatabaseChangeLog: *a11`,
    /says too much/u,
  ],
  ["an alias in itself", "x.yaml", "databaseChangeLog: &a\n  - changeSet: *a\n", /nested too deeply|^$/u],
  ["half of JSON", "x.json", '{"databaseChangeLog": [{"changeSet": {"id": "1"', /no JSON/u],
  [
    "a bomb of properties",
    "x.xml",
    log(
      `${many(30, (at) => `<property name="p${at}" value="${`\${p${at + 1}}`.repeat(10)}"/>`)}${set(1, "<sql>${p0}</sql>")}`,
    ),
    /.*/u,
  ],
  ["nothing", "x.xml", "", /./u],
  ["no changelog", "x.yaml", "a: 1", /no databaseChangeLog/u],
  ["a list", "x.yaml", "- databaseChangeLog", /no databaseChangeLog/u],
  [
    "many marks of changesets",
    "x.sql",
    `--liquibase formatted sql\n${"--changeset a:1\n".repeat(10_100)}`,
    /more than 10000 changeSets/u,
  ],
  ["marks that never end", "x.sql", `--liquibase formatted sql\n--changeset ${" a".repeat(50_000)}`, /.*/u],
  [
    "blocks that never end",
    "x.sql",
    `--liquibase formatted sql\n--changeset a:1\n${"/* liquibase rollback *".repeat(5_000)}`,
    /.*/u,
  ],
];

for (const [name, path, text, unread] of cases)
  test(name, () => {
    const reading = read(`db/changelog/${path}`, text);
    assert.match(reading.unread.map(({ reason }) => reason).join("\n"), unread);
  });

test("2,000 changeSets are read or said to be unread", () => {
  const text = log(many(2_000, (at) => set(at, `<dropColumn tableName="t${at}" columnName="c"/>`)));
  const { operations, unread } = read("db/changelog/x.xml", text);
  assert.ok(
    operations.length === 2_000 || unread.some(({ reason }) => reason.includes("time")),
    `${operations.length}`,
  );
});

test("more operations than are kept are read or said to be unread", () => {
  const text = log(
    set(1, `<sql>${"UPDATE t SET a = 1;\n".repeat(11_000)}</sql><dropTable tableName="last"/>`),
  );
  const { operations, unread } = read("db/changelog/x.xml", text);
  assert.ok(unread.length > 0 || operations.some(({ table }) => table === "last"));
});

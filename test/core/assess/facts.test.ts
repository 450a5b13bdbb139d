/** The table of facts is whole: every kind has one fact on every version, and every fact says where it comes from. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { allFacts } from "../../../src/core/assess/postgresql/facts/facts.ts";
import { postgresql } from "../../../src/core/assess/postgresql/postgresql.ts";
import { kinds } from "../../../src/core/kinds.ts";

const evidence = join(import.meta.dirname, "../../../docs/evidence");
const page = join(import.meta.dirname, "../../../src/core/assess/postgresql/postgresql.md");

test("every kind has a fact on every version", () => {
  for (const kind of kinds) {
    for (const version of postgresql.versions) {
      const found = allFacts.filter((fact) => fact.kind === kind && covers(fact, version));
      assert.ok(found.length > 0, `${kind} on ${version}`);
    }
  }
});

test("every variant has exactly one fact on each version", () => {
  const variants = new Map(allFacts.map((fact) => [`${fact.kind}, ${fact.variant}`, fact]));
  for (const [name, { kind, variant }] of variants) {
    for (const version of postgresql.versions) {
      const found = allFacts.filter(
        (fact) => fact.kind === kind && fact.variant === variant && covers(fact, version),
      );
      assert.equal(found.length, 1, `${name} on ${version}`);
    }
  }
});

test("every source is a measurement that is there, or a page of the manual", () => {
  const measured = new Set(
    [
      "postgresql-facts.json",
      "postgresql-more-facts.json",
      "postgresql-further-facts.json",
      "postgresql-type-facts.json",
    ].flatMap((name) => {
      const { operations } = JSON.parse(readFileSync(join(evidence, name), "utf8")) as {
        operations: { id: string }[];
      };
      return operations.map(({ id }) => id);
    }),
  );
  const headings = readFileSync(join(evidence, "postgresql-measurements.md"), "utf8");
  for (const { kind, variant, source } of allFacts) {
    const name = `${kind}, ${variant}: ${source}`;
    const heading = /^measured: docs\/evidence\/postgresql-measurements\.md, (.+)$/u.exec(source);
    if (heading !== null) assert.ok(headings.includes(`\n## ${heading[1]}\n`), name);
    else if (source.startsWith("measured: ")) {
      for (const id of source.slice("measured: ".length).split(", "))
        assert.ok(measured.has(id), `${name}: ${id}`);
    } else if (kind !== "run_code" && kind !== "unknown_statement") {
      assert.match(source, /^https:\/\/www\.postgresql\.org\/docs\/current\/[a-z-]+\.html$/u, name);
    }
  }
});

test("work that is refused takes no lock, and what grows works on rows", () => {
  for (const fact of allFacts) {
    const name = `${fact.kind}, ${fact.variant}`;
    if (fact.grows.length > 0) assert.notEqual(fact.work, "metadata", name);
    if (fact.work === "rewrite" || fact.work === "scan") assert.ok(fact.grows.length > 0, name);
  }
});

test("the page names every kind and variant with what it does", () => {
  const text = readFileSync(page, "utf8");
  for (const { kind, variant } of allFacts)
    assert.ok(text.includes(`| ${kind} | ${variant} |`), `${kind}, ${variant}`);
});

function covers(fact: { from: number; to: number | null }, version: number): boolean {
  return fact.from <= version && (fact.to === null || version <= fact.to);
}

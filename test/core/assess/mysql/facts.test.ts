/** The facts about MySQL and MariaDB are whole, and every one says where it comes from. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { oldest } from "../../../../src/core/assess/mysql/fact.ts";
import { allFacts, versionsOf } from "../../../../src/core/assess/mysql/facts/facts.ts";
import { countSources, sourceKind } from "../../../../src/core/assess/sources.ts";
import { kinds } from "../../../../src/core/kinds.ts";

const file = join(import.meta.dirname, "../../../../docs/evidence/mariadb-facts.json");
const { operations } = JSON.parse(readFileSync(file, "utf8")) as { operations: { id: string }[] };

for (const engine of ["mysql", "mariadb"] as const) {
  const own = allFacts.filter((fact) => fact.engine === engine);

  test(`${engine}: every kind has a fact, and every variant exactly one on each version`, () => {
    for (const kind of kinds)
      assert.ok(
        own.some((fact) => fact.kind === kind),
        kind,
      );
    const variants = new Set(allFacts.map(({ kind, variant }) => `${kind}, ${variant}`));
    for (const name of variants) {
      for (const version of versionsOf(engine)) {
        const found = own.filter(
          (fact) =>
            `${fact.kind}, ${fact.variant}` === name &&
            fact.from <= version &&
            (fact.before === null || version < fact.before),
        );
        assert.equal(found.length, 1, `${name} on ${version}`);
      }
    }
    assert.equal(versionsOf(engine)[0], oldest[engine]);
  });

  test(`${engine}: every source is a measurement that is there, a page of its manual, or says what is assumed`, () => {
    const known = new Set(operations.map(({ id }) => id));
    const page =
      engine === "mysql"
        ? /^https:\/\/dev\.mysql\.com\/doc\/refman\/(?:5\.7|8\.4)\/en\/[a-z-]+\.html$/u
        : /^https:\/\/mariadb\.com\/kb\/en\/[a-z-]+\/$/u;
    for (const { kind, variant, source } of own) {
      const name = `${kind}, ${variant}: ${source}`;
      const from = sourceKind(source);
      if (from === "cited") {
        assert.match(source, page, name);
      } else if (from === "measured") {
        assert.equal(engine, "mariadb", name);
        for (const id of source.slice("measured: ".length).split(", "))
          assert.ok(known.has(id), `${name}: ${id}`);
      } else assert.match(source, /^assumed: /u, name);
    }
  });

  test(`${engine}: what is refused does nothing, and what grows works on rows`, () => {
    for (const fact of own) {
      const name = `${fact.kind}, ${fact.variant}`;
      if (fact.grows.length > 0) assert.ok(!["none", "metadata"].includes(fact.work), name);
      if (fact.work === "rewrite" || fact.work === "scan") assert.ok(fact.grows.length > 0, name);
      if (fact.refused !== null) assert.equal(fact.grows.length, 0, name);
    }
  });
}

test("every measurement is used by a fact, or is there to show what clauses do together", () => {
  const used = new Set(
    allFacts.flatMap(({ source }) =>
      source.startsWith("measured: ") ? source.slice("measured: ".length).split(", ") : [],
    ),
  );
  const together = new Set(["two_instant", "instant_and_index", "instant_and_copy", "index_and_not_null"]);
  const left = operations.map(({ id }) => id).filter((id) => !used.has(id) && !together.has(id));
  assert.deepEqual(left, notFacts);
  const counts = countSources(allFacts.filter(({ engine }) => engine === "mariadb"));
  assert.ok(counts.measured > 2 * counts.cited - counts.assumed, JSON.stringify(counts));
});

/** Measured to know the edges of other facts: what reading cannot tell, or what MariaDB says of itself and does not do. */
const notFacts = [
  "add_column_fulltext",
  "add_column_compressed",
  "drop_column_compressed",
  "drop_column_fulltext",
  "column_charset_utf8mb3_utf8mb4",
  "add_fulltext_next",
  "add_fulltext_second",
  "engine_other",
  "analyze",
  "order_by",
];

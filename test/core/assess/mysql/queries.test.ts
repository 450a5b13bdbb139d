/** Every query runs on a real MariaDB, reads only, and says when it may not look. */

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";

import {
  generalMeasures,
  generalQuery,
  tableMeasures,
  tableQuery,
} from "../../../../src/core/assess/mysql/queries.ts";
import { startMariadb, withoutMariadb } from "../../../support/mariadb.ts";
import type { MariadbServer } from "../../../support/mariadb.ts";

describe("queries of MySQL and MariaDB", { skip: withoutMariadb() }, () => {
  let server: MariadbServer;
  let blind: MariadbServer;
  const name = { schema: "m", table: "it's" };

  before(async () => {
    const instruments = "--performance-schema-instrument=wait/lock/metadata/sql/mdl=ON";
    [server, blind] = await Promise.all([
      startMariadb(["--performance-schema=ON", instruments]),
      startMariadb(),
    ]);
    const made =
      "CREATE DATABASE m;\nCREATE TABLE m.`it's` (id int PRIMARY KEY, a int, KEY (a));\nINSERT INTO m.`it's` VALUES (1, 1), (2, 2);\n" +
      "CREATE USER nobody;\n";
    for (const one of [server, blind]) assert.deepEqual(one.run(made).errors, []);
  });
  after(() => Promise.all([server.stop(), blind.stop()]));

  function ask(on: MariadbServer, sql: string | null, user = "root"): { cell: string; error: number | null } {
    const { rows, errors } = on.run(`SET SESSION TRANSACTION READ ONLY;\nUSE m;\n${sql}\n`, user);
    return { cell: rows.at(-1)?.[0] ?? "", error: errors.at(-1)?.code ?? null };
  }

  test("each runs", () => {
    for (const measure of tableMeasures) {
      for (const table of [name, { schema: null, table: "it's" }]) {
        assert.equal(ask(server, tableQuery(measure, table)).error, null, measure);
        assert.equal(ask(blind, tableQuery(measure, table)).error, null, measure);
      }
    }
    for (const measure of generalMeasures)
      assert.equal(ask(server, generalQuery(measure)).error, null, measure);
  });

  test("the longest transaction is that of the table", async () => {
    const query = tableQuery("longest_transaction", name);
    assert.equal(ask(server, query).cell, "none is open");
    const other = await server.hold(
      "CREATE TABLE m.o (a int);\nINSERT INTO m.o VALUES (1);\nBEGIN;\nSELECT * FROM m.o;",
    );
    assert.equal(ask(server, query).cell, "none is open");
    const open = await server.hold("BEGIN;\nSELECT * FROM m.`it's`;");
    // InnoDB looks at its transactions anew only when a tenth of a second has passed.
    await wait(200);
    assert.match(ask(server, query).cell, /^\d+$/u);
    await Promise.all([open.close(), other.close()]);
  });

  test("what cannot be seen is not 0", () => {
    assert.match(
      ask(blind, tableQuery("longest_transaction", name)).cell,
      /^cannot see: performance_schema is off$/u,
    );
    assert.match(ask(blind, tableQuery("write_rate", name)).cell, /\d/u);
    assert.match(ask(server, tableQuery("rows", { schema: "m", table: "missing" })).cell, /^cannot see/u);
    for (const measure of ["rows", "table_bytes", "index_bytes", "disk", "partitions"] as const)
      assert.match(ask(server, tableQuery(measure, name), "nobody").cell, /^cannot see/u, measure);
    assert.notEqual(ask(server, tableQuery("longest_transaction", name), "nobody").error, null);
  });

  test("names that cannot be shown have no query", () => {
    assert.equal(tableQuery("rows", { schema: null, table: "a\u202eb" }), null);
    assert.match(tableQuery("rows", { schema: null, table: "a\\b" }) ?? "", /_utf8mb4 0x615c62/u);
  });
});

/** A MariaDB that runs here takes what the facts say that it takes: a part of what was measured, measured once more. */

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { statements } from "../../../../scripts/measure/mariadb-operations.ts";
import { setup } from "../../../../scripts/measure/mariadb-operations.ts";
import { cheapest } from "../../../../scripts/measure/mariadb.ts";
import { impactsOf } from "../../../support/dialects.ts";
import { startMariadb, withoutMariadb } from "../../../support/mariadb.ts";
import type { MariadbServer } from "../../../support/mariadb.ts";

const drawn = new Set([
  "add_column_first",
  "drop_column",
  "set_not_null",
  "type_int_bigint",
  "type_varchar_widen_across_from_130_bytes",
  "enum_append",
  "add_index",
  "add_foreign_key_unchecked",
  "add_check",
  "instant_and_index",
]);

describe("a MariaDB that runs here", { skip: withoutMariadb() }, () => {
  let server: MariadbServer;
  before(async () => (server = await startMariadb()));
  after(() => server.stop());

  for (const statement of statements.filter(({ id }) => drawn.has(id))) {
    test(statement.id, () => {
      const way = cheapest(server, statement);
      const series = server.version.split(".").slice(0, 2).join(".");
      const impacts = impactsOf(
        `mariadb@${series}`,
        `${[...statement.before, statement.statement].join(";\n")};`,
        {
          base: `${setup.join(";\n")};`,
        },
      );
      const [impact] = impacts;
      assert.equal(impact?.algorithm, way.algorithm);
      const blocks = [
        ...new Set(
          impacts.filter(({ grows }) => grows).flatMap(({ locks }) => locks.flatMap((lock) => lock.blocks)),
        ),
      ];
      assert.deepEqual(blocks, way.lock === "NONE" ? [] : ["writes"]);
    });
  }
});

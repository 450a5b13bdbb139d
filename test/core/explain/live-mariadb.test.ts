/** What the pages show of MariaDB is tried on one: each sample is taken or refused as its page says, each query runs and only reads. */

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { exampleSchema } from "../../../src/core/explain/example-schema.ts";
import { startMariadb, withoutMariadb } from "../../support/mariadb.ts";
import type { MariadbServer } from "../../support/mariadb.ts";
import { examplesOn, queriesOf } from "./examples.ts";

const start = `
SET foreign_key_checks = 0; CREATE OR REPLACE DATABASE archive; CREATE OR REPLACE DATABASE attic; DROP DATABASE IF EXISTS reporting;
CREATE OR REPLACE DATABASE example; USE example; CREATE OR REPLACE USER reporting; SET foreign_key_checks = 1;`;
const rest = `
CREATE SEQUENCE account_number;
CREATE PROCEDURE move_accounts() UPDATE account SET visits = 0;
GRANT SELECT ON account TO reporting;
INSERT INTO domain VALUES (1, 'one');
INSERT INTO account (id, domain_id, email, name, place) VALUES (1, 1, 'a@example.org', 'a', point(1, 1));
INSERT INTO login VALUES (1, 1, now()); INSERT INTO plan VALUES (7, 'old');
`;

describe("MariaDB", { skip: withoutMariadb() }, () => {
  let server: MariadbServer;
  let version: number;
  before(async () => {
    server = await startMariadb([
      "--performance-schema=ON",
      "--innodb-flush-method=nosync",
      "--skip-innodb-doublewrite",
    ]);
    const [major = 0, minor = 0, patch = 0] = server.version.split(".").map(Number);
    version = (major * 100 + minor) * 100 + patch;
  });
  after(() => server.stop());

  test("each sample is taken or refused as its page says", async () => {
    const wrong: string[] = [];
    for (const { sql, at } of await examplesOn("mariadb", version)) {
      const { errors } = server.run(`${start}${exampleSchema.mariadb}${rest}\n${sql};\n`);
      if ((errors.length === 0) !== at.outside)
        wrong.push(`${sql}: ${errors.map(({ message }) => message).join(", ") || "runs"}`);
    }
    assert.deepEqual(wrong, []);
  });

  test("each query of the pages runs, and only reads", async () => {
    server.run(`${start}${exampleSchema.mariadb}${rest}`);
    const queries = await queriesOf("mariadb", version);
    assert.ok(queries.length > 15);
    const { errors } = server.run(
      `USE example;\nSET SESSION TRANSACTION READ ONLY;\n${queries.join("\n")}\n`,
    );
    assert.deepEqual(errors, []);
  });
});

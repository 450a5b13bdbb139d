/** Samples about views, types, triggers, functions and other things that hold no rows of their own. */

import type { SamplesByKind } from "../sample.ts";
import { everywhere, only } from "../sample.ts";

const active = "VIEW active_account AS SELECT id FROM account WHERE active AND id > 0";

export const objectSamples: SamplesByKind = {
  create_view: everywhere({ "": "CREATE VIEW locale_view AS SELECT id, locale FROM account" }),
  replace_view: {
    postgresql: { "": `CREATE OR REPLACE ${active}` },
    mysql: { "CREATE OR REPLACE": `CREATE OR REPLACE ${active}`, ALTER: `ALTER ${active}` },
  },
  alter_view: {
    postgresql: {
      options: "ALTER VIEW active_account SET (security_barrier = true)",
      "a new name": "ALTER VIEW active_account RENAME TO live_account",
    },
  },
  drop_view: everywhere({ "": "DROP VIEW active_account" }),
  create_materialized_view: only({
    plain: "CREATE MATERIALIZED VIEW account_count AS SELECT count(*) FROM account",
    "WITH NO DATA": "CREATE MATERIALIZED VIEW account_count AS SELECT count(*) FROM account WITH NO DATA",
  }),
  refresh_materialized_view: only({
    plain: "REFRESH MATERIALIZED VIEW visit_count",
    CONCURRENTLY: "REFRESH MATERIALIZED VIEW CONCURRENTLY visit_count",
    "WITH NO DATA": "REFRESH MATERIALIZED VIEW visit_count WITH NO DATA",
  }),
  drop_materialized_view: only({ "": "DROP MATERIALIZED VIEW visit_count" }),
  create_type: only({ "": "CREATE TYPE colour AS ENUM ('red', 'green')" }),
  alter_type: only({ "": "ALTER TYPE address ADD ATTRIBUTE zip text" }),
  drop_type: only({ "": "DROP TYPE address" }),
  rename_type: only({ "": "ALTER TYPE mood RENAME TO humour" }),
  create_domain: only({ "": "CREATE DOMAIN percent AS integer CHECK (VALUE BETWEEN 0 AND 100)" }),
  alter_domain: only({
    "a new constraint": "ALTER DOMAIN code ADD CONSTRAINT is_short CHECK (length(VALUE) < 255)",
    "a default": "ALTER DOMAIN code SET DEFAULT ''",
    "a new name": "ALTER DOMAIN code RENAME TO zip",
  }),
  drop_domain: only({ "": "DROP DOMAIN short_text" }),
  add_enum_value: only({ "": "ALTER TYPE mood ADD VALUE 'so-so'" }),
  rename_enum_value: only({ "": "ALTER TYPE mood RENAME VALUE 'bad' TO 'sad'" }),
  create_trigger: {
    postgresql: {
      plain:
        "CREATE TRIGGER touch_too BEFORE UPDATE ON account FOR EACH ROW EXECUTE FUNCTION touch_account()",
      "OR REPLACE":
        "CREATE OR REPLACE TRIGGER touch BEFORE UPDATE ON account FOR EACH ROW EXECUTE FUNCTION touch_account()",
    },
    mysql: { plain: "CREATE TRIGGER touch_too BEFORE INSERT ON account FOR EACH ROW SET NEW.visits = 0" },
    sqlite: { plain: "CREATE TRIGGER touch_too AFTER UPDATE ON account BEGIN SELECT 1; END" },
  },
  drop_trigger: {
    postgresql: { "": "DROP TRIGGER touch ON account" },
    mysql: { "": "DROP TRIGGER touch" },
    sqlite: { "": "DROP TRIGGER touch" },
  },
  set_trigger: only({ "": "ALTER TABLE account DISABLE TRIGGER touch" }),
  create_function: {
    postgresql: {
      "a new one": "CREATE FUNCTION two() RETURNS integer LANGUAGE sql AS 'SELECT 2'",
      "OR REPLACE": "CREATE OR REPLACE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    },
    mysql: { "": "CREATE PROCEDURE two() SELECT 2" },
  },
  drop_function: { postgresql: { "": "DROP FUNCTION one()" }, mysql: { "": "DROP PROCEDURE move_accounts" } },
  create_sequence: {
    postgresql: { "": "CREATE SEQUENCE order_number" },
    mariadb: { "": "CREATE SEQUENCE order_number" },
  },
  alter_sequence: {
    postgresql: { "": "ALTER SEQUENCE account_number RESTART" },
    mariadb: { "": "ALTER SEQUENCE account_number RESTART" },
  },
  drop_sequence: {
    postgresql: { "": "DROP SEQUENCE account_number" },
    mariadb: { "": "DROP SEQUENCE account_number" },
  },
  create_schema: { postgresql: { "": "CREATE SCHEMA reporting" }, mysql: { "": "CREATE SCHEMA reporting" } },
  drop_schema: { postgresql: { "": "DROP SCHEMA attic CASCADE" }, mysql: { "": "DROP SCHEMA attic" } },
  change_privileges: {
    postgresql: {
      grant: "GRANT SELECT ON account TO reporting",
      revoke: "REVOKE SELECT ON account FROM reporting",
    },
    mysql: {
      grant: "GRANT SELECT ON account TO reporting",
      revoke: "REVOKE SELECT ON account FROM reporting",
    },
  },
  set_row_security: only({
    enable: "ALTER TABLE account ENABLE ROW LEVEL SECURITY",
    disable: "ALTER TABLE account DISABLE ROW LEVEL SECURITY",
  }),
  create_row_policy: only({
    permissive: "CREATE POLICY own_rows ON account USING (owner = current_user)",
    RESTRICTIVE: "CREATE POLICY own_rows ON account AS RESTRICTIVE USING (owner = current_user)",
  }),
  drop_row_policy: only({ "": "DROP POLICY everyone ON account" }),
  create_extension: only({ "": "CREATE EXTENSION pgcrypto" }),
  drop_extension: only({ "": "DROP EXTENSION hstore" }),
};

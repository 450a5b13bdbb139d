/** Samples about whole tables, partitions and rows. */

import type { SamplesByKind } from "../sample.ts";
import { everywhere, only } from "../sample.ts";

const year = "FOR VALUES FROM ('2028-01-01') TO ('2029-01-01')";

export const tableSamples: SamplesByKind = {
  create_table: {
    postgresql: {
      plain: "CREATE TABLE audit_event (id bigint PRIMARY KEY)",
      "with a foreign key":
        "CREATE TABLE key (id bigint PRIMARY KEY, account_id bigint REFERENCES account (id))",
    },
    mysql: {
      plain: "CREATE TABLE audit_event (id bigint PRIMARY KEY)",
      "with a foreign key":
        "CREATE TABLE token (id bigint PRIMARY KEY, account_id bigint, FOREIGN KEY (account_id) REFERENCES account (id))",
    },
    sqlite: {
      plain: "CREATE TABLE audit_event (id INTEGER PRIMARY KEY)",
      "with a foreign key":
        "CREATE TABLE token (id INTEGER PRIMARY KEY, account_id INTEGER REFERENCES account (id))",
    },
  },
  drop_table: everywhere({ plain: "DROP TABLE plan", "with a foreign key": "DROP TABLE login" }),
  rename_table: everywhere({ "": "ALTER TABLE account RENAME TO member" }),
  truncate_table: {
    postgresql: { plain: "TRUNCATE login", CASCADE: "TRUNCATE account CASCADE" },
    mysql: { plain: "TRUNCATE TABLE login", "one partition": "ALTER TABLE event TRUNCATE PARTITION p2020" },
  },
  create_table_as: everywhere({ "": "CREATE TABLE account_copy AS SELECT id, email FROM account" }),
  set_schema: {
    postgresql: { "": "ALTER TABLE account SET SCHEMA archive" },
    mysql: { "": "ALTER TABLE plan RENAME TO archive.plan" },
  },
  set_owner: only({ "": "ALTER TABLE account OWNER TO service" }),
  attach_partition: {
    postgresql: {
      plain: "ALTER TABLE event ATTACH PARTITION event_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')",
      "beside a default partition":
        "ALTER TABLE visit ATTACH PARTITION event_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')",
    },
    mysql: {
      plain: "ALTER TABLE event EXCHANGE PARTITION p2020 WITH TABLE old_event",
      "WITHOUT VALIDATION":
        "ALTER TABLE event EXCHANGE PARTITION p2020 WITH TABLE old_event WITHOUT VALIDATION",
    },
  },
  detach_partition: {
    postgresql: {
      plain: "ALTER TABLE event DETACH PARTITION event_2020",
      CONCURRENTLY: "ALTER TABLE event DETACH PARTITION event_2020 CONCURRENTLY",
    },
    mariadb: { plain: "ALTER TABLE event CONVERT PARTITION p2020 TO TABLE event_2020" },
  },
  create_partition: {
    postgresql: {
      plain: `CREATE TABLE event_2028 PARTITION OF event ${year}`,
      "beside a default partition": `CREATE TABLE visit_2028 PARTITION OF visit ${year}`,
    },
    mysql: { "": "ALTER TABLE event ADD PARTITION (PARTITION p2028 VALUES LESS THAN (2029))" },
  },
  drop_partition: {
    mysql: { "": "ALTER TABLE event DROP PARTITION p2020" },
  },
  rewrite_table: {
    postgresql: {
      "VACUUM FULL": "VACUUM FULL account",
      CLUSTER: "CLUSTER account USING ix_account_name",
      "SET UNLOGGED": "ALTER TABLE plan SET UNLOGGED",
    },
    mysql: {
      "OPTIMIZE, FORCE, ROW_FORMAT": "ALTER TABLE account FORCE",
      "other character set": "ALTER TABLE plan CONVERT TO CHARACTER SET latin1",
      "other engine": "ALTER TABLE plan ENGINE = MyISAM",
      "partition it": "ALTER TABLE plan PARTITION BY HASH (id) PARTITIONS 4",
      "other partitions":
        "ALTER TABLE event REORGANIZE PARTITION p2020, p2026 INTO (PARTITION p0 VALUES LESS THAN (2027))",
    },
    sqlite: {
      VACUUM: "VACUUM",
      "copy, drop and rename":
        "CREATE TABLE plan_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL); INSERT INTO plan_new SELECT id, name FROM plan; DROP TABLE plan; ALTER TABLE plan_new RENAME TO plan",
    },
  },
  set_table_option: {
    postgresql: {
      "fillfactor, statistics": "ALTER TABLE account SET (fillfactor = 80)",
      "INHERIT and others": "ALTER TABLE old_login INHERIT login",
    },
    mysql: {
      "AUTO_INCREMENT, STATS and others": "ALTER TABLE badge AUTO_INCREMENT = 1000",
      "default character set": "ALTER TABLE account DEFAULT CHARACTER SET latin1",
    },
  },
  set_replica_identity: only({ "": "ALTER TABLE account REPLICA IDENTITY FULL" }),
  set_comment: {
    postgresql: { "": "COMMENT ON TABLE account IS 'people who may log in'" },
    mysql: { "": "ALTER TABLE account COMMENT = 'people who may log in'" },
  },
  lock_table: {
    postgresql: {
      SHARE: "LOCK TABLE account IN SHARE MODE",
      "ACCESS EXCLUSIVE": "LOCK TABLE account IN ACCESS EXCLUSIVE MODE",
    },
    mysql: { READ: "LOCK TABLES account READ", WRITE: "LOCK TABLES account WRITE" },
  },
  change_data: {
    postgresql: {
      UPDATE: "UPDATE account SET locale = 'en' WHERE locale IS NULL",
      "DELETE, some rows": "DELETE FROM account WHERE active = false",
      "DELETE, all rows": "DELETE FROM login",
      "INSERT, rows of another table": "INSERT INTO plan (id, name) SELECT id, name FROM domain",
      "INSERT, literal rows": "INSERT INTO plan (id, name) VALUES (1, 'free')",
    },
    mysql: {
      UPDATE: "UPDATE account SET locale = 'en' WHERE locale IS NULL",
      "DELETE, some rows": "DELETE FROM account WHERE active = false",
      "DELETE, all rows": "DELETE FROM login",
      "INSERT, rows of another table": "INSERT INTO plan (id, name) SELECT id, name FROM domain",
      "INSERT, literal rows": "INSERT INTO plan (id, name) VALUES (1, 'free')",
    },
    sqlite: {
      UPDATE: "UPDATE account SET locale = 'en' WHERE locale IS NULL",
      "DELETE, some rows": "DELETE FROM account WHERE active = 0",
      "DELETE, all rows": "DELETE FROM plan",
      "INSERT, rows of another table": "INSERT INTO plan (id, name) SELECT id, name FROM domain",
      "INSERT, literal rows": "INSERT INTO plan (id, name) VALUES (1, 'free')",
    },
  },
  run_code: {
    postgresql: { "": "CALL move_accounts()" },
    mysql: { "": "CALL move_accounts()" },
  },
  unknown_statement: {},
};

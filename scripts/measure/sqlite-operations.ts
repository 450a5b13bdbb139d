/** What is measured on SQLite: the tables, and a statement for each operation and variant. */

import type { MeasuredStatement } from "./mariadb-operations.ts";

/** Tables `p` (a parent), `t` (with rows), `k` (a child of `p` with a check), view `v`, trigger `tr`. */
export const setup = [
  "CREATE TABLE p (id INTEGER PRIMARY KEY, a INTEGER)",
  "CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b TEXT, c TEXT, nn INTEGER NOT NULL, p_id INTEGER)",
  "CREATE INDEX ia ON t (a)",
  "CREATE TABLE k (id INTEGER PRIMARY KEY, p_id INTEGER, a INTEGER, q INTEGER, CONSTRAINT k_fk FOREIGN KEY (p_id) REFERENCES p (id), CONSTRAINT k_ck CHECK (a > 0))",
  "CREATE VIEW v AS SELECT id, b FROM t",
  "CREATE TABLE l (id INTEGER PRIMARY KEY, x INTEGER)",
  "CREATE TRIGGER tr AFTER INSERT ON t BEGIN UPDATE p SET a = 1 WHERE id = 0; END",
] as const;

export function fill(rows: number): string[] {
  const numbers = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})`;
  return [
    `${numbers} INSERT INTO p SELECT i, 1 FROM n`,
    `${numbers} INSERT INTO t SELECT i, i, 'b' || i, printf('%.100c', 'c'), i, i FROM n`,
    `${numbers} INSERT INTO k SELECT i, i, 1, 1 FROM n`,
  ];
}

function other(id: string, statement: string, ...before: string[]): MeasuredStatement {
  return { id, before, statement };
}

export const statements: readonly MeasuredStatement[] = [
  other("add_column", "ALTER TABLE t ADD COLUMN z INTEGER"),
  other("add_column_default", "ALTER TABLE t ADD COLUMN z INTEGER NOT NULL DEFAULT 5"),
  other("add_column_not_null", "ALTER TABLE t ADD COLUMN z INTEGER NOT NULL"),
  other("add_column_not_null_empty", "ALTER TABLE l ADD COLUMN z INTEGER NOT NULL"),
  other("add_column_now_default", "ALTER TABLE t ADD COLUMN z TEXT DEFAULT CURRENT_TIMESTAMP"),
  other("add_column_expression_default", "ALTER TABLE t ADD COLUMN z INTEGER DEFAULT (abs(-1))"),
  other("add_column_expression_default_empty", "ALTER TABLE l ADD COLUMN z INTEGER DEFAULT (abs(-1))"),
  other("add_column_constant_expression_default", "ALTER TABLE t ADD COLUMN z INTEGER DEFAULT (1 + 1)"),
  other("add_column_check", "ALTER TABLE t ADD COLUMN z INTEGER CHECK (z > 0)"),
  other("add_column_check_violated", "ALTER TABLE t ADD COLUMN z INTEGER DEFAULT 0 CHECK (z > 0)"),
  other("add_column_unique", "ALTER TABLE t ADD COLUMN z INTEGER UNIQUE"),
  other("add_column_primary_key", "ALTER TABLE t ADD COLUMN z INTEGER PRIMARY KEY"),
  other("add_column_references", "ALTER TABLE t ADD COLUMN z INTEGER REFERENCES p (id)"),
  other(
    "add_column_references_default",
    "ALTER TABLE t ADD COLUMN z INTEGER DEFAULT 1 REFERENCES p (id)",
    "PRAGMA foreign_keys = ON",
  ),
  other(
    "add_column_references_default_off",
    "ALTER TABLE t ADD COLUMN z INTEGER DEFAULT 1 REFERENCES p (id)",
    "PRAGMA foreign_keys = OFF",
  ),
  other("add_column_stored", "ALTER TABLE t ADD COLUMN z INTEGER GENERATED ALWAYS AS (a + 1) STORED"),
  other("add_column_virtual", "ALTER TABLE t ADD COLUMN z INTEGER GENERATED ALWAYS AS (a + 1) VIRTUAL"),
  other(
    "add_column_virtual_not_null",
    "ALTER TABLE t ADD COLUMN z INTEGER NOT NULL GENERATED ALWAYS AS (a + 1) VIRTUAL",
  ),
  other("drop_column", "ALTER TABLE t DROP COLUMN c"),
  other("drop_column_narrow", "ALTER TABLE k DROP COLUMN q"),
  other("drop_column_indexed", "ALTER TABLE t DROP COLUMN a"),
  other("drop_column_in_check", "ALTER TABLE k DROP COLUMN a"),
  other("drop_column_in_foreign_key", "ALTER TABLE k DROP COLUMN p_id"),
  other("drop_column_in_view", "ALTER TABLE t DROP COLUMN b"),
  other("drop_column_primary_key", "ALTER TABLE t DROP COLUMN id"),
  other("rename_column", "ALTER TABLE t RENAME COLUMN a TO a2"),
  other("rename_table", "ALTER TABLE t RENAME TO t9"),
  other("set_not_null", "ALTER TABLE t ALTER COLUMN b SET NOT NULL"),
  other(
    "set_not_null_violated",
    "ALTER TABLE t ALTER COLUMN b SET NOT NULL",
    "INSERT INTO t VALUES (-1, 1, NULL, '', 1, 1)",
  ),
  other("drop_not_null", "ALTER TABLE t ALTER COLUMN nn DROP NOT NULL"),
  other("set_default", "ALTER TABLE t ALTER COLUMN a SET DEFAULT 3"),
  other("drop_default", "ALTER TABLE t ALTER COLUMN a DROP DEFAULT"),
  other("alter_type", "ALTER TABLE t ALTER COLUMN a TYPE TEXT"),
  other("add_check", "ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0)"),
  other("add_check_violated", "ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 1000000000)"),
  other("add_check_unnamed", "ALTER TABLE t ADD CHECK (a > 0)"),
  other("drop_check", "ALTER TABLE k DROP CONSTRAINT k_ck"),
  other("drop_foreign_key", "ALTER TABLE k DROP CONSTRAINT k_fk"),
  other("add_unique", "ALTER TABLE t ADD CONSTRAINT u UNIQUE (a)"),
  other("add_primary_key", "ALTER TABLE t ADD PRIMARY KEY (a)"),
  other("add_foreign_key", "ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (p_id) REFERENCES p (id)"),
  other("create_index", "CREATE INDEX i2 ON t (b)"),
  other("create_index_partial", "CREATE INDEX i2 ON t (b) WHERE a < 0"),
  other("create_unique_index", "CREATE UNIQUE INDEX i2 ON t (b)"),
  other("create_unique_index_duplicates", "CREATE UNIQUE INDEX i2 ON t (c)"),
  other("create_index_expression", "CREATE INDEX i2 ON t (lower(b))"),
  other("drop_index", "DROP INDEX ia"),
  other("reindex_table", "REINDEX t"),
  other("reindex_index", "REINDEX ia"),
  other("create_table", "CREATE TABLE n (id INTEGER PRIMARY KEY)"),
  other("create_table_references", "CREATE TABLE n (id INTEGER PRIMARY KEY, p_id INTEGER REFERENCES p (id))"),
  other("create_table_as", "CREATE TABLE n AS SELECT id, a FROM t"),
  other("drop_table", "DROP TABLE k"),
  other("delete_all", "DELETE FROM k"),
  other("delete_some", "DELETE FROM t WHERE a % 2 = 0", "DROP TRIGGER tr"),
  other("update_all", "UPDATE t SET nn = nn + 1"),
  other("update_none", "UPDATE t SET nn = nn + 1 WHERE c = 'nothing'"),
  other("insert_select", "INSERT INTO l SELECT id, a FROM t"),
  other("insert_row", "INSERT INTO l VALUES (1, 1)"),
  other("vacuum", "VACUUM"),
  other("vacuum_in_a_transaction", "VACUUM", "BEGIN"),
  other("analyze", "ANALYZE"),
  other("create_view", "CREATE VIEW v2 AS SELECT id FROM t"),
  other("drop_view", "DROP VIEW v"),
  other("create_trigger", "CREATE TRIGGER tr2 AFTER UPDATE ON t BEGIN SELECT 1; END"),
  other("drop_trigger", "DROP TRIGGER tr"),
  other("create_virtual_table", "CREATE VIRTUAL TABLE fts USING fts5 (c)"),
  other("truncate", "TRUNCATE TABLE t"),
  other("comment", "COMMENT ON TABLE t IS 'x'"),
  other("create_schema", "CREATE SCHEMA s"),
  other("create_sequence", "CREATE SEQUENCE s"),
  other("create_type", "CREATE TYPE m AS ENUM ('a')"),
  other("create_domain", "CREATE DOMAIN d AS int"),
  other("create_function", "CREATE FUNCTION f() RETURNS int AS 'select 1'"),
  other("grant", "GRANT SELECT ON t TO x"),
  other("rename_index", "ALTER INDEX ia RENAME TO ib"),
  other("create_materialized_view", "CREATE MATERIALIZED VIEW mv AS SELECT 1"),
  other("create_extension", "CREATE EXTENSION x"),
  other("lock_table", "LOCK TABLE t"),
];

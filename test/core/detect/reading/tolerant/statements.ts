/** Statements of MySQL, MariaDB and SQLite, and what each is: several operations by a semicolon, `-` for none. */

export interface Row {
  dialect: "mysql" | "mariadb" | "sqlite";
  sql: string;
  operations: string;
}

/** MySQL and MariaDB. */
const BOTH = `
CREATE TABLE t (id int) => create_table t
CREATE TABLE IF NOT EXISTS db.t (id int PRIMARY KEY) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='a; b' ROW_FORMAT=DYNAMIC => create_table db.t
CREATE TABLE t (id serial, KEY k (id), UNIQUE KEY u (id), FULLTEXT KEY f (a), SPATIAL INDEX s (g), a text, g geometry NOT NULL) => create_table t
CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 1), CONSTRAINT f FOREIGN KEY i (a) REFERENCES o (id) ON DELETE SET NULL ON UPDATE CASCADE) => create_table t
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) VIRTUAL, c int AS (a * 2) STORED) => create_table t
CREATE TABLE t (a enum('x','y;') CHARACTER SET latin1 COLLATE latin1_bin NOT NULL DEFAULT 'x' COMMENT 'it''s', b set('1','2'), c double precision, d national varchar(3), e long varchar) => create_table t
CREATE TABLE t (a timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6), b bit(3) DEFAULT b'101', c binary(2) DEFAULT 0x3132, d int DEFAULT -1) => create_table t
CREATE TABLE t (a int) PARTITION BY RANGE (a) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN MAXVALUE) => create_table t
CREATE TABLE t (a int) PARTITION BY LINEAR HASH (a) PARTITIONS 4 => create_table t
CREATE TABLE t LIKE o => create_table t
CREATE TABLE t (LIKE o) => create_table t
CREATE TABLE t AS SELECT * FROM o => create_table_as t
CREATE TABLE t (a int) ENGINE=MyISAM SELECT a FROM o => create_table_as t
CREATE TEMPORARY TABLE t (a int) => create_table t
DROP TABLE IF EXISTS a, s.b CASCADE => drop_table a; drop_table s.b
DROP TEMPORARY TABLE a => drop_table a
TRUNCATE a => truncate_table a
TRUNCATE TABLE s.a => truncate_table s.a
RENAME TABLE a TO b, s.c TO s.d => rename_table a; rename_table s.c
RENAME TABLE a TO s.b => set_schema a; rename_table s.a
ALTER TABLE a RENAME TO b => rename_table a
ALTER TABLE a RENAME b => rename_table a
ALTER TABLE a RENAME AS s.a => set_schema a
ALTER TABLE a RENAME COLUMN x TO y => rename_column a.x
ALTER TABLE a RENAME INDEX i TO j, RENAME KEY k TO l => rename_index a:i; rename_index a:k
ALTER TABLE a ADD x int => add_column a.x
ALTER TABLE a ADD COLUMN x varchar(9) NOT NULL DEFAULT '' AFTER y, ADD z int FIRST => add_column a.x; add_column a.z
ALTER TABLE a ADD COLUMN (x int, y int UNIQUE KEY) => add_column a.x; add_column a.y
ALTER TABLE a DROP x, DROP COLUMN y RESTRICT => drop_column a.x; drop_column a.y
ALTER TABLE a MODIFY x bigint unsigned NOT NULL AUTO_INCREMENT => alter_column_type a.x; set_not_null a.x
ALTER TABLE a MODIFY COLUMN x text NULL AFTER y => alter_column_type a.x
ALTER TABLE a CHANGE x y int => rename_column a.x; alter_column_type a.y
ALTER TABLE a CHANGE COLUMN x x int NOT NULL FIRST => alter_column_type a.x; set_not_null a.x
ALTER TABLE a ALTER x SET DEFAULT 1, ALTER COLUMN y DROP DEFAULT => set_default a.x; drop_default a.y
ALTER TABLE a ALTER x SET DEFAULT (uuid()) => set_default a.x
ALTER TABLE a ADD INDEX (x) => create_index a.x
ALTER TABLE a ADD KEY k USING BTREE (x(10) DESC, y) KEY_BLOCK_SIZE=8 COMMENT 'c' => create_index a:k
ALTER TABLE a ADD UNIQUE INDEX u (x) => add_unique a:u
ALTER TABLE a ADD CONSTRAINT u UNIQUE (x, y) => add_unique a:u
ALTER TABLE a ADD CONSTRAINT UNIQUE (x) => add_unique a.x
ALTER TABLE a ADD PRIMARY KEY (x) => add_primary_key a.x
ALTER TABLE a DROP PRIMARY KEY, ADD PRIMARY KEY USING BTREE (x, y) => drop_constraint a:PRIMARY; add_primary_key a
ALTER TABLE a ADD FULLTEXT f (x), ADD FULLTEXT INDEX g (y), ADD SPATIAL KEY (z) => create_index a:f; create_index a:g; create_index a.z
ALTER TABLE a ADD CONSTRAINT f FOREIGN KEY (x) REFERENCES b (y) ON DELETE CASCADE => add_foreign_key a:f
ALTER TABLE a ADD FOREIGN KEY i (x) REFERENCES b (y) MATCH SIMPLE => add_foreign_key a:i
ALTER TABLE a ADD CHECK (x > 1) => add_check a
ALTER TABLE a ADD CONSTRAINT c CHECK (x IS NOT NULL) => add_check a:c
ALTER TABLE a DROP INDEX i, DROP KEY j => drop_index a:i; drop_index a:j
ALTER TABLE a DROP FOREIGN KEY f => drop_constraint a:f
ALTER TABLE a DROP CONSTRAINT c => drop_constraint a:c
ALTER TABLE a ENGINE=InnoDB => rewrite_table a
ALTER TABLE a ENGINE InnoDB ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8 => rewrite_table a; rewrite_table a; rewrite_table a
ALTER TABLE a AUTO_INCREMENT = 100, COMMENT 'x' => set_table_option a; set_comment a
ALTER TABLE a DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin => set_table_option a; set_table_option a
ALTER TABLE a CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci => rewrite_table a
ALTER TABLE a ORDER BY x DESC, y => rewrite_table a
ALTER TABLE a FORCE => rewrite_table a
ALTER TABLE a DISABLE KEYS => set_table_option a
ALTER TABLE a ENABLE KEYS => set_table_option a
ALTER TABLE a STATS_PERSISTENT=1, MAX_ROWS=10 => set_table_option a; set_table_option a
ALTER TABLE a ADD x int, ALGORITHM=INPLACE, LOCK=NONE => add_column a.x
ALTER TABLE a ALGORITHM COPY, LOCK = DEFAULT, DROP x => drop_column a.x
ALTER TABLE a PARTITION BY KEY (x) PARTITIONS 3 => rewrite_table a
ALTER TABLE a ADD x int PARTITION BY HASH (x) PARTITIONS 2 => add_column a.x; rewrite_table a
ALTER TABLE a REMOVE PARTITIONING => rewrite_table a
ALTER TABLE a ADD PARTITION (PARTITION p2 VALUES LESS THAN (30), PARTITION p3 VALUES LESS THAN MAXVALUE) => create_partition a; create_partition a
ALTER TABLE a ADD PARTITION PARTITIONS 2 => rewrite_table a
ALTER TABLE a DROP PARTITION p0, p1 => drop_partition a; drop_partition a
ALTER TABLE a TRUNCATE PARTITION p0, p1 => truncate_table a:p0; truncate_table a:p1
ALTER TABLE a TRUNCATE PARTITION ALL => truncate_table a
ALTER TABLE a COALESCE PARTITION 2 => rewrite_table a
ALTER TABLE a REORGANIZE PARTITION p0, p1 INTO (PARTITION n VALUES LESS THAN (9)) => rewrite_table a
ALTER TABLE a REBUILD PARTITION p0 => rewrite_table a
ALTER TABLE a OPTIMIZE PARTITION ALL => rewrite_table a
ALTER TABLE a ANALYZE PARTITION p0 => -
ALTER TABLE a EXCHANGE PARTITION p0 WITH TABLE b => attach_partition a
ALTER TABLE a DISCARD TABLESPACE => truncate_table a
ALTER TABLE a IMPORT TABLESPACE => rewrite_table a
CREATE INDEX i ON a (x, y DESC) => create_index a:i
CREATE UNIQUE INDEX i USING HASH ON s.a (x) => create_index s.a:i
CREATE FULLTEXT INDEX i ON a (x) WITH PARSER ngram => create_index a:i
CREATE INDEX i ON a (x(20)) COMMENT 'c' ALGORITHM=INPLACE LOCK=NONE => create_index a:i
DROP INDEX i ON a => drop_index a:i
CREATE VIEW v AS SELECT * FROM a => create_view v
CREATE OR REPLACE ALGORITHM=MERGE DEFINER=\`u\`@\`%\` SQL SECURITY INVOKER VIEW v (x) AS SELECT a.x FROM a JOIN b USING (y) => replace_view v
ALTER VIEW v AS SELECT 1 => replace_view v
DROP VIEW IF EXISTS v, w => drop_view v; drop_view w
CREATE DEFINER=CURRENT_USER TRIGGER g BEFORE INSERT ON a FOR EACH ROW SET NEW.x = 1 => create_trigger a:g
CREATE TRIGGER g AFTER UPDATE ON a FOR EACH ROW BEGIN IF NEW.end > 1 THEN DELETE FROM b; END IF; END => create_trigger a:g
DROP TRIGGER IF EXISTS s.g => drop_trigger g
CREATE PROCEDURE p(IN a int) BEGIN DECLARE i int DEFAULT 0; w: WHILE i < a DO SET i = i + 1; IF i = 3 THEN LEAVE w; END IF; END WHILE w; REPEAT SET i = 1; UNTIL i = 1 END REPEAT; END => create_function p
CREATE FUNCTION f() RETURNS int DETERMINISTIC RETURN CASE WHEN 1 THEN IF(1, 2, 3) ELSE 4 END => create_function f
CREATE PROCEDURE p() IF 1 THEN SELECT 1; ELSEIF 2 THEN SELECT 2; END IF => create_function p
ALTER PROCEDURE p COMMENT 'x' => create_function p
DROP PROCEDURE IF EXISTS p => drop_function p
DROP FUNCTION f => drop_function f
CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN DELETE FROM a; END => run_code run_code
CREATE EVENT IF NOT EXISTS e ON SCHEDULE AT CURRENT_TIMESTAMP + INTERVAL 1 HOUR ON COMPLETION NOT PRESERVE DISABLE COMMENT 'c' DO CALL p() => run_code run_code
ALTER EVENT e ENABLE => run_code run_code
DROP EVENT IF EXISTS s.e => run_code run_code
CREATE DATABASE IF NOT EXISTS d CHARACTER SET utf8mb4 => create_schema d
ALTER DATABASE d CHARACTER SET utf8mb4 => set_table_option d
DROP DATABASE d => drop_schema d
INSERT INTO a (x, y) VALUES (1, 'a;''b'), (2, NULL) => change_data a
INSERT IGNORE INTO a SET x = 1, y = 2 => change_data a
INSERT INTO a VALUES (1) ON DUPLICATE KEY UPDATE x = VALUES(x) => change_data a
INSERT INTO a SELECT * FROM b => change_data a
REPLACE INTO a VALUES (1) => change_data a
UPDATE a SET x = 1 WHERE y = 2 ORDER BY z LIMIT 3 => change_data a.x
UPDATE a, b AS c SET a.x = b.y, c.z = 1, a.w = 2 WHERE a.i = b.i => change_data a; change_data b.z
UPDATE a LEFT JOIN b ON a.i = b.i SET a.x = 1 => change_data a.x
DELETE FROM a WHERE x = 1 => change_data a
DELETE a, b FROM a INNER JOIN b ON a.i = b.i WHERE a.x > 1 => change_data a; change_data b
DELETE FROM n USING a AS n JOIN b WHERE n.i = b.i => change_data a
LOAD DATA LOCAL INFILE 'f' INTO TABLE a FIELDS TERMINATED BY ',' (x, y) => change_data a
SELECT COUNT(*), IFNULL(x, 1), EXTRACT(YEAR FROM y) FROM a => -
SELECT own(1) => run_code run_code
SELECT s.own(x) FROM a => run_code run_code
DO SLEEP(0) => -
WITH c AS (SELECT 1) SELECT * FROM c => -
CALL p(1) => run_code run_code
PREPARE s FROM 'DROP TABLE a' => drop_table a
GRANT SELECT, UPDATE (x) ON s.* TO 'u'@'%' => change_privileges change_privileges
GRANT ALL PRIVILEGES ON s.a TO u => change_privileges s.a
REVOKE INSERT ON a FROM u => change_privileges a
CREATE USER 'u'@'localhost' IDENTIFIED BY 'p' => change_privileges u@localhost
DROP USER IF EXISTS u => change_privileges u
RENAME USER a TO b => change_privileges a
SET NAMES utf8mb4 => -
SET @a = 1, @@SESSION.sql_mode = '', foreign_key_checks = 0 => -
SET GLOBAL max_connections = 10 => unknown_statement unknown_statement
LOCK TABLES a READ, b AS c WRITE => lock_table a; lock_table b
UNLOCK TABLES => -
OPTIMIZE TABLE a, b => rewrite_table a; rewrite_table b
REPAIR TABLE a QUICK => rewrite_table a
ANALYZE TABLE a => -
CHECK TABLE a => -
SHOW TABLES => -
USE d => -
START TRANSACTION => -
COMMIT => -
FLUSH PRIVILEGES => -
EXPLAIN SELECT 1 => -
`;

const MYSQL = `
DROP INDEX i ON a ALGORITHM=INPLACE LOCK=NONE => drop_index a:i
CREATE TABLE t (a json DEFAULT (json_array()), b int INVISIBLE, INDEX i ((lower(c)), d) INVISIBLE, c varchar(9) SRID 0) => create_table t
CREATE TABLE t (a int CHECK (a > 1) NOT ENFORCED) => create_table t
ALTER TABLE a ALTER INDEX i INVISIBLE, ALTER INDEX j VISIBLE => set_table_option a:i; set_table_option a:j
ALTER TABLE a ALTER CHECK c NOT ENFORCED, ALTER CONSTRAINT d ENFORCED => set_table_option a:c; validate_constraint a:d
ALTER TABLE a ALTER COLUMN x SET INVISIBLE => set_table_option a.x
ALTER TABLE a DROP CHECK c => drop_constraint a:c
ALTER TABLE a ADD COLUMN x int, ALGORITHM=INSTANT => add_column a.x
ALTER TABLE a EXCHANGE PARTITION p0 WITH TABLE b WITHOUT VALIDATION => attach_partition a
ALTER TABLE a ENCRYPTION='Y' => rewrite_table a
ALTER TABLE a SECONDARY_ENGINE=RAPID => set_table_option a
ALTER TABLE a SECONDARY_LOAD => set_table_option a
ALTER TABLE a WITH VALIDATION, ADD x int => add_column a.x
INSERT INTO a VALUES ROW(1), ROW(2) => change_data a
INSERT INTO a VALUES (1) AS n ON DUPLICATE KEY UPDATE x = n.x => change_data a
SET PERSIST max_connections = 10 => unknown_statement unknown_statement
ALTER INSTANCE ROTATE INNODB MASTER KEY => unknown_statement unknown_statement
`;

const MARIADB = `
CREATE OR REPLACE TABLE t (a int) => drop_table t; create_table t
CREATE TABLE t (a uuid DEFAULT uuid(), b inet6, c int DEFAULT (1 + 2), d int INVISIBLE, e int REFERENCES o (id), f varchar(9) COMPRESSED) => create_table t
CREATE TABLE t (a int) WITH SYSTEM VERSIONING => create_table t
CREATE TABLE t (a int, s timestamp(6) GENERATED ALWAYS AS ROW START, e timestamp(6) GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (s, e)) WITH SYSTEM VERSIONING => create_table t
CREATE TABLE t (a int, b int PERSISTENT AS (a)) => unknown_statement unknown_statement
CREATE TABLE t (a int, b int AS (a) PERSISTENT, UNIQUE u (a) IGNORED) PAGE_COMPRESSED=1 => create_table t
ALTER ONLINE TABLE IF EXISTS a WAIT 5 ADD COLUMN IF NOT EXISTS x int => add_column a.x
ALTER IGNORE TABLE a NOWAIT DROP COLUMN IF EXISTS x, DROP INDEX IF EXISTS i, DROP FOREIGN KEY IF EXISTS f, DROP CONSTRAINT IF EXISTS c => drop_column a.x; drop_index a:i; drop_constraint a:f; drop_constraint a:c
ALTER TABLE a ADD INDEX IF NOT EXISTS i (x), ADD UNIQUE KEY IF NOT EXISTS u (y), ADD FOREIGN KEY IF NOT EXISTS f (x) REFERENCES b (y) => create_index a:i; add_unique a:u; add_foreign_key a:f
ALTER TABLE a MODIFY COLUMN IF EXISTS x int, CHANGE COLUMN IF EXISTS y z int, RENAME COLUMN IF EXISTS k TO l, RENAME INDEX IF EXISTS m TO n => alter_column_type a.x; rename_column a.y; alter_column_type a.z; rename_column a.k; rename_index a:m
ALTER TABLE a ALTER INDEX IF EXISTS i IGNORED, ALTER KEY j NOT IGNORED => set_table_option a:i; set_table_option a:j
ALTER TABLE a ADD SYSTEM VERSIONING => rewrite_table a
ALTER TABLE a DROP SYSTEM VERSIONING => rewrite_table a
ALTER TABLE a ADD PERIOD FOR p (x, y) => set_table_option a
ALTER TABLE a ALGORITHM=NOCOPY, ADD x int => add_column a.x
ALTER TABLE a CONVERT PARTITION p0 TO TABLE b => detach_partition a
ALTER TABLE a CONVERT TABLE b TO PARTITION p1 VALUES LESS THAN (9) => attach_partition a
ALTER TABLE a DROP PARTITION IF EXISTS p0 => drop_partition a
CREATE OR REPLACE INDEX i ON a (x) => drop_index a:i; create_index a:i
CREATE INDEX IF NOT EXISTS i ON a (x) NOWAIT => create_index a:i
DROP INDEX IF EXISTS i ON a WAIT 3 => drop_index a:i
RENAME TABLE IF EXISTS a WAIT 1 TO b => rename_table a
DROP TABLE a WAIT 1 => drop_table a
CREATE SEQUENCE s START WITH 5 => create_sequence s
ALTER SEQUENCE s RESTART 3 => alter_sequence s
DROP SEQUENCE s => drop_sequence s
CREATE ROLE r => change_privileges r
INSERT INTO a VALUES (1) RETURNING x => change_data a
BEGIN NOT ATOMIC IF 1 THEN ALTER TABLE a ADD x int; END IF; DROP TABLE b; END => add_column a.x if; drop_table b
SET STATEMENT max_statement_time=1 FOR SELECT 1 => -
SET STATEMENT lock_wait_timeout=1, foreign_key_checks=0 FOR ALTER TABLE a DROP x => drop_column a.x
EXECUTE IMMEDIATE 'DROP TABLE a' => drop_table a
`;

const SQLITE = `
CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a, "b c" varchar(20) NOT NULL ON CONFLICT REPLACE DEFAULT 'x' COLLATE NOCASE, [d] numeric(10, 2), \`e\` text REFERENCES o (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED) => create_table t
CREATE TABLE IF NOT EXISTS main.t (a int, b int, CONSTRAINT p PRIMARY KEY (a DESC, b) ON CONFLICT IGNORE, UNIQUE (b), CHECK (a > 1), FOREIGN KEY (a) REFERENCES o) WITHOUT ROWID, STRICT => create_table main.t
CREATE TABLE t (a unsigned big int, b text GENERATED ALWAYS AS (a || 'x') STORED, c AS (a), d DEFAULT (strftime('%s')), e DEFAULT CURRENT_TIMESTAMP, f DEFAULT -1.5) => create_table t
CREATE TABLE 'q' ('x' int CONSTRAINT n NOT NULL) => create_table q
CREATE TABLE t AS SELECT * FROM o => create_table_as t
CREATE TEMP TABLE t (a) => create_table t
CREATE VIRTUAL TABLE f USING fts5(title, body, tokenize = 'porter') => create_table f
ALTER TABLE a RENAME TO b => rename_table a
ALTER TABLE a RENAME COLUMN x TO y => rename_column a.x
ALTER TABLE a RENAME x TO y => rename_column a.x
ALTER TABLE a ADD COLUMN x text NOT NULL DEFAULT '' => add_column a.x
ALTER TABLE a ADD x integer REFERENCES b (id) => add_column a.x
ALTER TABLE a DROP COLUMN x => drop_column a.x
DROP TABLE IF EXISTS main.a => drop_table main.a
CREATE UNIQUE INDEX IF NOT EXISTS main.i ON a (x COLLATE NOCASE DESC, lower(y)) WHERE z IS NOT NULL => create_index main.a:i
DROP INDEX IF EXISTS i => drop_index i
CREATE VIEW IF NOT EXISTS v (x) AS SELECT x FROM a => replace_view v
CREATE TEMP VIEW v AS SELECT 1 => create_view v
DROP VIEW v => drop_view v
CREATE TRIGGER g AFTER UPDATE OF x, y ON a FOR EACH ROW WHEN new.x > CASE WHEN 1 THEN 2 END BEGIN UPDATE b SET z = CASE new.x WHEN 1 THEN 2 ELSE 3 END; DELETE FROM c; END => create_trigger a:g
CREATE TRIGGER IF NOT EXISTS g INSTEAD OF INSERT ON v BEGIN SELECT 1; END => create_trigger v:g
DROP TRIGGER g => drop_trigger g
INSERT INTO a (x) VALUES (1), ('a\\') => change_data a.x
INSERT OR REPLACE INTO a DEFAULT VALUES => change_data a
INSERT INTO a SELECT * FROM b WHERE true ON CONFLICT (x) DO UPDATE SET y = excluded.y WHERE z => change_data a
REPLACE INTO a VALUES (1) => change_data a
UPDATE OR IGNORE a SET (x, y) = (1, 2) FROM b WHERE a.i = b.i => change_data a
DELETE FROM a => change_data a
WITH c AS (SELECT 1 AS x) INSERT INTO a SELECT x FROM c => change_data a
SELECT load(1), json_extract(x, '$.a') ->> 1 FROM a => -
PRAGMA foreign_keys = OFF => -
PRAGMA user_version = 3 => -
PRAGMA writable_schema = ON => unknown_statement unknown_statement
REINDEX => rebuild_index rebuild_index
REINDEX i => rebuild_index i
VACUUM => rewrite_table rewrite_table
ANALYZE a => -
BEGIN IMMEDIATE TRANSACTION => -
SAVEPOINT s => -
END TRANSACTION => -
ATTACH DATABASE ':memory:' AS other => unknown_statement unknown_statement
ALTER TABLE a ALTER COLUMN x SET NOT NULL ON CONFLICT IGNORE => set_not_null a.x
ALTER TABLE a ALTER x DROP NOT NULL => drop_not_null a.x
ALTER TABLE a ADD CONSTRAINT k CHECK (x > 1) => add_check a:k
ALTER TABLE a DROP CONSTRAINT k => drop_constraint a:k
`;

function rows(dialect: Row["dialect"], table: string): Row[] {
  return table
    .trim()
    .split("\n")
    .map((line) => {
      const at = line.lastIndexOf(" => ");
      return { dialect, sql: line.slice(0, at), operations: line.slice(at + 4) };
    });
}

export const statements: readonly Row[] = [
  ...rows("mysql", BOTH),
  ...rows("mariadb", BOTH),
  ...rows("mysql", MYSQL),
  ...rows("mariadb", MARIADB),
  ...rows("sqlite", SQLITE),
];

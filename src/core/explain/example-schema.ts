/** The tables that the samples are about, as each engine writes them: read and folded before a sample is assessed, and made on servers by the tests. */

import type { EngineName } from "../impact.ts";

const postgresql = `
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE TYPE address AS (street text);
CREATE DOMAIN short_text AS text CHECK (length(VALUE) < 1000);
CREATE DOMAIN code AS text;
CREATE SEQUENCE account_number;
CREATE SCHEMA archive;
CREATE SCHEMA attic;
CREATE TABLE domain (id bigint PRIMARY KEY, name text NOT NULL);
CREATE TABLE account (
  id bigint PRIMARY KEY,
  domain_id bigint,
  email varchar(80),
  name varchar(100),
  locale text DEFAULT 'en',
  visits integer NOT NULL DEFAULT 0,
  balance numeric(10, 2),
  created timestamp,
  feeling mood,
  postal code,
  active boolean,
  photo bytea,
  owner text,
  legacy_id integer,
  CONSTRAINT domain_is_known CHECK (domain_id IS NOT NULL)
);
CREATE INDEX ix_account_name ON account (name);
CREATE UNIQUE INDEX ux_account_email ON account (email);
ALTER TABLE account ADD CONSTRAINT email_is_short CHECK (length(email) < 80) NOT VALID;
CREATE TABLE login (id bigint NOT NULL, account_id bigint, at timestamp);
CREATE UNIQUE INDEX ux_login_id ON login (id);
ALTER TABLE login ADD CONSTRAINT fk_login_account FOREIGN KEY (account_id) REFERENCES account (id) NOT VALID;
CREATE TABLE old_login (id bigint NOT NULL, account_id bigint, at timestamp);
CREATE TABLE booking (room integer, during tsrange);
CREATE TABLE plan (id integer PRIMARY KEY, name text);
CREATE TABLE event (day date NOT NULL, what text) PARTITION BY RANGE (day);
CREATE TABLE event_2020 PARTITION OF event FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE event_2026 PARTITION OF event FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE event_2027 (day date NOT NULL, what text);
CREATE TABLE visit (day date NOT NULL, what text) PARTITION BY RANGE (day);
CREATE TABLE visit_rest PARTITION OF visit DEFAULT;
CREATE VIEW active_account AS SELECT id FROM account WHERE active;
CREATE MATERIALIZED VIEW visit_count AS SELECT domain_id, count(*) AS accounts FROM account GROUP BY domain_id;
CREATE UNIQUE INDEX ux_visit_count ON visit_count (domain_id);
CREATE FUNCTION touch_account() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE move_accounts() LANGUAGE sql AS 'UPDATE account SET visits = 0';
CREATE TRIGGER touch BEFORE UPDATE ON account FOR EACH ROW EXECUTE FUNCTION touch_account();
CREATE POLICY everyone ON account USING (true);
`;

/** Partitioned tables of MySQL and MariaDB have no foreign keys, and are not referenced by any. */
const mysql = `
CREATE TABLE domain (id bigint PRIMARY KEY, name varchar(100) NOT NULL) DEFAULT CHARSET = utf8mb4;
CREATE TABLE account (
  id bigint PRIMARY KEY,
  domain_id bigint,
  nick varchar(30),
  email varchar(50),
  name varchar(100),
  locale varchar(10) DEFAULT 'en',
  visits int NOT NULL DEFAULT 0,
  balance decimal(10, 2),
  created datetime,
  feeling enum('good', 'bad'),
  about text,
  place point NOT NULL,
  active boolean,
  legacy_id int,
  CONSTRAINT visits_are_few CHECK (visits < 1000000),
  KEY ix_account_name (name),
  KEY ix_account_domain (domain_id),
  UNIQUE KEY ux_account_email (email)
) DEFAULT CHARSET = utf8mb4;
CREATE TABLE login (
  id bigint NOT NULL,
  account_id bigint,
  at datetime,
  CONSTRAINT fk_login_account FOREIGN KEY (account_id) REFERENCES account (id)
) DEFAULT CHARSET = utf8mb4;
CREATE TABLE badge (number int PRIMARY KEY, holder bigint) DEFAULT CHARSET = utf8mb4;
CREATE TABLE plan (id int PRIMARY KEY, name varchar(100)) DEFAULT CHARSET = utf8mb4;
CREATE TABLE event (day int NOT NULL, what varchar(100)) DEFAULT CHARSET = utf8mb4
  PARTITION BY RANGE (day) (PARTITION p2020 VALUES LESS THAN (2021), PARTITION p2026 VALUES LESS THAN (2027));
CREATE TABLE old_event (day int NOT NULL, what varchar(100)) DEFAULT CHARSET = utf8mb4;
CREATE VIEW active_account AS SELECT id FROM account WHERE active;
CREATE TRIGGER touch BEFORE UPDATE ON account FOR EACH ROW SET NEW.visits = OLD.visits + 1;
`;

const sqlite = `
CREATE TABLE domain (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  domain_id INTEGER,
  email TEXT,
  name TEXT,
  locale TEXT DEFAULT 'en',
  visits INTEGER NOT NULL DEFAULT 0,
  active INTEGER,
  legacy_id INTEGER,
  CONSTRAINT visits_are_few CHECK (visits < 1000000)
);
CREATE INDEX ix_account_name ON account (name);
CREATE TABLE login (id INTEGER, account_id INTEGER REFERENCES account (id), at TEXT);
CREATE TABLE plan (id INTEGER PRIMARY KEY, name TEXT);
CREATE VIEW active_account AS SELECT id FROM account WHERE active;
CREATE TRIGGER touch AFTER UPDATE ON login BEGIN SELECT 1; END;
`;

export const exampleSchema: Readonly<Record<EngineName, string>> = {
  postgresql,
  mysql,
  mariadb: mysql,
  sqlite,
};

/** The statements of the schema that make, or speak of, something which the samples name: the others take time to read. */
export function schemaAround(engine: EngineName, samples: readonly string[]): string {
  const statements = exampleSchema[engine].split(";\n").filter((text) => text.trim() !== "");
  const made = new Set(statements.flatMap((text) => madeBy.exec(text)?.[1] ?? []));
  const named = namesIn(samples.join(" "), made);
  const around = statements.filter((text) => namesIn(text, made).some((name) => named.includes(name)));
  return around.map((text) => `${text};\n`).join("");
}

const madeBy =
  /^\s*CREATE (?:\w+ )*?(?:TABLE|INDEX|VIEW|TYPE|DOMAIN|SEQUENCE|TRIGGER|FUNCTION|PROCEDURE|POLICY) (\w+)/u;

function namesIn(text: string, names: ReadonlySet<string>): string[] {
  return (text.match(/\w+/gu) ?? []).filter((word) => names.has(word));
}

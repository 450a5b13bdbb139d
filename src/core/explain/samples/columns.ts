/** Samples about columns. */

import type { SamplesByKind } from "../sample.ts";
import { everywhere, only } from "../sample.ts";

const add = "ALTER TABLE account ADD COLUMN";
const alter = "ALTER TABLE account ALTER COLUMN";
const modify = "ALTER TABLE account MODIFY";

export const columnSamples: SamplesByKind = {
  add_column: {
    postgresql: {
      nullable: `${add} zip text`,
      "NOT NULL, constant default": `${add} zip text NOT NULL DEFAULT ''`,
      "default of the statement's time": `${add} seen timestamptz DEFAULT now()`,
      "volatile default": `${add} token uuid DEFAULT gen_random_uuid()`,
      "serial or identity": `${add} number bigserial`,
      "NOT NULL, no default": `${add} zip text NOT NULL`,
      "with REFERENCES": `${add} home_id bigint REFERENCES domain (id)`,
      "with CHECK": `${add} age integer CHECK (age > 0)`,
      "with UNIQUE": `${add} zip text UNIQUE`,
      "of a domain with a CHECK": `${add} about short_text`,
      "generated, stored": `${add} double integer GENERATED ALWAYS AS (visits * 2) STORED`,
      "generated, virtual": `${add} double integer GENERATED ALWAYS AS (visits * 2) VIRTUAL`,
    },
    mysql: {
      "nullable, last": `${add} zip varchar(20)`,
      "NOT NULL, constant default": `${add} zip varchar(20) NOT NULL DEFAULT ''`,
      "NOT NULL, no default": `${add} zip varchar(20) NOT NULL`,
      "FIRST or AFTER": `${add} zip varchar(20) FIRST`,
      "default of the statement's time": `${add} seen datetime DEFAULT CURRENT_TIMESTAMP`,
      "volatile default": `${add} token varchar(36) DEFAULT (uuid())`,
      AUTO_INCREMENT: `${add} number int AUTO_INCREMENT UNIQUE`,
      "with CHECK": `${add} age int CHECK (age > 0)`,
      "with UNIQUE": `${add} zip varchar(20) UNIQUE`,
      "generated, stored": `${add} twice int GENERATED ALWAYS AS (visits * 2) STORED`,
      "generated, virtual": `${add} twice int GENERATED ALWAYS AS (visits * 2) VIRTUAL`,
    },
    sqlite: {
      nullable: `${add} zip TEXT`,
      "NOT NULL, constant default": `${add} zip TEXT NOT NULL DEFAULT ''`,
      "NOT NULL, no default": `${add} zip TEXT NOT NULL`,
      "default that is no constant": `${add} seen TEXT DEFAULT CURRENT_TIMESTAMP`,
      "with REFERENCES": `${add} home_id INTEGER REFERENCES domain (id)`,
      "with CHECK": `${add} age INTEGER CHECK (age > 0)`,
      "with UNIQUE": `${add} zip TEXT UNIQUE`,
      "generated, stored": `${add} double INTEGER GENERATED ALWAYS AS (visits * 2) STORED`,
      "generated, virtual": `${add} double INTEGER GENERATED ALWAYS AS (visits * 2) VIRTUAL`,
    },
  },
  drop_column: {
    postgresql: { "": "ALTER TABLE account DROP COLUMN legacy_id" },
    mysql: {
      plain: "ALTER TABLE account DROP COLUMN legacy_id",
      "with an index": "ALTER TABLE account DROP COLUMN name",
    },
    sqlite: {
      plain: "ALTER TABLE account DROP COLUMN legacy_id",
      "with an index": "ALTER TABLE account DROP COLUMN name",
    },
  },
  rename_column: everywhere({ "": "ALTER TABLE account RENAME COLUMN name TO full_name" }),
  alter_column_type: {
    postgresql: {
      "varchar, longer or without limit": `${alter} email TYPE varchar(200)`,
      "varchar, shorter": `${alter} email TYPE varchar(20)`,
      "varchar to text": `${alter} name TYPE text`,
      "integer to bigint": `${alter} visits TYPE bigint`,
      "numeric, more digits": `${alter} balance TYPE numeric(12, 2)`,
      "numeric, other scale": `${alter} balance TYPE numeric(12, 4)`,
      "timestamp to timestamptz": `${alter} created TYPE timestamptz`,
      "with USING": `${alter} visits TYPE text USING visits::text`,
    },
    mysql: {
      "VARCHAR, longer, within 255 bytes": `${modify} email varchar(60)`,
      "VARCHAR, longer, from at most 127 to above 255 bytes": `${modify} nick varchar(100)`,
      "VARCHAR, longer, from 128 or more to above 255 bytes": `${modify} email varchar(100)`,
      "VARCHAR, longer, from above 255 bytes": `${modify} name varchar(200)`,
      "VARCHAR, shorter": `${modify} name varchar(50)`,
      "INT to BIGINT": `${modify} visits bigint NOT NULL DEFAULT 0`,
      "DECIMAL, more digits": `${modify} balance decimal(12, 2)`,
      "ENUM, a value at the end": `${modify} feeling enum('good', 'bad', 'sad')`,
      "ENUM, a value between or away": `${modify} feeling enum('good', 'sad', 'bad')`,
      "only its place": `${modify} legacy_id int AFTER id`,
    },
  },
  set_not_null: {
    postgresql: {
      "no proof": `${alter} email SET NOT NULL`,
      "with a valid CHECK that says so": `${alter} domain_id SET NOT NULL`,
      "already NOT NULL": `${alter} visits SET NOT NULL`,
    },
    mysql: { "": `${modify} email varchar(50) NOT NULL` },
  },
  drop_not_null: {
    postgresql: { "": `${alter} visits DROP NOT NULL` },
  },
  set_default: {
    postgresql: { "": `${alter} name SET DEFAULT 'nobody'` },
    mysql: { "": `${alter} name SET DEFAULT 'nobody'` },
  },
  drop_default: {
    postgresql: {
      "of a nullable column": `${alter} locale DROP DEFAULT`,
      "of a NOT NULL column": `${alter} visits DROP DEFAULT`,
    },
    mysql: {
      "of a nullable column": `${alter} locale DROP DEFAULT`,
      "of a NOT NULL column": `${alter} visits DROP DEFAULT`,
    },
  },
  set_storage: only({ "": `${alter} photo SET STORAGE EXTERNAL` }),
};

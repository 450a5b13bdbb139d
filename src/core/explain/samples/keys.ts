/** Samples about indexes and constraints. */

import type { SamplesByKind } from "../sample.ts";
import { only } from "../sample.ts";

const alter = "ALTER TABLE account";

export const keySamples: SamplesByKind = {
  create_index: {
    postgresql: {
      plain: "CREATE INDEX ix_account_locale ON account (locale)",
      CONCURRENTLY: "CREATE INDEX CONCURRENTLY ix_account_locale ON account (locale)",
      UNIQUE: "CREATE UNIQUE INDEX ux_account_name ON account (name)",
      "UNIQUE, CONCURRENTLY": "CREATE UNIQUE INDEX CONCURRENTLY ux_account_name ON account (name)",
      "on a partitioned table": "CREATE INDEX ix_event_what ON event (what)",
      "on a partitioned table, CONCURRENTLY": "CREATE INDEX CONCURRENTLY ix_event_what ON event (what)",
      "on a partitioned table, ONLY": "CREATE INDEX ix_event_what ON ONLY event (what)",
    },
    mysql: {
      plain: "CREATE INDEX ix_account_locale ON account (locale)",
      "with ALGORITHM and LOCK":
        "CREATE INDEX ix_account_locale ON account (locale) ALGORITHM=INPLACE LOCK=NONE",
      "with ALGORITHM=COPY": "CREATE INDEX ix_account_locale ON account (locale) ALGORITHM=COPY",
      UNIQUE: "CREATE UNIQUE INDEX ux_account_name ON account (name)",
      "FULLTEXT, the first": "CREATE FULLTEXT INDEX ft_account_about ON account (about)",
      SPATIAL: "CREATE SPATIAL INDEX sp_account_place ON account (place)",
    },
    sqlite: {
      plain: "CREATE INDEX ix_account_locale ON account (locale)",
      UNIQUE: "CREATE UNIQUE INDEX ux_account_email ON account (email)",
    },
  },
  drop_index: {
    postgresql: {
      plain: "DROP INDEX ix_account_name",
      CONCURRENTLY: "DROP INDEX CONCURRENTLY ix_account_name",
    },
    mysql: { plain: "DROP INDEX ix_account_name ON account" },
    sqlite: { plain: "DROP INDEX ix_account_name" },
  },
  rename_index: {
    postgresql: { "": "ALTER INDEX ix_account_name RENAME TO ix_account_full_name" },
    mysql: { "": `${alter} RENAME INDEX ix_account_name TO ix_account_full_name` },
  },
  rebuild_index: {
    postgresql: {
      plain: "REINDEX INDEX ix_account_name",
      CONCURRENTLY: "REINDEX INDEX CONCURRENTLY ix_account_name",
      "all of a table": "REINDEX TABLE account",
    },
    sqlite: { plain: "REINDEX ix_account_name", "all of the file": "REINDEX" },
  },
  add_primary_key: {
    postgresql: {
      plain: "ALTER TABLE login ADD PRIMARY KEY (id)",
      "USING INDEX": "ALTER TABLE login ADD CONSTRAINT login_pkey PRIMARY KEY USING INDEX ux_login_id",
    },
    mysql: { "": "ALTER TABLE login ADD PRIMARY KEY (id)" },
  },
  add_foreign_key: {
    postgresql: {
      plain: `${alter} ADD CONSTRAINT fk_account_domain FOREIGN KEY (domain_id) REFERENCES domain (id)`,
      "NOT VALID": `${alter} ADD CONSTRAINT fk_account_domain FOREIGN KEY (domain_id) REFERENCES domain (id) NOT VALID`,
    },
    mysql: {
      plain: `${alter} ADD CONSTRAINT fk_account_domain FOREIGN KEY (domain_id) REFERENCES domain (id)`,
      "foreign_key_checks off, with an index": `SET foreign_key_checks = 0; ${alter} ADD CONSTRAINT fk_account_domain FOREIGN KEY (domain_id) REFERENCES domain (id)`,
      "foreign_key_checks off, without an index":
        "SET foreign_key_checks = 0; ALTER TABLE badge ADD CONSTRAINT fk_badge_holder FOREIGN KEY (holder) REFERENCES account (id)",
    },
  },
  add_unique: {
    postgresql: {
      plain: `${alter} ADD CONSTRAINT ux_account_name UNIQUE (name)`,
      "USING INDEX": `${alter} ADD CONSTRAINT ux_account_email UNIQUE USING INDEX ux_account_email`,
    },
    mysql: { "": `${alter} ADD CONSTRAINT ux_account_name UNIQUE (name)` },
  },
  add_check: {
    postgresql: {
      plain: `${alter} ADD CONSTRAINT visits_are_positive CHECK (visits >= 0)`,
      "NOT VALID": `${alter} ADD CONSTRAINT visits_are_positive CHECK (visits >= 0) NOT VALID`,
      "NOT NULL, NOT VALID": `${alter} ADD CONSTRAINT email_is_known NOT NULL email NOT VALID`,
    },
    mysql: {
      plain: `${alter} ADD CONSTRAINT visits_are_positive CHECK (visits >= 0)`,
      "NOT ENFORCED": `${alter} ADD CONSTRAINT visits_are_positive CHECK (visits >= 0) NOT ENFORCED`,
    },
    mariadb: { plain: `${alter} ADD CONSTRAINT visits_are_positive CHECK (visits >= 0)` },
    sqlite: { "": `${alter} ADD CONSTRAINT visits_are_positive CHECK (visits >= 0)` },
  },
  add_exclusion: only({
    "": "ALTER TABLE booking ADD CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&)",
  }),
  validate_constraint: {
    postgresql: {
      CHECK: `${alter} VALIDATE CONSTRAINT email_is_short`,
      "foreign key": "ALTER TABLE login VALIDATE CONSTRAINT fk_login_account",
    },
    mysql: { CHECK: `${alter} ALTER CHECK visits_are_few ENFORCED` },
    mariadb: {},
  },
  drop_constraint: {
    postgresql: {
      CHECK: `${alter} DROP CONSTRAINT email_is_short`,
      "foreign key": "ALTER TABLE login DROP CONSTRAINT fk_login_account",
      "primary key": "ALTER TABLE plan DROP CONSTRAINT plan_pkey",
    },
    mysql: {
      CHECK: `${alter} DROP CONSTRAINT visits_are_few`,
      UNIQUE: `${alter} DROP CONSTRAINT ux_account_email`,
      "foreign key": "ALTER TABLE login DROP FOREIGN KEY fk_login_account",
      "primary key": "ALTER TABLE plan DROP PRIMARY KEY",
      "primary key, replaced": "ALTER TABLE plan DROP PRIMARY KEY, ADD PRIMARY KEY (id)",
    },
  },
  rename_constraint: only({
    "": `${alter} RENAME CONSTRAINT email_is_short TO short_email`,
  }),
};

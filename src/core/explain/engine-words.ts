/** What holds for everything on one engine: how long locks last, and what its queries cannot see. */

import type { EngineName } from "../impact.ts";

/** Where somebody waits for a moment. */
export const momentWords =
  '"For a moment" means: once the longest open transaction on the table has ended. Until then everything that comes after the statement waits behind it.';

/** Above the table of an engine on which somebody waits. */
export const lockWords: Readonly<Record<EngineName, string>> = {
  postgresql: "A lock lasts until its transaction ends.",
  mysql: "Each DDL statement commits by itself: what was done before one that fails stays done.",
  mariadb: "Each DDL statement commits by itself: what was done before one that fails stays done.",
  sqlite:
    "Every write locks the whole file until its transaction ends; others wait for their `busy_timeout`, and then fail with SQLITE_BUSY. With `journal_mode = WAL` who reads goes on reading.",
};

/** Above the queries of an engine. */
export const queryWords: Readonly<Record<EngineName, string>> = {
  postgresql:
    "Catalogues and statistics only. Numbers of rows are estimates of the last ANALYZE. Without `pg_read_all_stats` (it is in `pg_monitor`) the sessions of other roles are hidden, and the answer counts them: it is not 0.",
  mysql:
    "`information_schema` and `performance_schema` only. Numbers of rows are estimates. Where they may not look they fail, or answer `cannot see: ...`; MariaDB has `performance_schema` switched off unless told otherwise.",
  mariadb:
    "`information_schema` and `performance_schema` only. Numbers of rows are estimates. Where they may not look they fail, or answer `cannot see: ...`; MariaDB has `performance_schema` switched off unless told otherwise.",
  sqlite: "`dbstat` reads all pages of what it measures, and is not in every build.",
};

/** Where the measurements of each engine lie. */

import type { EngineName } from "../impact.ts";

export const evidenceOf: Readonly<Record<EngineName, string>> = {
  postgresql: "docs/evidence/postgresql-facts.json",
  mysql: "docs/evidence/mariadb-facts.json",
  mariadb: "docs/evidence/mariadb-facts.json",
  sqlite: "docs/evidence/sqlite-facts.json",
};

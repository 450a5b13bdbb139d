/** The engines: one line each. */

import type { EngineName } from "../impact.ts";
import type { EngineRules } from "./engine.ts";
import { mariadb, mysql } from "./mysql/mysql.ts";
import { postgresql } from "./postgresql/postgresql.ts";
import { sqlite } from "./sqlite/sqlite.ts";

export const engines: Readonly<Record<EngineName, EngineRules>> = {
  postgresql,
  mysql,
  mariadb,
  sqlite,
};

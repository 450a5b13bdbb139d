/** How many facts the tables of each engine have, by where they come from. */

import { allFacts as mysqlFacts } from "../assess/mysql/facts/facts.ts";
import { allFacts as postgresqlFacts } from "../assess/postgresql/facts/facts.ts";
import { countSources } from "../assess/sources.ts";
import type { SourceKind } from "../assess/sources.ts";
import { allFacts as sqliteFacts } from "../assess/sqlite/facts/facts.ts";
import type { EngineName } from "../impact.ts";

export function factCounts(): Record<EngineName, Record<SourceKind, number>> {
  const of = (name: EngineName) => mysqlFacts.filter(({ engine }) => engine === name);
  return {
    postgresql: countSources(postgresqlFacts),
    mysql: countSources(of("mysql")),
    mariadb: countSources(of("mariadb")),
    sqlite: countSources(sqliteFacts),
  };
}

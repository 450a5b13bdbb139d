/** Liquibase: changelogs in XML, YAML, JSON and SQL, whose changeSets are migrations. */

import type { Detector } from "../detector.ts";
import { HEADER } from "./liquibase/formatted-sql.ts";
import { wantedBy } from "./liquibase/files.ts";
import { isChangelogSql, mayBeChangelog, mayHoldChangelog } from "./liquibase/paths.ts";
import { readChangelog } from "./liquibase/read.ts";

const SQL = /\.sql$/iu;

export const liquibase: Detector = {
  name: "liquibase",
  language: "xml",
  claims: (path, _tree, named) =>
    SQL.test(path) ? named || mayHoldChangelog(path) : mayBeChangelog(path, named),
  confirms: (path, text) =>
    SQL.test(path)
      ? HEADER.test(text.slice(0, 4_000)) || isChangelogSql(path)
      : text.includes("databaseChangeLog"),
  wants: wantedBy,
  read: readChangelog,
};

/** Facts about indexes, keys and constraints. */

import type { Row } from "../fact.ts";
import {
  copies,
  copiesOnline,
  inPlace,
  instant,
  manual,
  mariadbManual,
  measured,
  onlineDdl,
  rebuilds,
  same,
  variant,
} from "../fact.ts";

const scan: Row = { ...inPlace(onlineDdl), work: "scan", grows: ["target"] };
const nocopy = (source: string): Row => ({ algorithm: "NOCOPY", lock: "NONE", source });
const scans = (source: string): Row => ({ ...nocopy(source), work: "scan", grows: ["target"] });
const alter = manual("alter-table");
const checks = manual("create-table-check-constraints");
const keys = ["target", "referenced"] as const;

export const keyFacts = [
  ...variant(
    "create_index",
    "plain",
    [scan],
    [scans(measured("add_index", "create_index", "add_index_prefix", "index_on_virtual"))],
  ),
  ...variant("create_index", "unique", [scan], [scans(measured("add_unique", "add_unique_duplicates"))]),
  ...variant(
    "create_index",
    "fulltext",
    [{ ...rebuilds(onlineDdl), lock: "SHARED" }],
    [{ ...rebuilds(measured("add_fulltext_first")), lock: "SHARED" }],
  ),
  ...variant(
    "create_index",
    "spatial",
    [{ ...scan, lock: "SHARED" }],
    [{ ...scans(measured("add_spatial")), lock: "SHARED" }],
  ),
  ...variant(
    "drop_index",
    "plain",
    [inPlace(onlineDdl)],
    [nocopy(measured("drop_index", "drop_unique", "drop_index_statement", "drop_fulltext"))],
  ),
  ...variant(
    "rename_index",
    "plain",
    [inPlace(onlineDdl)],
    [
      {
        before: 100_502,
        refused: "RENAME INDEX exists since MariaDB 10.5.2",
        source: mariadbManual("alter-table"),
      },
      { ...instant(measured("rename_index")), from: 100_502 },
    ],
  ),
  ...variant("add_unique", "plain", [scan], [scans(measured("add_unique", "add_unique_duplicates"))]),
  ...variant(
    "add_primary_key",
    "plain",
    [rebuilds(onlineDdl)],
    [rebuilds(measured("add_primary_key", "add_primary_key_nullable"))],
  ),
  ...variant(
    "drop_constraint",
    "primary key",
    [copies(onlineDdl)],
    copiesOnline(measured("drop_primary_key")),
  ),
  ...variant(
    "drop_constraint",
    "primary key, replaced",
    [rebuilds(onlineDdl)],
    [rebuilds(measured("replace_primary_key"))],
  ),
  ...variant(
    "drop_constraint",
    "foreign key",
    [{ ...inPlace(onlineDdl), locks: keys }],
    [{ ...instant(measured("drop_foreign_key")), locks: keys }],
  ),
  ...variant(
    "drop_constraint",
    "check",
    [
      { before: 80_016, refused: "CHECK constraints exist since MySQL 8.0.16", source: checks },
      { ...inPlace("assumed: MySQL's manual does not say how a CHECK is dropped"), from: 80_016 },
    ],
    [instant(measured("drop_check"))],
  ),
  ...variant("drop_constraint", "unique", [inPlace(onlineDdl)], [nocopy(measured("drop_unique"))]),
  ...variant(
    "drop_constraint",
    "other",
    [copies("assumed: it may be the primary key")],
    copiesOnline("assumed: it may be the primary key"),
  ),
  ...variant(
    "add_foreign_key",
    "checked",
    [{ ...copies(onlineDdl), locks: keys }],
    [{ ...copies(measured("add_foreign_key")), locks: keys }],
  ),
  ...variant(
    "add_foreign_key",
    "unchecked",
    [{ ...inPlace(onlineDdl), locks: keys }],
    [instant(measured("add_foreign_key_unchecked"))],
  ),
  ...variant(
    "add_foreign_key",
    "unchecked, without an index",
    [{ ...scan, locks: keys }],
    [scans(measured("add_foreign_key_unchecked_unindexed"))],
  ),
  ...variant(
    "add_check",
    "plain",
    [
      { before: 80_016, work: "none", locks: [], source: checks },
      { ...copies("assumed: MySQL's manual does not say how a CHECK is added"), from: 80_016 },
    ],
    copiesOnline(measured("add_check", "add_check_unchecked")),
  ),
  ...variant(
    "add_check",
    "not enforced",
    [
      { before: 80_016, work: "none", locks: [], source: checks },
      { ...inPlace("assumed: no row is looked at"), from: 80_016 },
    ],
    [{ refused: "MariaDB has no CHECK that is not enforced", source: mariadbManual("constraint") }],
  ),
  ...variant(
    "validate_constraint",
    "plain",
    [
      { before: 80_016, refused: "CHECK constraints exist since MySQL 8.0.16", source: checks },
      { ...copies("assumed: as when a CHECK is added"), from: 80_016 },
    ],
    [{ refused: "MariaDB cannot enforce a constraint later", source: mariadbManual("alter-table") }],
  ),
  ...same(
    ["rename_constraint"],
    "plain",
    { refused: "MySQL cannot rename a constraint", source: alter },
    { refused: "MariaDB cannot rename a constraint", source: mariadbManual("alter-table") },
  ),
  ...same(
    ["add_exclusion"],
    "plain",
    { refused: "MySQL has no exclusion constraints", source: alter },
    { refused: "MariaDB has no exclusion constraints", source: mariadbManual("alter-table") },
  ),
  ...same(
    ["rebuild_index"],
    "plain",
    { refused: "MySQL has no REINDEX; OPTIMIZE TABLE builds the table and its indexes anew", source: alter },
    {
      refused: "MariaDB has no REINDEX; OPTIMIZE TABLE builds the table and its indexes anew",
      source: mariadbManual("optimize-table"),
    },
  ),
];

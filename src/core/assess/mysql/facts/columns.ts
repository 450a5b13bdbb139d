/** Facts about columns. */

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
  onlineDdl57,
  rebuilds,
  variant,
} from "../fact.ts";

/** INSTANT alone; built anew where the same statement, or its ALGORITHM, is not. */
const light = (source: string): Row => ({ ...instant(source), inPlace: "rewrite" });
const metadata57 = { ...inPlace(onlineDdl57), before: 80_000 };
const instant80 = { ...instant(onlineDdl), from: 80_000 };
const rebuild = rebuilds(onlineDdl);
const copy = copies(onlineDdl);

export const columnFacts = [
  ...variant(
    "add_column",
    "last",
    [
      { ...rebuild, before: 80_012 },
      { ...light(onlineDdl), from: 80_012 },
    ],
    [
      light(
        measured(
          "add_column",
          "add_column_not_null",
          "add_column_default",
          "add_column_text_default",
          "add_column_now_default",
          "add_column_on_update",
          "add_column_check",
          "add_column_beside_virtual",
        ),
      ),
    ],
  ),
  ...variant(
    "add_column",
    "positioned",
    [
      { ...rebuild, before: 80_029 },
      { ...light(onlineDdl), from: 80_029 },
    ],
    [light(measured("add_column_first", "add_column_after"))],
  ),
  ...variant(
    "add_column",
    "positioned beside a virtual column",
    [
      { ...rebuild, before: 80_029 },
      { ...light(onlineDdl), from: 80_029 },
    ],
    copiesOnline(measured("add_column_first_beside_virtual")),
  ),
  ...variant(
    "add_column",
    "constant expression",
    [copies("assumed: MySQL's manual does not say how a default that is an expression is filled in")],
    [light(measured("add_column_expression_default"))],
  ),
  ...variant(
    "add_column",
    "expression",
    [copies("assumed: MySQL's manual does not say how a default that is an expression is filled in")],
    copiesOnline(measured("add_column_uuid_default")),
  ),
  ...variant(
    "add_column",
    "auto increment",
    [{ ...rebuild, lock: "SHARED" }],
    [
      {
        ...rebuilds(measured("add_column_auto_increment", "add_column_auto_increment_unique")),
        lock: "SHARED",
      },
    ],
  ),
  ...variant("add_column", "stored", [copy], copiesOnline(measured("add_column_stored"))),
  ...variant("add_column", "virtual", [metadata57, instant80], [instant(measured("add_column_virtual"))]),
  ...variant(
    "add_column",
    "check",
    [
      { ...rebuild, before: 80_012 },
      { ...light(onlineDdl), from: 80_012, before: 80_016 },
      { ...copies("assumed: MySQL's manual does not say how a column with a CHECK is added"), from: 80_016 },
    ],
    [light(measured("add_column_check"))],
  ),
  ...variant(
    "add_column",
    "unique",
    [rebuild],
    [rebuilds(measured("add_column_unique", "add_column_index"))],
  ),
  ...variant(
    "add_column",
    "references",
    [
      { ...rebuild, before: 80_012 },
      { ...light(manual("create-table-foreign-keys")), from: 80_012, before: 90_000 },
      { ...copies(manual("create-table-foreign-keys")), from: 90_000, locks: ["target", "referenced"] },
    ],
    copiesOnline(measured("add_column_references")).map((row) => ({
      ...row,
      lock: "SHARED" as const,
      locks: ["target", "referenced"] as const,
    })),
  ),
  ...variant(
    "add_column",
    "references, unchecked",
    [
      { ...rebuild, before: 80_012 },
      { ...light(manual("create-table-foreign-keys")), from: 80_012, before: 90_000 },
      { ...rebuilds(manual("create-table-foreign-keys")), from: 90_000, locks: ["target", "referenced"] },
    ],
    [rebuilds(measured("add_column_references_unchecked"))],
  ),
  ...variant(
    "drop_column",
    "plain",
    [
      { ...rebuild, before: 80_029 },
      { ...light(onlineDdl), from: 80_029 },
    ],
    [light(measured("drop_column", "drop_column_stored"))],
  ),
  ...variant("drop_column", "virtual", [metadata57, instant80], [instant(measured("drop_column_virtual"))]),
  ...variant(
    "drop_column",
    "indexed",
    [rebuild],
    [{ algorithm: "NOCOPY", lock: "NONE", inPlace: "rewrite", source: measured("drop_column_indexed") }],
  ),
  ...variant(
    "rename_column",
    "plain",
    [
      { ...inPlace(onlineDdl), before: 80_028 },
      { ...instant(onlineDdl), from: 80_028 },
    ],
    [instant(measured("rename_column", "rename_column_change"))],
  ),
  ...variant(
    "alter_column_type",
    "same",
    [metadata57, instant80],
    [instant(measured("column_comment", "type_int_display_width"))],
  ),
  ...variant("alter_column_type", "moved", [rebuild], [light(measured("reorder_column"))]),
  ...variant(
    "alter_column_type",
    "varchar, same length bytes",
    [inPlace(onlineDdl)],
    [
      instant(
        measured(
          "type_varchar_widen_below_256_bytes",
          "type_varchar_widen_below_256_bytes_from_130",
          "type_varchar_widen_above_255_bytes",
          "type_varchar_widen_indexed",
        ),
      ),
    ],
  ),
  ...variant(
    "alter_column_type",
    "varchar, across 255 bytes from at most 127",
    [copy],
    [
      instant(
        measured(
          "type_varchar_widen_across_from_80_bytes",
          "type_varchar_widen_across_from_100_bytes",
          "type_varchar_widen_indexed_across",
        ),
      ),
    ],
  ),
  ...variant(
    "alter_column_type",
    "varchar, across 255 bytes",
    [copy],
    copiesOnline(measured("type_varchar_widen_across_from_130_bytes")),
  ),
  ...variant(
    "alter_column_type",
    "values appended",
    [metadata57, instant80],
    [instant(measured("enum_append", "set_append"))],
  ),
  ...variant(
    "alter_column_type",
    "values changed",
    [copy],
    copiesOnline(
      measured(
        "enum_middle",
        "enum_remove",
        "enum_rename",
        "enum_append_above_255",
        "set_append_above_8",
        "set_middle",
      ),
    ),
  ),
  ...variant("alter_column_type", "collation", [copy], [instant(measured("column_collation"))]),
  ...variant(
    "alter_column_type",
    "collation, indexed",
    [copy],
    [
      {
        algorithm: "NOCOPY",
        lock: "NONE",
        work: "scan",
        grows: ["target"],
        source: measured("column_collation_indexed"),
      },
    ],
  ),
  ...variant("alter_column_type", "stored expression", [copy], copiesOnline(measured("stored_expression"))),
  ...variant(
    "alter_column_type",
    "virtual expression",
    [copies("assumed: MySQL's manual does not say how the expression of a virtual column is changed")],
    [instant(measured("virtual_expression"))],
  ),
  ...variant("alter_column_type", "NOT NULL taken away", [rebuild], [rebuilds(measured("drop_not_null"))]),
  ...variant(
    "alter_column_type",
    "copy",
    [copy],
    copiesOnline(
      measured(
        "type_int_bigint",
        "type_int_smallint",
        "type_int_unsigned",
        "type_varchar_narrow",
        "type_varchar_text",
        "type_text_varchar",
        "type_text_longtext",
        "type_text_mediumtext",
        "type_char_widen",
        "type_char_varchar",
        "type_decimal_widen",
        "type_decimal_scale",
        "type_datetime_precision",
        "type_timestamp_datetime",
        "type_longtext_json",
        "column_charset",
      ),
    ),
  ),
  ...variant(
    "set_not_null",
    "plain",
    [rebuild],
    [rebuilds(measured("set_not_null", "set_not_null_lenient"))],
  ),
  ...variant("set_not_null", "already", [metadata57, instant80], [instant(measured("column_comment"))]),
  ...variant("drop_not_null", "plain", [rebuild], [rebuilds(measured("drop_not_null"))]),
  ...variant("set_default", "plain", [metadata57, instant80], [instant(measured("set_default"))]),
  ...variant("drop_default", "plain", [metadata57, instant80], [instant(measured("drop_default"))]),
  ...variant(
    "set_default",
    "client",
    [{ work: "none", locks: [], source: "assumed: the database never sees it" }],
    [{ work: "none", locks: [], source: "assumed: the database never sees it" }],
  ),
  ...variant(
    "set_storage",
    "plain",
    [{ refused: "MySQL has no SET STORAGE", source: manual("alter-table") }],
    [{ refused: "MariaDB has no SET STORAGE", source: mariadbManual("alter-table") }],
  ),
];

/** Facts about views, triggers, functions and other things that hold no rows, and about what there is not. */

import type { Kind } from "../../../operation.ts";
import type { Fact, Row } from "../fact.ts";
import { manual, mariadbManual, measured, same } from "../fact.ts";

const metadata = manual("metadata-locking");
const moment = (source: string): Row => ({ source });
const nothing = (source: string): Row => ({ locks: [], source });

export const objectFacts: Fact[] = [
  ...same(["create_view"], "plain", nothing(manual("create-view")), nothing(measured("create_view"))),
  ...same(
    ["replace_view", "alter_view"],
    "plain",
    moment(manual("create-view")),
    moment(measured("replace_view")),
  ),
  ...same(["drop_view"], "plain", moment(manual("drop-view")), moment(measured("drop_view"))),
  ...same(["create_trigger"], "plain", moment(metadata), moment(measured("create_trigger"))),
  ...same(["drop_trigger"], "plain", moment(metadata), moment(measured("drop_trigger"))),
  ...same(
    ["create_function", "drop_function"],
    "plain",
    nothing(manual("create-procedure")),
    nothing(measured("create_procedure")),
  ),
  ...same(
    ["create_sequence", "alter_sequence", "drop_sequence"],
    "plain",
    { refused: "MySQL has no sequences", source: manual("create-table") },
    nothing(measured("create_sequence")),
  ),
  ...same(
    ["create_schema", "drop_schema"],
    "plain",
    nothing(manual("create-database")),
    nothing(measured("create_schema")),
  ),
  ...same(["change_privileges"], "plain", nothing(manual("grant")), nothing(measured("grant"))),
  ...absent(
    ["create_materialized_view", "refresh_materialized_view", "drop_materialized_view"],
    "materialized views",
  ),
  ...absent(["create_type", "alter_type", "drop_type", "rename_type"], "types of its own making"),
  ...absent(
    ["add_enum_value", "rename_enum_value"],
    "types of its own making: a column's ENUM is changed with MODIFY",
  ),
  ...absent(["create_domain", "alter_domain", "drop_domain"], "domains"),
  ...absent(["set_trigger"], "way to switch a trigger off"),
  ...absent(["set_owner"], "owners of tables"),
  ...absent(["set_replica_identity"], "replica identity"),
  ...absent(["set_row_security", "create_row_policy", "drop_row_policy"], "row security"),
  ...absent(["create_extension", "drop_extension"], "CREATE EXTENSION"),
];

function absent(kinds: readonly Kind[], what: string): Fact[] {
  return same(
    kinds,
    "plain",
    { refused: `MySQL has no ${what}`, source: manual("sql-statements") },
    { refused: `MariaDB has no ${what}`, source: mariadbManual("sql-statements") },
  );
}

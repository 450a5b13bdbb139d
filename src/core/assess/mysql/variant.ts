/** Picks the variant of an operation that the facts about MySQL and MariaDB speak of, and says what had to be assumed. */

import type { DefaultValue, IdentifiedOperation } from "../../operation.ts";
import type { Scene } from "../engine.ts";
import { columnOf, indexesOf, tableOf } from "../known-schema.ts";
import { code } from "../names.ts";
import type { MysqlName } from "./fact.ts";
import { rewriteVariant } from "./rewrite-variant.ts";
import { columnBefore, typeVariant } from "./types.ts";

export interface Choice {
  variant: string;
  /** In words, most important first. */
  assumed: string[];
}

function choice(variant: string, ...assumed: string[]): Choice {
  return { variant, assumed };
}

export function variantOf(scene: Scene, engine: MysqlName): Choice {
  const { operation } = scene;
  switch (operation.kind) {
    case "create_table": {
      const parts = [...operation.details.columns, ...operation.details.constraints];
      return choice(parts.some(({ references }) => references !== null) ? "foreign key" : "plain");
    }
    case "truncate_table":
      return choice(operation.name === null ? "plain" : "partition");
    case "add_column":
      return addedColumn(operation, virtualIn(scene), engine);
    case "drop_column":
      return droppedColumn(scene);
    case "alter_column_type":
      return typeVariant({ ...scene, operation });
    case "set_not_null":
      return choice(columnBefore(scene)?.nullable === false ? "already" : "plain");
    case "set_default":
      return choice(operation.details.default.kind === "client" ? "client" : "plain");
    case "create_index":
      return createdIndex(operation);
    case "drop_constraint":
      return droppedConstraint(scene, operation);
    case "add_foreign_key":
      return addedForeignKey(scene, operation);
    case "add_check":
      return choice(operation.details.notValid ? "not enforced" : "plain");
    case "rewrite_table":
      return choice(rewriteVariant(operation.details.how));
    case "attach_partition":
      return choice(operation.clause?.validation === false ? "without validation" : "plain");
    case "set_table_option":
      return choice(
        /^default charset|^charset|^collate/u.test(operation.details.option) ? "default charset" : "plain",
      );
    case "drop_trigger":
      return operation.table === null ? choice("plain", unnamedTable) : choice("plain");
    case "lock_table":
      return choice(/write|exclusive/iu.test(operation.details.mode) ? "write" : "read");
    case "change_data":
      return changedRows(operation);
    default:
      return choice("plain");
  }
}

const unnamedTable =
  "the statement does not name the table of the trigger: that table is locked for reads and writes for a moment, behind every transaction that uses it";

/** Functions whose value is one for the whole statement. */
const steady = new Set(
  "current_timestamp now localtime localtimestamp current_date curdate current_time curtime utc_timestamp utc_date utc_time user current_user database concat json_array json_object cast".split(
    " ",
  ),
);

function addedColumn(
  { details, clause }: IdentifiedOperation<"add_column">,
  virtual: boolean | null,
  engine: MysqlName,
): Choice {
  const { column, separateReference } = details;
  if (column.identity) return choice("auto increment");
  if (column.generated !== null) return choice(column.generated);
  if (column.references !== null && !separateReference) {
    const unchecked = clause?.foreignKeyChecks === false;
    const words = "MySQL reads REFERENCES of a column and makes no foreign key of it before 9.0";
    const variant = unchecked ? "references, unchecked" : "references";
    return engine === "mysql" ? choice(variant, words) : choice(variant);
  }
  if (column.unique || column.primaryKey) return choice("unique");
  if (column.check !== null) return choice("check");
  if (column.default?.kind === "expression" && !isNow(column.default)) {
    const { functions } = column.default;
    const unknown = functions.filter((name) => !steady.has(name));
    if (unknown.length === 0) return choice("constant expression");
    return choice("expression", `${code(unknown[0] ?? "")} may give each row a value of its own`);
  }
  if (clause?.position == null) return choice("last");
  if (virtual === true) return choice("positioned beside a virtual column");
  const words = "MariaDB copies the table when it has a virtual column, which is not known here";
  return engine === "mariadb" && virtual === null ? choice("positioned", words) : choice("positioned");
}

/** Whether the table has a virtual column, null when that is not known. */
function virtualIn({ operation, schema }: Scene): boolean | null {
  const table = tableOf(schema, { schema: operation.schema, table: operation.table ?? "" });
  if (table === null) return null;
  const virtual = [...table.columns.values()].some(({ generated }) => generated === "virtual");
  return virtual || (table.complete ? false : null);
}

/** `CURRENT_TIMESTAMP` and its synonyms, which are no expression for MySQL. */
function isNow({ text }: DefaultValue): boolean {
  return /^\(?(?:current_timestamp|now|localtime|localtimestamp)(?:\s*\(\s*\d*\s*\))?\)?(?:\s+on\s+update.*)?$/isu.test(
    text.trim(),
  );
}

function droppedColumn({ operation, schema }: Scene): Choice {
  const table = { schema: operation.schema, table: operation.table ?? "" };
  const indexed = operation.columns.some((column) => indexesOf(schema, table, column).length > 0);
  const virtual = operation.columns.every(
    (column) => columnOf(schema, table, column)?.generated === "virtual",
  );
  return choice(indexed ? "indexed" : virtual ? "virtual" : "plain");
}

function createdIndex({ details }: IdentifiedOperation<"create_index">): Choice {
  const method = details.method?.toLowerCase() ?? "";
  if (method === "spatial") return choice("spatial");
  if (method !== "fulltext") return choice(details.unique ? "unique" : "plain");
  return choice(
    "fulltext",
    "the first FULLTEXT index of a table makes it be built anew; this may be the first",
  );
}

function droppedConstraint(scene: Scene, operation: IdentifiedOperation<"drop_constraint">): Choice {
  const table = { schema: operation.schema, table: operation.table ?? "" };
  const known = tableOf(scene.schema, table)?.constraints.get(operation.name ?? "");
  const type = operation.details.type ?? known?.type ?? null;
  switch (type) {
    case "primary_key": {
      const again = scene.statement.some(
        (one) =>
          one.kind === "add_primary_key" || (one.kind === "add_column" && one.details.column.primaryKey),
      );
      return choice(again ? "primary key, replaced" : "primary key");
    }
    case "foreign_key":
      return choice("foreign key");
    case "unique":
      return choice("unique");
    case null:
      return choice("other", "what the constraint is, is not known here");
    default:
      return choice("check");
  }
}

/** Its columns need an index: without one the statement builds it. */
function addedForeignKey({ schema }: Scene, operation: IdentifiedOperation<"add_foreign_key">): Choice {
  if (operation.clause?.foreignKeyChecks !== false) return choice("checked");
  const table = { schema: operation.schema, table: operation.table ?? "" };
  const indexed = indexesOf(schema, table, operation.columns[0] ?? "").length > 0;
  return choice(indexed ? "unchecked" : "unchecked, without an index");
}

function changedRows({ details }: IdentifiedOperation<"change_data">): Choice {
  const { statement, rows } = details;
  if (statement === "copy") return choice("copy");
  if (statement === "insert") return choice(rows === null ? "insert" : "literal rows");
  return choice("existing rows");
}

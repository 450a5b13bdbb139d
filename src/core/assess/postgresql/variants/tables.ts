/** Variants of operations on tables, partitions and what is set on them. */

import { referencing, tableOf } from "../../known-schema.ts";
import type { KnownSchema } from "../../known-schema.ts";
import { code } from "../../names.ts";
import { choice } from "../choice.ts";
import type { Choice, Choosers, SceneOf } from "../choice.ts";
import { lockModeOf } from "../locks.ts";
import { isProved } from "../partition-check.ts";

export const tableVariants: Choosers = {
  create_table: createTable,
  create_table_as: ({ operation }) => choice(operation.details.withData ? "plain" : "no data"),
  drop_table: dropTable,
  truncate_table: truncate,
  set_schema: ({ operation }) => choice(operation.table === null ? "other" : "table"),
  set_owner: ({ operation }) => choice(operation.table === null ? "other" : "table"),
  attach_partition: attach,
  detach_partition: detach,
  create_partition: createPartition,
  rewrite_table: rewrite,
  set_table_option: setOption,
  lock_table: lock,
};

function createTable({ operation, schema }: SceneOf<"create_table">): Choice {
  const { columns, constraints } = operation.details;
  const parted = [...columns, ...constraints].some(
    ({ references }) => references !== null && tableOf(schema, references)?.partitioned === true,
  );
  return choice(parted ? "references a partitioned table" : "plain");
}

/** Its foreign keys are dropped with it, and that locks the tables that they reference. */
function dropTable({ operation, schema }: SceneOf<"drop_table">): Choice {
  const known =
    operation.table === null ? null : tableOf(schema, { schema: operation.schema, table: operation.table });
  if (known?.complete === true || known?.isNew === true) return choice("plain");
  return choice("plain", "which tables its foreign keys reference is not known: they are locked as well");
}

function truncate({ operation, schema }: SceneOf<"truncate_table">): Choice {
  if (!operation.details.cascade) return choice("plain");
  const known =
    operation.table === null ? null : tableOf(schema, { schema: operation.schema, table: operation.table });
  if (known?.isNew === true) return choice("cascade");
  return choice(
    "cascade",
    "CASCADE empties every table that references it as well, also those that are not known here",
  );
}

function attach({ operation, schema }: SceneOf<"attach_partition">): Choice {
  const beside = operation.details.default || hasDefault(operation, schema);
  if (isProved(operation, schema)) {
    return choice(beside ? "proved, with a default partition" : "proved");
  }
  const child = tableOf(schema, operation.details.partition);
  const checked = [...(child?.constraints.values() ?? [])].some(
    ({ type, valid }) => type === "check" && valid,
  );
  const variant = beside ? "with a default partition" : "plain";
  if (!checked) return choice(variant);
  const name = code(operation.details.partition);
  return choice(
    variant,
    `the rows of ${name} are not read when its CHECK implies the partition's bounds and it has all indexes and foreign keys of the whole, which is not proved here`,
  );
}

function hasDefault(
  operation: SceneOf<"attach_partition" | "create_partition" | "detach_partition">["operation"],
  schema: KnownSchema,
): boolean {
  if (operation.table === null) return false;
  const parent = tableOf(schema, { schema: operation.schema, table: operation.table });
  return parent !== null && parent.defaultPartition !== null;
}

function detach({ operation, schema }: SceneOf<"detach_partition">): Choice {
  const referenced =
    operation.table !== null &&
    referencing(schema, { schema: operation.schema, table: operation.table }).length > 0;
  if (!operation.details.concurrently) return choice(referenced ? "of a referenced table" : "plain");
  if (operation.transaction !== null) return choice("concurrently in a transaction");
  return choice(hasDefault(operation, schema) ? "concurrently beside a default partition" : "concurrently");
}

function createPartition({ operation, schema }: SceneOf<"create_partition">): Choice {
  if (operation.details.default) return choice("default");
  return choice(hasDefault(operation, schema) ? "beside a default partition" : "plain");
}

function rewrite({ operation, schema }: SceneOf<"rewrite_table">): Choice {
  const how = operation.details.how.toLowerCase();
  const inside = operation.transaction !== null;
  const known =
    operation.table === null ? null : tableOf(schema, { schema: operation.schema, table: operation.table });
  const parted = known?.partitioned === true;
  if (how.startsWith("vacuum") && inside) return choice("not in a transaction");
  if (how.startsWith("cluster") && parted && inside) return choice("not in a transaction");
  if (how.startsWith("set access method")) {
    return choice(parted ? "access method of a partitioned table" : "access method");
  }
  if (how.startsWith("set tablespace") && parted) return choice("tablespace of a partitioned table");
  if (!how.startsWith("set expression")) return choice("plain");
  const column = known?.columns.get(operation.columns[0] ?? "");
  return choice(column?.generated === "virtual" ? "virtual expression" : "expression");
}

/** Storage parameters and statistics lock lightly; what is not known to is taken to lock fully. */
const light =
  /^(?:fillfactor|autovacuum_.*|toast\..*|toast_tuple_target|parallel_workers|log_autovacuum.*|vacuum_.*|statistics|n_distinct|n_distinct_inherited|cluster on)$/u;

function setOption({ operation }: SceneOf<"set_table_option">): Choice {
  const { option } = operation.details;
  return choice(light.test(option) ? "light" : "exclusive");
}

function lock({ operation }: SceneOf<"lock_table">): Choice {
  if (operation.transaction === null) return choice("outside a transaction");
  const mode = lockModeOf(operation.details.mode);
  if (mode !== null) return choice(mode);
  return choice(
    "AccessExclusiveLock",
    `the mode ${code(operation.details.mode)} is not known: it is taken for the strongest`,
  );
}

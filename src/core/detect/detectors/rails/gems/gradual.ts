/** Methods of online_migrations, GitLab and their like that move data little by little. */

import { sourceWithHelpers } from "../../../reading/source/spelling.ts";
import { stringOf, type Value } from "../../../reading/source/value.ts";
import { Given } from "../given.ts";
import { tableOfModel } from "../inflection.ts";
import type { Call } from "../migration.ts";
import { codeOf } from "../models.ts";
import { tableName } from "../quoting.ts";
import { command } from "../record.ts";
import { note } from "../send.ts";

type Read = (call: Call) => void;

/** Rows get a value batch by batch, each in a transaction of its own. */
function batched(call: Call, columns: readonly (string | null)[], where: boolean): void {
  const { migration, given, node } = call;
  const { reader } = migration;
  const table = given.text(0);
  const known = columns.filter((column) => column !== null);
  if (table === null || known.length < columns.length) {
    codeOf(migration, node, call.name, table === null ? [] : [tableName(table)]);
    return;
  }
  reader.outside(() =>
    note(migration, "change_data", node, {
      ...tableName(table),
      columns: known,
      details: {
        statement: "update",
        sources: [],
        where: where || given.block !== null,
        rows: null,
        onConflict: null,
        source: sourceWithHelpers(reader.file, node),
      },
    }),
  );
}

const oneColumn =
  (at: number): Read =>
  (call) =>
    batched(call, [call.given.text(at)], false);

const several: Read = (call) => {
  const pairs = call.given.at(1);
  const items: Value[] = pairs?.kind === "list" ? pairs.items : [];
  batched(
    call,
    items.length === 0
      ? [null]
      : items.map((item) => stringOf(item.kind === "list" ? item.items[0] : undefined)),
    false,
  );
};

/** What a class of the application does to the rows of a model, now or later. */
const inBackground: Read = ({ migration, given, node, name }) => {
  const model = given.text(0);
  const table = model === null || !/^[A-Z]/u.test(model) ? null : tableOfModel(model);
  codeOf(migration, node, model ?? name, table === null ? [] : [tableName(table)]);
};

/** The table takes another name, and a view takes the old one: old code goes on. */
const tableRename: Read = (call) => {
  const [from, to] = [call.given.text(0), call.given.text(1)];
  const { migration, node } = call;
  if (from === null || to === null) {
    migration.reader.vague(migration.run, node, "which table it renames is not known before it runs");
    return;
  }
  command({
    ...call,
    name: "rename_table",
    given: new Given(call.given.positional.slice(0, 2), new Map(), false, null),
  });
  note(migration, "create_view", node, {
    ...tableName(from),
    details: { temporary: false, sources: [tableName(to)] },
  });
};

const dropOldName: Read = ({ migration, given, node }) => {
  const from = given.text(0);
  note(migration, "drop_view", node, {
    ...tableName(from ?? ""),
    details: { ifExists: false, cascade: false },
  });
};

/** A view of the old name gives the column under both names. */
const columnRename: Read = ({ migration, given, node }) => {
  const table = given.text(0);
  if (table === null) {
    migration.reader.vague(migration.run, node, "which table it changes is not known before it runs");
    return;
  }
  const between = `${table}_column_rename`;
  note(migration, "rename_table", node, { ...tableName(table), details: { newName: between } });
  note(migration, "create_view", node, {
    ...tableName(table),
    details: { temporary: false, sources: [tableName(between)] },
  });
};

export const gradual: Readonly<Record<string, Read>> = {
  update_column_in_batches: oneColumn(1),
  update_columns_in_batches: several,
  backfill_column_in_background: oneColumn(1),
  backfill_columns_in_background: several,
  backfill_column_for_type_change: oneColumn(1),
  backfill_columns_for_type_change: oneColumn(1),
  backfill_column_for_type_change_in_background: oneColumn(1),
  backfill_columns_for_type_change_in_background: oneColumn(1),
  copy_column_in_background: oneColumn(2),
  copy_columns_in_background: several,
  finalize_column_type_change: (call) => finalized(call),
  finalize_column_type_changes: (call) => finalized(call),
  initialize_column_rename: columnRename,
  initialize_column_renames: columnRename,
  initialize_table_rename: tableRename,
  finalize_table_rename: dropOldName,
  enqueue_background_data_migration: inBackground,
  enqueue_background_migration: inBackground,
  ensure_background_data_migration_succeeded: () => {},
  ensure_background_schema_migration_succeeded: () => {},
  ensure_batched_background_migration_is_finished: inBackground,
  finalize_background_migration: inBackground,
  queue_batched_background_migration: inBackground,
  queue_background_migration_jobs_by_range_at_intervals: inBackground,
  delete_batched_background_migration: () => {},
  delete_queued_jobs: () => {},
  reset_counters_in_background: inBackground,
  delete_orphaned_records_in_background: inBackground,
  delete_associated_records_in_background: inBackground,
  perform_action_on_relation_in_background: inBackground,
};

/** The new column gets the name of the old one, whose values stay beside it. */
function finalized(call: Call): void {
  const { migration, given, node } = call;
  const [table, ...columns] = given.positional.map(stringOf);
  if (typeof table !== "string") {
    migration.reader.vague(migration.run, node, "which table it changes is not known before it runs");
    return;
  }
  for (const column of columns.filter((name) => name !== null))
    note(migration, "alter_column_type", node, {
      ...tableName(table),
      columns: [column],
      details: { type: null, oldType: null, using: null, collation: null },
    });
}

/** Models inside migrations: what changes rows is an operation where it is sure, else code whose effect cannot be read. */

import type { DetailsByKind, Statement, TableName } from "../../../operation.ts";
import { sourceWithHelpers, withHelpers, normalised } from "../../reading/source/spelling.ts";
import { textOf, type Syntax } from "../../reading/source/syntax.ts";
import { unknown, type Value } from "../../reading/source/value.ts";
import { shown } from "../../reading/source/text.ts";
import { entriesOf, type Given } from "./given.ts";
import type { Call, Migration } from "./migration.ts";
import { quotedTable, sql, tableName } from "./quoting.ts";
import { sanitized } from "./queries.ts";
import { note, send } from "./send.ts";
import { actsByName, standsAlone } from "./statement-call.ts";
import { host, type RailsValue } from "./values.ts";

type Model = RailsValue & { host: "model" };

/** Methods that give fewer, more or other rows, and change none. */
const CHAINS =
  /^(?:all|where|not|rewhere|missing|associated|joins|left_joins|left_outer_joins|includes|preload|eager_load|references|select|reselect|distinct|uniq|order|reorder|in_order_of|reverse_order|limit|offset|group|having|from|unscoped|unscope|scoped|merge|or|and|readonly|lock|with|with_deleted|only_deleted|with_discarded|load|reload|tap|to_a|lazy|none|extending|in_batches|each_batch|find_each|find_in_batches|find_by_sql|for_ids|by_\w+|strict_loading|use_index|with_recursive|annotate|optimizer_hints|includes_values|skip_query_cache!|strict_loading!|batch_of|becomes|rewhere|excluding|without|extract_associated|current_scope|default_scoped|without_default_scope)$/u;

const NARROWS =
  /^(?:find_by_sql|where|not|rewhere|limit|having|only_deleted|joins|missing|in_batches|each_batch|for_ids|by_\w+|excluding|without|or|and|merge)$/u;

/** Methods that read, and change nothing. */
const READS =
  /\?$|^(?:count|size|length|sum|average|minimum|maximum|min|max|pluck|pick|ids|exists|find|find_by(?!_sql)\w*|find_sole_by|first!?|last!?|second|third|take!?|sole|to_sql|arel_table|arel|table_name|quoted_table_name|column_names|columns|columns_hash|column_defaults|attribute_names|primary_key|connection|lease_connection|connection_db_config|connection_config|reset_column_information|reset_sequence_name|new|build|name|class_name|human_attribute_name|model_name|sanitize_sql\w*|send_sql|calculate|explain|each_with_index_count|statement_cache|inheritance_column=?|table_name=|primary_key=|ignored_columns\+?=|self_primary_key|schema_cache|clear_cache!|cached_table_exists|logger=?|record_timestamps=?|uncached|unloadable|const_get|constants|instance_methods|method_defined|reflect_on_\w+|reflections|defined_enums|enum|belongs_to|has_many|has_one|serialize|validates?\w*|scope|default_scope|skip_callback|set_callback|before_\w+|after_\w+|attr_accessor|index_by|group_by|to_h|map_ids|descendants|subclasses|superclass|base_class|sti_name|abstract_class=?|attribute|store_accessor|define_attribute_methods|undefine_attribute_methods|inspect|to_s|hash|object_id|quoted_primary_key|sequence_name|extend|include|class_eval_only)$/u;

const OVER_ROWS =
  /^(?:each\w*|find_each|find_in_batches|in_batches|each_batch|map!?|collect|flat_map|select|reject|filter|filter_map|inject|reduce|times|group_by|index_by|sort_by|partition|detect|find|all|any|sum|count|update_each|with_lock|transaction)$/u;

/** Reads a call on a model, or on rows of it. */
export function modelMethod(call: Call, model: Model): Value {
  const { migration, name, given, node } = call;
  const { run, reader } = migration;
  const vague = unknown(textOf(reader.file, node));
  if (
    name === "transaction" ||
    name === "unscoped" ||
    name === "uncached" ||
    name === "no_touching" ||
    name === "without_timeout" ||
    name === "suppress"
  ) {
    if (given.block !== null)
      return run.callFunction(given.block, { positional: [], keywords: new Map(), open: false });
  }
  if (name === "connection" || name === "lease_connection") return host({ host: "connection", direct: true });
  const write = WRITES[name];
  if (Object.hasOwn(WRITES, name) && write !== undefined) {
    write(call, model);
    return vague;
  }
  if (given.block !== null && (OVER_ROWS.test(name) || CHAINS.test(name))) {
    overRows(call, model);
    return host({ ...model, where: model.where });
  }
  if (CHAINS.test(name)) {
    const whole =
      name === "all" ||
      name === "unscoped" ||
      (NARROWS.test(name) && given.positional.length === 0 && given.options.size === 0 && name !== "not");
    return host({
      ...model,
      where: model.where || (NARROWS.test(name) && !whole && name !== "in_batches" && name !== "each_batch"),
      vague: true,
    });
  }
  if (name === "table_name" || name === "quoted_table_name")
    return model.table === null
      ? vague
      : { kind: "text", pieces: [{ text: model.table, source: null, hole: null }], node: null };
  if (/^(?:find|find_by(?!_sql)\w*|first|last|take|second|third|new|build|sole)!?$/u.test(name))
    return host({ host: "record", name: model.name, table: model.table, vague: true });
  if (name.startsWith("sanitize_sql")) return sanitized(call);
  if (READS.test(name)) return vague;
  if (standsAlone(migration, node) || actsByName(name)) {
    code(call, model);
    if (given.block !== null) runSometimes(call);
    return vague;
  }
  if (given.block !== null) runSometimes(call);
  // A scope of the application, or anything else: which rows these are is not sure.
  return host({ ...model, table: null, where: true, vague: true });
}

/** One loop over rows is one piece of code; SQL inside is read as well. */
function overRows(call: Call, model: Model): void {
  const { migration } = call;
  if (migration.overRecords === 0 && changesRows(call)) code(call, model);
  passRecord(call, model);
}

/** A block that is handed to code of the application: it can run, any number of times. */
export function runSometimes({ migration, given }: Call): void {
  const { run } = migration;
  if (given.block === null) return;
  run.conditional += 1;
  run.looping += 1;
  run.callFunction(given.block, { positional: [], keywords: new Map(), open: true });
  run.looping -= 1;
  run.conditional -= 1;
}

function passRecord({ migration, given, name }: Call, model: Model): void {
  if (given.block === null) return;
  const { run } = migration;
  const batch = /batch/u.test(name);
  const item = batch
    ? host({ ...model, where: model.where, vague: true })
    : host({ host: "record", name: model.name, table: model.table, vague: true });
  const quiet = batch ? 0 : 1;
  migration.overRecords += quiet;
  run.looping += 1;
  run.callFunction(given.block, { positional: [item], keywords: new Map(), open: false });
  run.looping -= 1;
  migration.overRecords -= quiet;
}

/** A block of `in_batches` whose relation is changed as a whole says itself what it does. */
function changesRows({ name }: Call): boolean {
  return !/batch/u.test(name);
}

/** Code over rows, with the table of the model. */
export function code({ migration, name, node }: Call, model: { name: string; table: string | null }): void {
  if (migration.overRecords > 0) return;
  const tables = model.table === null ? [] : [tableName(model.table)];
  codeOf(migration, node, `${model.name}.${name}`, tables);
}

export function codeOf(migration: Migration, node: Syntax, called: string | null, tables: TableName[]): void {
  note(migration, "run_code", node, {
    details: { source: sourceWithHelpers(migration.reader.file, node), called, tables },
  });
}

/** What people call on a row as a statement, and what changes none. */
const QUIET =
  /\?$|^(?:reload|inspect|errors|validate|freeze|reset\w*|each\w*|map|tap|logger|puts|assign_attributes|attributes=?|\w+_will_change!)$/u;

/** A call on one row: reading is harmless, all else changes it. */
export function recordMethod(call: Call, record: RailsValue & { host: "record" }): Value {
  const { migration, name, node, given } = call;
  const vague = unknown(textOf(migration.reader.file, node));
  const changes =
    /^(?:save|update\w*|destroy|delete|touch|increment|decrement|toggle|create\w*|build_and_save|write_attribute|assign_and_save|restore|discard|undiscard|transaction|with_lock|lock|becomes)!?$/u.test(
      name,
    ) ||
    (name.endsWith("!") && name !== "find_by!") ||
    /^(?:migrate|backfill|sync|recalculate|regenerate|recreate|reprocess|set_|generate_|store|upload|enqueue|perform|move|copy|convert)\w*/u.test(
      name,
    );
  if (given.block !== null) {
    // What hangs on a row is rows of another table.
    if (OVER_ROWS.test(name)) code(call, { name: `${record.name}.${name}`, table: null });
    passRecord(call, { host: "model", own: false, where: true, name: record.name, table: null });
  }
  const acts = changes || (standsAlone(migration, node) && !QUIET.test(name));
  if (acts) code(call, record);
  return acts || name.endsWith("?") ? vague : host({ ...record });
}

type Write = (call: Call, model: Model) => void;

function change(
  { migration, node }: Call,
  model: Model,
  statement: Statement,
  facts: Partial<DetailsByKind["change_data"]> & { columns?: string[] },
): void {
  const { columns = [], ...details } = facts;
  const { file } = migration.reader;
  note(migration, "change_data", node, {
    ...tableName(model.table ?? ""),
    columns,
    details: {
      statement,
      sources: [],
      where: model.where,
      rows: null,
      onConflict: null,
      source: withHelpers(file, node, normalised(file, node)),
      ...details,
    },
  });
}

/** Only where the table is sure, and outside of what is code already. */
const sure =
  (write: Write): Write =>
  (call, model) => {
    if (model.table === null) code(call, model);
    else if (call.migration.overRecords === 0) write(call, model);
  };

const updates = sure((call, model) => {
  const { given, migration, node } = call;
  const first = given.at(0);
  if (first?.kind === "text" || (first?.kind === "list" && first.items[0]?.kind === "text")) {
    const pieces =
      first.kind === "text" ? first.pieces : first.items[0]?.kind === "text" ? first.items[0].pieces : [];
    const made = send(
      migration,
      sql(`UPDATE ${quotedTable(migration, tableName(model.table ?? ""))} SET `, pieces),
      node,
    );
    for (const operation of made) {
      if (operation.kind !== "change_data") continue;
      operation.details.where = model.where || operation.details.where;
      operation.details.source = withHelpers(
        migration.reader.file,
        node,
        `${shown(pieces)} ${normalised(migration.reader.file, node)}`,
      );
    }
    return;
  }
  change(call, model, "update", { columns: [...given.options.keys()] });
});

const deletes = sure((call, model) => change(call, model, "delete", {}));

/** `insert_all([{ name: "a" }, ...])`. */
const inserts = (onConflict: "update" | "nothing" | null): Write =>
  sure((call, model) => {
    const rows = rowsOf(call.given);
    const counted = rows !== null && call.migration.run.looping === 0 ? rows.length : null;
    change(call, model, "insert", { rows: counted, onConflict, columns: columnsOf(rows ?? []) });
  });

function rowsOf(given: Given): Value[] | null {
  const first = given.at(0);
  if (first === undefined)
    return given.options.size > 0 && !given.open ? [{ kind: "dict", entries: new Map(), open: false }] : null;
  if (first.kind === "dict") return [first];
  return first.kind === "list" && !first.open ? first.items : null;
}

function columnsOf(rows: readonly Value[]): string[] {
  const names = rows
    .slice(0, 1_000)
    .flatMap((row) => (row.kind === "dict" ? entriesOf(row).map(([name]) => name) : []));
  return [...new Set(names)];
}

/** One row by a model of the migration's own is an INSERT; a model of the application can do anything besides. */
const creates: Write = (call, model) => {
  const { given, migration } = call;
  if (!model.own || model.table === null || migration.overRecords > 0) {
    code(call, model);
    return;
  }
  const list = given.at(0)?.kind === "list" ? given.at(0) : undefined;
  const rows = list?.kind === "list" && !list.open ? list.items.length : 1;
  const columns = list?.kind === "list" ? columnsOf(list.items) : [...given.options.keys()];
  change(call, model, "insert", {
    rows: migration.run.looping === 0 && given.block === null ? rows : null,
    columns,
  });
};

const asCode: Write = (call, model) => {
  if (call.given.block !== null) passRecord(call, model);
  code(call, model);
};

const WRITES: Readonly<Record<string, Write>> = {
  update_all: updates,
  touch_all: sure((call, model) => change(call, model, "update", { columns: ["updated_at"] })),
  delete_all: deletes,
  delete_by: sure((call, model) => change(call, { ...model, where: true }, "delete", {})),
  destroy_all: deletes,
  destroy_by: sure((call, model) => change(call, { ...model, where: true }, "delete", {})),
  delete: sure((call, model) => change(call, { ...model, where: true }, "delete", {})),
  insert: inserts("nothing"),
  insert_all: inserts("nothing"),
  "insert!": inserts(null),
  "insert_all!": inserts(null),
  upsert: inserts("update"),
  upsert_all: inserts("update"),
  import: asCode,
  "import!": asCode,
  create: creates,
  "create!": creates,
  create_or_find_by: asCode,
  "create_or_find_by!": asCode,
  find_or_create_by: asCode,
  "find_or_create_by!": asCode,
  first_or_create: asCode,
  "first_or_create!": asCode,
  update: asCode,
  "update!": asCode,
  update_counters: sure((call, model) =>
    change(call, { ...model, where: true }, "update", { columns: [...call.given.options.keys()] }),
  ),
  increment_counter: sure((call, model) => change(call, { ...model, where: true }, "update", {})),
  reset_counters: asCode,
};

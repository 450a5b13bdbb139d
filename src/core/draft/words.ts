/** One sentence for each kind of operation, as a note says it: "Drops ``user.legacy_id``." */

import type { Kind, ReadOperation, TableName } from "../operation.ts";
import { qualified } from "../operation.ts";
import { columnWords, type ColumnName } from "./column-words.ts";
import { code } from "./inline.ts";
import type { Markup } from "./inline.ts";
import { listed } from "./listed.ts";

/** What a sentence is made from: the operation's names, marked up as code. */
export interface Names {
  /** The table or other relation; the name of the thing where it is about no table. */
  table: string;
  /** `table.column`, listed; the table when it names no column. */
  columns: string;
  /** The same, one by one; empty when it names no column. */
  each: ColumnName[];
  /** The name of the index, constraint, type, ...; null when the text does not say. */
  name: string | null;
  code(text: string): string;
  of(table: TableName): string;
}

type Sentences = { [K in Kind]: (operation: ReadOperation<K>, names: Names) => string };

/** The operation in one sentence, with a full stop, in the author's own names. */
export function describeOperation(operation: ReadOperation, markup: Markup = "rst"): string {
  return sentenceWith(operation, namesOf(operation, markup));
}

/** The names of an operation, marked up. */
export function namesOf(operation: ReadOperation, markup: Markup): Names {
  const mark = (text: string): string => code(text, markup);
  const table =
    operation.table === null
      ? operation.name === null
        ? "the database"
        : mark(qualified(operation.schema, operation.name))
      : mark(qualified(operation.schema, operation.table));
  const prefix = operation.table === null ? "" : `${qualified(operation.schema, operation.table)}.`;
  const each = operation.columns.map((column) => ({
    table: operation.table === null ? "" : table,
    column: mark(column),
    whole: mark(prefix + column),
  }));
  return {
    table,
    columns: each.length === 0 ? table : columnWords(each),
    each,
    name: operation.name === null || operation.name === "" ? null : mark(operation.name),
    code: mark,
    of: (other) => mark(qualified(other.schema, other.table)),
  };
}

/** The sentence of an operation with these names in it. */
export function sentenceWith(operation: ReadOperation, names: Names): string {
  const write = sentences[operation.kind] as (operation: ReadOperation, names: Names) => string;
  const sentence = `${write(operation, names)}.`;
  return operation.conditional ? `${sentence.slice(0, -1)}, under a condition.` : sentence;
}

function thing(what: string, { name }: Names): string {
  return name === null ? `${/^[aeiou]/.test(what) ? "an" : "a"} ${what}` : `the ${what} ${name}`;
}

/** `on`, with the columns where they are known. */
function on(names: Names): string {
  return `on ${names.columns}`;
}

const constraintWords = {
  primary_key: "primary key",
  unique: "unique constraint",
  check: "check constraint",
  foreign_key: "foreign key",
  exclusion: "exclusion constraint",
  not_null: "NOT NULL constraint",
};

const sentences: Sentences = {
  create_table: (_, { table }) => `Creates the table ${table}`,
  drop_table: (_, { table }) => `Drops the table ${table}`,
  rename_table: ({ details }, names) => `Renames the table ${names.table} to ${names.code(details.newName)}`,
  truncate_table: (_, { table }) => `Removes all rows of ${table}`,
  create_table_as: ({ details }, names) =>
    details.sources.length === 0
      ? `Creates the table ${names.table} from a query`
      : `Creates the table ${names.table} with rows of ${listed(details.sources.map(names.of))}`,
  add_column: ({ details: { column } }, { columns, code: mark }) => {
    const mandatory =
      column.nullable === false &&
      column.default?.kind !== "literal" &&
      column.default?.kind !== "expression";
    const filled =
      column.default === null || column.default.kind === "client"
        ? ""
        : ` with the default ${mark(column.default.text)}`;
    return `Adds ${mandatory && !column.identity && column.generated === null ? "the mandatory column " : ""}${columns}${filled}`;
  },
  drop_column: (_, { columns }) => `Drops ${columns}`,
  rename_column: ({ details }, { columns, code: mark }) => `Renames ${columns} to ${mark(details.newName)}`,
  alter_column_type: ({ details }, { columns, code: mark }) => {
    const from = details.oldType === null ? "" : ` from ${mark(details.oldType)}`;
    return `Changes the type of ${columns}${from}${details.type === null ? "" : ` to ${mark(details.type)}`}`;
  },
  set_not_null: (_, { columns }) => `Makes ${columns} NOT NULL`,
  drop_not_null: (_, { columns }) => `Allows NULL in ${columns}`,
  set_default: ({ details }, { columns, code: mark }) =>
    `Sets the default of ${columns} to ${mark(details.default.text)}`,
  drop_default: (_, { columns }) => `Drops the default of ${columns}`,
  create_index: ({ details }, names) =>
    `Creates ${thing(details.unique ? "unique index" : "index", names).replace(/^an (?=unique)/, "a ")} ${on(names)}${details.concurrently ? " without blocking writes" : ""}`,
  drop_index: ({ table }, names) =>
    `Drops ${thing("index", names)}${table === null ? "" : ` of ${names.table}`}`,
  rename_index: ({ details }, names) => `Renames ${thing("index", names)} to ${names.code(details.newName)}`,
  rebuild_index: ({ details }, names) =>
    details.scope === "index"
      ? `Rebuilds ${thing("index", names)}`
      : `Rebuilds the indexes of ${names.table}`,
  add_primary_key: (_, names) => `Adds a primary key ${on(names)}`,
  add_foreign_key: ({ details }, names) =>
    `Adds ${thing("foreign key", names)} from ${names.columns} to ${names.of(details.references)}${details.notValid ? ", not checked for existing rows" : ""}`,
  add_unique: (_, names) => `Makes ${names.columns} unique`,
  add_check: ({ details }, names) =>
    details.notNullOf === null
      ? `Adds ${thing("check constraint", names)} to ${names.table}${details.notValid ? ", not checked for existing rows" : ""}`
      : `Adds a check to ${names.table} that ${names.code(details.notNullOf)} is not null`,
  add_exclusion: (_, names) => `Adds ${thing("exclusion constraint", names)} to ${names.table}`,
  validate_constraint: (_, names) =>
    `Checks all rows of ${names.table} against ${thing("constraint", names)}`,
  drop_constraint: ({ details }, names) =>
    `Drops ${thing(details.type === null ? "constraint" : constraintWords[details.type], names)} of ${names.table}`,
  rename_constraint: ({ details }, names) =>
    `Renames ${thing("constraint", names)} of ${names.table} to ${names.code(details.newName)}`,
  create_view: (_, { table }) => `Creates the view ${table}`,
  alter_view: (_, { table }) => `Alters the view ${table}`,
  replace_view: (_, { table }) => `Replaces the view ${table}`,
  drop_view: (_, { table }) => `Drops the view ${table}`,
  create_materialized_view: (_, { table }) => `Creates the materialized view ${table}`,
  refresh_materialized_view: (_, { table }) => `Refreshes the materialized view ${table}`,
  drop_materialized_view: (_, { table }) => `Drops the materialized view ${table}`,
  create_type: (_, names) => `Creates ${thing("type", names)}`,
  alter_type: (_, names) => `Alters ${thing("type", names)}`,
  drop_type: (_, names) => `Drops ${thing("type", names)}`,
  rename_type: ({ details }, names) => `Renames ${thing("type", names)} to ${names.code(details.newName)}`,
  create_domain: (_, names) => `Creates ${thing("domain", names)}`,
  alter_domain: (_, names) => `Alters ${thing("domain", names)}`,
  drop_domain: (_, names) => `Drops ${thing("domain", names)}`,
  add_enum_value: ({ details }, names) =>
    `Adds the value ${names.code(details.value)} to ${thing("type", names)}`,
  rename_enum_value: ({ details }, names) =>
    `Renames the value ${names.code(details.value)} of ${thing("type", names)} to ${names.code(details.newName)}`,
  create_trigger: (_, names) => `Creates ${thing("trigger", names)} on ${names.table}`,
  drop_trigger: (_, names) => `Drops ${thing("trigger", names)} of ${names.table}`,
  set_trigger: ({ details }, names) => {
    const which =
      details.trigger.toLowerCase() === "all" ? "all triggers" : `the trigger ${names.code(details.trigger)}`;
    return `${details.enabled ? "Enables" : "Disables"} ${which} of ${names.table}`;
  },
  create_function: ({ details }, names) =>
    `${details.replace ? "Creates or replaces" : "Creates"} ${thing(details.routine, names)}`,
  drop_function: (_, names) => `Drops ${thing("function", names)}`,
  create_sequence: (_, names) => `Creates ${thing("sequence", names)}`,
  alter_sequence: (_, names) => `Alters ${thing("sequence", names)}`,
  drop_sequence: (_, names) => `Drops ${thing("sequence", names)}`,
  create_schema: (_, names) => `Creates ${thing("schema", names)}`,
  drop_schema: (_, names) => `Drops ${thing("schema", names)} with what is in it`,
  set_schema: ({ details }, names) => `Moves ${names.table} to the schema ${names.code(details.newSchema)}`,
  set_owner: ({ details }, names) => `Makes ${names.code(details.owner)} the owner of ${names.table}`,
  attach_partition: ({ details }, names) =>
    `Attaches ${names.of(details.partition)} to ${names.table} as a partition`,
  detach_partition: ({ details }, names) =>
    `Detaches the partition ${names.of(details.partition)} from ${names.table}`,
  create_partition: ({ details }, names) =>
    `Creates the partition ${names.of(details.partition)} of ${names.table}`,
  drop_partition: ({ details }, names) =>
    `Drops the partition ${names.of(details.partition)} of ${names.table} with its rows`,
  rewrite_table: ({ details }, names) => `Rewrites the table ${names.table} (${names.code(details.how)})`,
  set_table_option: ({ details }, names) => `Sets the option ${names.code(details.option)} of ${names.table}`,
  set_storage: (_, { columns }) => `Changes how ${columns} is stored`,
  set_replica_identity: (_, { table }) => `Changes the replica identity of ${table}`,
  set_comment: (_, { columns }) => `Changes the comment of ${columns}`,
  change_privileges: ({ details }, names) =>
    `${details.revoke ? "Revokes" : "Grants"} ${details.privileges.length === 0 ? "privileges" : listed(details.privileges.map(names.code))} on ${names.table}`,
  lock_table: (_, { table }) => `Locks the table ${table}`,
  set_row_security: ({ details }, names) =>
    `${details.enabled ? "Switches row security on" : "Switches row security off"} for ${names.table}`,
  create_row_policy: (_, names) => `Adds ${thing("row policy", names)} to ${names.table}`,
  drop_row_policy: (_, names) => `Drops ${thing("row policy", names)} of ${names.table}`,
  create_extension: (_, names) => `Installs ${thing("extension", names)}`,
  drop_extension: (_, names) => `Removes ${thing("extension", names)}`,
  change_data: (operation, names) => dataSentence(operation, names),
  run_code: ({ details }, names) => {
    const what =
      details.called === null ? "Runs code in the database" : `Calls ${names.code(details.called)}`;
    const tables = details.tables.map(names.of);
    return tables.length === 0 ? what : `${what}, which works on ${listed(tables)}`;
  },
  unknown_statement: ({ table }, names) =>
    table === null
      ? "Runs a statement that Lockstep does not know"
      : `Runs a statement on ${names.table} that Lockstep does not know`,
};

function dataSentence({ details, columns }: ReadOperation<"change_data">, names: Names): string {
  const { table } = names;
  const which = details.where ? "some rows" : "all rows";
  const sources = details.sources.map(names.of).filter((source) => source !== table);
  const from = sources.length === 0 ? "" : `, reading ${listed(sources)}`;
  if (details.statement === "delete") return `Deletes ${which} of ${table}${from}`;
  if (details.statement === "update") {
    const what = columns.length === 0 ? table : names.columns;
    return `Updates ${what} in ${which}${from}`;
  }
  if (details.statement === "merge") return `Merges rows into ${table}${from}`;
  const rows = details.rows === null ? "rows" : `${details.rows} ${details.rows === 1 ? "row" : "rows"}`;
  const source = sources.length === 0 ? "" : ` from ${listed(sources)}`;
  const updates = details.onConflict === "update" ? ", and updates rows that are there already" : "";
  return `${details.statement === "copy" ? "Loads" : "Inserts"} ${rows} into ${table}${source}${updates}`;
}

/** Methods of a migration and of its connection that take SQL, ask, or quote. */

import { textOf } from "../../reading/source/syntax.ts";
import { literal, type Piece } from "../../reading/source/text.ts";
import { text, unknown, type Value } from "../../reading/source/value.ts";
import { readSqlText } from "../../reading/source/sql.ts";
import type { Call } from "./migration.ts";
import { namesOf } from "./given.ts";
import { quoted, quotedTable, quotedText, quotedValue, tableName } from "./quoting.ts";
import { note } from "./send.ts";

/** Methods that run the SQL that they are given. */
const RUNS =
  /^(?:execute|exec|async_exec|exec_params|raw_execute|internal_execute|execute_batch|exec_query|internal_exec_query|exec_update|exec_delete|exec_insert|exec_no_cache|do_execute|query|query_value|query_values|select_all|select_one|select_rows|select_value|select_values|update|insert|delete|update_sql|insert_sql|delete_sql|create|execute_sql|exec_sql|run_sql|execute_in_batches|safe_execute|unsafe_execute)$/u;

const ASKS =
  /\?$|^(?:tables|views|data_sources|columns|indexes|foreign_keys|check_constraints|primary_keys?|pk_and_sequence_for|column_names|adapter_name|adapter|current_database|current_schema|schema_search_path|schema_names|table_structure|native_database_types|database_version|postgresql_version|select|index_name(?:_for_remove)?|foreign_key_column_for|version|name|class|connection_config|connection_db_config|config|migration_context|lookup_cast_type\w*|type_to_sql|extensions|enum_types|max_identifier_length|table_alias_for|index_name_length|table_comment|charset|collation|show_variable|unquoted_\w+|open_transactions|get_database_version|encoding|server_version|inspect|object_id|to_s|hash|method|methods|itself|schema_migration|internal_metadata|pool|owner|visitor|raw_connection|tables_in_string|table_name_prefix|table_name_suffix|proper_table_name|build_fixture_sql|column_for|check_constraint_name|foreign_key_name|foreign_key_for!?|current_transaction|sanitize_sql\w*|sanitize|suffix|prefix|caller|primary_key_for|last_inserted_id|lock_timeout|statement_timeout)$/u;

/** Methods that change how the session stands, not the schema. */
const SESSION =
  /^(?:reconnect!?|disconnect!?|reset!|clear_cache!|clear_query_cache|enable_query_cache!|disable_query_cache!|schema_search_path=|client_min_messages=?|begin_db_transaction|commit_db_transaction|begin_transaction|commit_transaction|add_transaction_record|materialize_transactions|verify!|reload_type_map|escape|session_auth=|set_standard_conforming_strings|reset_pk_sequence!|reset_sequence!|set_pk_sequence!|initialize_schema_migrations_table|create_savepoint|release_savepoint|uncached|cache|unprepared_statement|without_prepared_statement|log|with_raw_connection)$/u;

/** What a query, a question or a quotation gives; null when it is none. */
export function readQuery(call: Call): Value | null {
  const { migration, name, given, node } = call;
  const vague = unknown(textOf(migration.reader.file, node));
  const quotation = quotationOf(call);
  if (quotation !== null) return quotation;
  if (RUNS.test(name)) {
    const first = given.at(0) ?? given.option("sql");
    if (first !== undefined && !(first.kind === "host")) runSql(call, first);
    else if (first === undefined)
      migration.reader.vague(migration.run, node, "what it executes is not known before it runs");
    else migration.reader.code(migration.run, node, name, []);
    return vague;
  }
  if (name === "truncate" || name === "truncate_tables") {
    truncate(call);
    return vague;
  }
  return ASKS.test(name) && given.block === null ? answerTo(call) : null;
}

export function isSession(name: string): boolean {
  return SESSION.test(name);
}

/** Reads the SQL of a call; what it is, is one of these where it is not known. */
export function runSql(call: Call, value: Value): void {
  const { migration, node } = call;
  const { reader, run } = migration;
  if (value.kind === "choice") {
    run.conditional += 1;
    for (const option of value.options) runSql(call, option);
    run.conditional -= 1;
    return;
  }
  if (value.kind === "list") {
    const [first] = value.items;
    if (first !== undefined) runSql(call, first);
    return;
  }
  if (value.kind !== "text") {
    reader.vague(run, node, "the statement that it runs is not known before it runs");
    return;
  }
  const before = reader.operations.length;
  readSqlText(reader, run, value.pieces, "plain", node);
  migration.statements += 1;
  for (const operation of reader.operations.slice(before))
    if (operation.clause !== undefined)
      operation.clause.together = `statement ${migration.statements} ${operation.clause.together}`;
}

/** `sanitize_sql_array(["... ?", value])`: the text, with what stands for its values. */
export function sanitized({ migration, given, node }: Call): Value {
  const [first] = given.positional;
  const [head, ...values] = first?.kind === "list" ? first.items : given.positional;
  if (head?.kind !== "text") return unknown(textOf(migration.reader.file, node));
  let at = 0;
  const pieces = head.pieces.flatMap((piece): Piece[] =>
    piece.hole === null
      ? piece.text.split("?").flatMap((part, index): Piece[] => {
          const value = index === 0 ? undefined : (values[at++] ?? unknown("?"));
          return [...(value === undefined ? [] : quotedValue(migration, value)), ...literal(part)];
        })
      : [piece],
  );
  return { kind: "text", pieces, node: null };
}

function truncate(call: Call): void {
  const { migration, given, node } = call;
  const names = given.positional.flatMap((value) => namesOf(value) ?? [null]);
  if (names.length === 0 || names.includes(null))
    migration.reader.vague(migration.run, node, "which tables it empties is not known before it runs");
  for (const name of names)
    if (name !== null)
      note(migration, "truncate_table", node, {
        ...tableName(name),
        details: { cascade: false, restartIdentity: false },
      });
}

function quotationOf({ migration, name, given }: Call): Value | null {
  const word = given.text(0);
  if (word === null) return null;
  switch (name) {
    case "quote_table_name":
      return text(quotedTable(migration, tableName(word)));
    case "quote_column_name":
    case "quote_local_table_name":
      return text(quoted(migration, word));
    case "quote":
      return { kind: "text", pieces: quotedText(migration, literal(word)), node: null };
    case "quote_string":
      return text(word.replaceAll("'", "''"));
    default:
      return null;
  }
}

const ADAPTERS: Readonly<Record<string, readonly [string, string]>> = {
  postgresql: ["PostgreSQL", "postgresql"],
  mysql: ["Mysql2", "mysql2"],
  mariadb: ["Mysql2", "mysql2"],
  sqlite: ["SQLite", "sqlite3"],
};

/** Which adapter it is can be told; all else only the database knows. */
function answerTo({ migration, name, node }: Call): Value {
  const { reader } = migration;
  if (name === "adapter_name" || name === "adapter") {
    reader.asked = true;
    return text(ADAPTERS[reader.dialect]?.[name === "adapter_name" ? 0 : 1] ?? reader.dialect);
  }
  return unknown(textOf(reader.file, node));
}

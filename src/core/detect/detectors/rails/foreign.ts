/** Calls of what neither the file nor Ruby defines: methods of a migration, of models, and of the application. */

import { withoutForeignKeyChecks } from "../../reading/source/dialect-sql.ts";
import type { ForeignCall } from "../../reading/source/interpreter.ts";
import { namesSchemaChange } from "../../reading/source/schema-words.ts";
import { textOf, type Syntax } from "../../reading/source/syntax.ts";
import { NONE, unknown, type Arguments, type Value } from "../../reading/source/value.ts";
import { isCommand } from "./commands.ts";
import {
  connection,
  isBase,
  isHarmless,
  isMigrationClass,
  looksLikeModel,
  modelNamed,
  modelOf,
} from "./constants.ts";
import { readControl, runBlock } from "./control.ts";
import { Given } from "./given.ts";
import { readGem } from "./gems.ts";
import type { Call, Migration } from "./migration.ts";
import { codeOf, modelMethod, recordMethod, runSometimes } from "./models.ts";
import { isSession, readQuery, runSql, sanitized } from "./queries.ts";
import { tableName } from "./quoting.ts";
import { command } from "./record.ts";
import { actsByName, standsAlone } from "./statement-call.ts";
import { host, hosted } from "./values.ts";

export function callOf(migration: Migration, name: string, args: Arguments, node: Syntax): Call {
  return { migration, name, given: Given.from(args), node };
}

/** A method of the migration itself or of the connection, which share theirs. */
export function ownMethod(call: Call): Value {
  const { migration, name, node } = call;
  const vague = unknown(textOf(migration.reader.file, node));
  const controlled = readControl(call);
  if (controlled !== null) return controlled;
  if (isCommand(name)) {
    command(call);
    return vague;
  }
  if (name === "connection" || name === "conn" || name === "lease_connection")
    return host({ host: "connection", direct: false });
  if (
    migration.reverting &&
    /^(?:execute|exec_query|exec_update|exec_delete|exec_insert|truncate)$/u.test(name)
  ) {
    migration.irreversible = true;
    return vague;
  }
  const asked = readQuery(call);
  if (asked !== null) return asked;
  if (name === "disable_referential_integrity")
    return withoutForeignKeyChecks(migration.reader, () => runBlock(call));
  if (isSession(name)) return runBlock(call);
  if (readGem(call)) return vague;
  if (name === "super" && !migration.foreignBase) return vague;
  return unknownMethod(call, name);
}

/** A method that is defined elsewhere: what it does is not known. */
function unknownMethod(call: Call, called: string): Value {
  const { migration, node, given, name } = call;
  const { reader, run } = migration;
  const vague = unknown(textOf(reader.file, node));
  if (given.block !== null) runSometimes(call);
  if (name.endsWith("?")) return vague;
  const plain = name.replace(/[!=]$/u, "");
  if (namesSchemaChange(`${plain}_`))
    reader.vague(run, node, `${name} is defined elsewhere, so what it changes is not known`);
  else if (standsAlone(migration, node) || actsByName(name)) codeOf(migration, node, called, tablesIn(given));
  return vague;
}

/** Models that are handed over are tables that the code can change. */
function tablesIn(given: Given): ReturnType<typeof tableName>[] {
  return given.positional.flatMap((value) => {
    const known = hosted(value);
    if (known?.host === "model") return known.table === null ? [] : [tableName(known.table)];
    if (value.kind !== "symbol" || !looksLikeModel(value.path)) return [];
    const { table } = modelNamed(value.path);
    return table === null ? [] : [tableName(table)];
  });
}

/** A call on a constant that no file defines. */
export function constantMethod(call: Call, constant: string): Value {
  const { migration, name, node } = call;
  const vague = unknown(textOf(migration.reader.file, node));
  if (isBase(constant)) return baseMethod(call);
  if (isHarmless(constant)) {
    if (call.given.block !== null) runSometimes(call);
    return vague;
  }
  if (/^(?:Scenic(?:\.database|::)?.*|Fx.*)$/u.test(constant)) return ownMethod(call);
  if (
    /^(?:Apartment::Tenant|Lockable|ActsAsTenant|MultiTenant|Ancestry|PaperTrail|Searchkick|Thinking\w*|Chewy|Audited|Bullet|ActiveJob)/u.test(
      constant,
    )
  ) {
    if (call.given.block !== null) return runBlock(call);
    return vague;
  }
  if (/^(?:create|drop)_translation_table!$/u.test(name)) return translations(call, constant);
  if (!looksLikeModel(constant)) return unknownMethod(call, `${constant}.${name}`);
  return modelMethod(call, modelNamed(constant.replace(/^::/u, "")));
}

/** globalize's tables stand beside those of the models. */
function translations(call: Call, constant: string): Value {
  const { migration, name, given } = call;
  const { table } = modelNamed(constant);
  if (table === null) return unknownMethod({ ...call, name: name.replace("!", "") }, `${constant}.${name}`);
  const named = `${table.replace(/s$/u, "")}_translations`;
  const value: Value = { kind: "text", pieces: [{ text: named, source: null, hole: null }], node: null };
  const options = new Given([value], new Map(), false, null);
  command({
    migration,
    node: call.node,
    name: name.startsWith("drop") ? "drop_table" : "create_table",
    given: options,
  });
  return given.block === null ? NONE : runBlock(call);
}

/** `ActiveRecord::Base`: its connection, its transactions, and SQL that it runs. */
function baseMethod(call: Call): Value {
  const { migration, name, node, given } = call;
  if (name === "connection" || name === "lease_connection" || name === "retrieve_connection")
    return connection;
  if (name === "with_connection" || name === "connection_pool") {
    if (given.block === null) return connection;
    return runBlock(call, connection);
  }
  if (name === "transaction") return readControl(call) ?? NONE;
  if (
    name === "connected_to" ||
    name === "uncached" ||
    name === "no_touching" ||
    name === "while_preventing_writes"
  )
    return runBlock(call);
  if (name === "establish_connection") {
    migration.reader.vague(migration.run, node, "what follows runs in another database");
    return NONE;
  }
  if (/^(?:connection_config|connection_db_config|configurations|adapter_class)$/u.test(name))
    return host({ host: "connection", direct: true });
  if (/^(?:execute|exec_query|select_\w+|update_sql)$/u.test(name)) return connectionMethod(call);
  if (name.startsWith("sanitize_sql")) return sanitized(call);
  if (given.block !== null) runSometimes(call);
  return unknown(textOf(migration.reader.file, node));
}

/** A method of a connection that is asked directly: nothing of it is turned around. */
export function connectionMethod(call: Call, direct = true): Value {
  const { migration } = call;
  if (!direct || migration.recorded === null) return ownMethod(call);
  const { recorded, reverting } = migration;
  migration.recorded = null;
  migration.reverting = false;
  const value = ownMethod(call);
  migration.recorded = recorded;
  migration.reverting = reverting;
  return value;
}

/** Words that run SQL, whatever they are called on. */
const EXECUTES =
  /^(?:execute|exec|exec_query|exec_update|exec_delete|exec_insert|async_exec|exec_params|select_all|select_rows|select_values?|query|update_sql|execute_batch)$/u;

export function foreignCall(migration: Migration, { path, receiver, name, args, node }: ForeignCall): Value {
  const call = callOf(migration, name, args, node);
  const vague = unknown(textOf(migration.reader.file, node));
  if (path !== null) return constantMethod(call, path.slice(0, Math.max(path.lastIndexOf("."), 0)) || path);
  if (receiver === null) return ownMethod(call);
  if (receiver.kind === "class") {
    if (isMigrationClass(receiver)) return migrationClass(call);
    const model = modelOf(receiver);
    if (model !== null) return modelMethod(call, model);
    if (inBody(name)) return vague;
    return unknownMethod(call, `${receiver.name}.${name}`);
  }
  if (receiver.kind === "instance") {
    if (isMigrationClass(receiver.class)) return ownMethod(call);
    const model = modelOf(receiver.class);
    if (model !== null)
      return recordMethod(call, { host: "record", name: model.name, table: model.table, vague: true });
    return unknownMethod(call, `${receiver.class.name}.${name}`);
  }
  if (EXECUTES.test(name) && call.given.at(0) !== undefined && call.given.at(0)?.kind !== "host") {
    const first = call.given.at(0);
    if (first?.kind === "text" || first?.kind === "choice") runSql(call, first);
    else codeOf(migration, node, name, []);
    return vague;
  }
  if (
    isCommand(name) &&
    receiver.kind === "unknown" &&
    /(?:^|\.)(?:t|table|conn|connection|migration|m)$/u.test(receiver.source)
  ) {
    command(call);
    return vague;
  }
  return onUnknown(call, receiver);
}

/** A call on a value that is not known: reading is harmless, and what changes rows is code. */
function onUnknown(call: Call, receiver: Value): Value {
  const { migration, name, node } = call;
  const vague = unknown(textOf(migration.reader.file, node));
  if (call.given.block !== null) {
    const { run } = migration;
    run.looping += 1;
    run.callFunction(call.given.block, { positional: [], keywords: new Map(), open: true });
    run.looping -= 1;
    return vague;
  }
  const changes =
    /^(?:save|update|update_attributes?|update_all|update_columns?|destroy|destroy_all|delete_all|create|touch|increment|decrement|toggle|write_attribute|insert_all|upsert_all|perform_now|perform_later|perform_async|invoke|call|run|migrate)!?$/u;
  if (receiver.kind !== "none" && changes.test(name) && migration.overRecords === 0)
    codeOf(migration, node, name, []);
  return vague;
}

const BODY =
  /^(?:class_attribute|attr_\w+|include|extend|private|public|protected|module_function|delegate|alias_method|define_method|private_constant|enum|scope|validates?\w*|belongs_to|has_\w+|serialize|self)$/u;

function inBody(name: string): boolean {
  return BODY.test(name);
}

/** What stands in the body of the class, and what its class methods call by `self`. */
function migrationClass(call: Call): Value {
  const { name } = call;
  const { run, reader } = call.migration;
  if (name === "disable_ddl_transaction!" || name === "disable_ddl_transaction") {
    run.globals.set(NO_TRANSACTION, { kind: "bool", value: true });
    return NONE;
  }
  if (
    /^(?:up|down|change|migrate|run|exec_migration|new|revert|version|name|verbose=?|set_\w*|\w+=|disable_\w+!?|enable_\w+!?|attr_\w+|include|extend|prepend|class_attribute|delegate|milestone|restrict_\w+|private\w*|public\w*|protected|require\w*|skip_\w+|uses_\w+|feature_\w+|ignored?_\w+|phase|tag|check_\w+|helper|module_function|alias_method|define_method|private_constant|cattr_\w+|mattr_\w+|thread_\w+|before_\w+|after_\w+|load_config|group|using|data|safety_\w+|unsafe\w*|shard|database)$/u.test(
      name,
    )
  )
    return unknown(textOf(reader.file, call.node));
  return ownMethod(call);
}

/** The name under which a class notes that it runs in no transaction. */
export const NO_TRANSACTION = "disable_ddl_transaction!";

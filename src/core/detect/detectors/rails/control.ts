/** Methods of a migration that change nothing themselves, and run the blocks that do. */

import { NONE, unknown, type Value } from "../../reading/source/value.ts";
import { textOf } from "../../reading/source/syntax.ts";
import type { Call } from "./migration.ts";
import { inPlace, later, revert } from "./record.ts";
import { host } from "./values.ts";

type Read = (call: Call) => Value;

const nothing: Read = () => NONE;

/** Runs the block as it stands. */
export function runBlock({ migration, given }: Call, ...positional: Value[]): Value {
  if (given.block === null) return NONE;
  return migration.run.callFunction(given.block, { positional, keywords: new Map(), open: false });
}

const passes: Read = (call) => runBlock(call);

/** In a transaction of its own, where the migration has none. */
const inTransaction: Read = (call) => {
  const { migration } = call;
  const { reader, reverting, recorded } = migration;
  const visit = (): Value => {
    if (reader.transaction !== null || reader.dialect === "mysql" || reader.dialect === "mariadb")
      return runBlock(call);
    reader.blocks += 1;
    reader.transaction = `block:${reader.blocks}`;
    const value = runBlock(call);
    reader.transaction = null;
    return value;
  };
  if (recorded === null) return visit();
  if (!reverting || migration.version < 502) inPlace(migration, call, () => void visit());
  else {
    // Its commands are turned around among themselves.
    const { recorded: outside } = migration;
    migration.recorded = [];
    runBlock(call);
    const inside = migration.recorded.toReversed();
    migration.recorded = outside;
    later(migration, call.node, () => {
      const before = reader.transaction;
      if (before === null && reader.dialect !== "mysql" && reader.dialect !== "mariadb") {
        reader.blocks += 1;
        reader.transaction = `block:${reader.blocks}`;
      }
      for (const one of inside) one.run();
      reader.transaction = before;
    });
  }
  return NONE;
};

const reversible: Read = (call) => {
  const { migration } = call;
  const back = migration.reverting;
  const dir = host({ host: "direction", back });
  inPlace(migration, call, () => void runBlock(call, dir));
  return NONE;
};

const upOnly: Read = (call) => {
  if (!call.migration.reverting) inPlace(call.migration, call, () => void runBlock(call));
  return NONE;
};

const reverts: Read = (call) => {
  const { migration, given, node } = call;
  if (given.positional.length > 0)
    migration.reader.vague(migration.run, node, "it reverts another migration, which is not read here");
  if (given.block !== null) {
    const before = migration.irreversible;
    revert(migration, () => void runBlock(call));
    if (migration.irreversible && !before && migration.recorded === null) {
      migration.irreversible = false;
      migration.reader.vague(migration.run, node, "what it reverts cannot be turned around");
    }
  }
  return NONE;
};

const CONTROL: Readonly<Record<string, Read>> = {
  transaction: inTransaction,
  with_transaction_returning_status: inTransaction,
  ddl_transaction: inTransaction,
  reversible,
  up_only: upOnly,
  revert: reverts,
  say_with_time: passes,
  suppress_messages: passes,
  suppress: passes,
  silence: passes,
  safety_assured: passes,
  disable_statement_timeout: passes,
  disable_lock_timeout: passes,
  without_statement_timeout: passes,
  with_lock_retries: passes,
  with_lock_timeout: passes,
  with_statement_timeout: passes,
  with_locked_table: passes,
  with_connection: passes,
  execute_block: passes,
  benchmark: passes,
  assert_valid_keys: nothing,
  say: nothing,
  announce: nothing,
  write: nothing,
  puts: nothing,
  print: nothing,
  p: nothing,
  pp: nothing,
  warn: nothing,
  putc: nothing,
  sleep: nothing,
  require: nothing,
  require_relative: nothing,
  attr_accessor: nothing,
  attr_reader: nothing,
  private: nothing,
  protected: nothing,
  public: nothing,
  verbose: nothing,
  "verbose=": nothing,
  binding: nothing,
  clear_cache: nothing,
  "clear_cache!": nothing,
  schema_cache: nothing,
  reset_column_information: nothing,
  milestone: nothing,
  restrict_gitlab_migration: nothing,
  feature_category: nothing,
  enable_lock_retries: nothing,
  skip_require_disable_ddl_transactions: nothing,
  check_down: nothing,
  uses_transaction: nothing,
  tag: nothing,
  set_callback: nothing,
};

/** What a method that only runs blocks, or nothing, gives; null when it is none. */
export function readControl(call: Call): Value | null {
  return Object.hasOwn(CONTROL, call.name) ? (CONTROL[call.name]?.(call) ?? null) : null;
}

/** `dir.up { }` and `dir.down { }` of `reversible`. */
export function readDirection(call: Call, back: boolean): Value {
  const runs = (call.name === "up" && !back) || (call.name === "down" && back);
  if (runs) runBlock(call);
  return runs || call.name === "up" || call.name === "down"
    ? NONE
    : unknown(textOf(call.migration.reader.file, call.node));
}

/** Methods of well-known gems that change the schema: which commands of Rails they are, and how they go about them. */

import { bool, NONE, text, type Value } from "../../reading/source/value.ts";
import type { Call } from "./migration.ts";
import { command } from "./record.ts";
import { isCommand } from "./commands.ts";
import { viewsAndFunctions } from "./gems/views-and-functions.ts";
import { gradual } from "./gems/gradual.ts";
import { columns } from "./gems/columns.ts";

type Read = (call: Call) => void;

/** The same command with other options, in no transaction. */
function concurrently(name: string, changed: Readonly<Record<string, Value | null>>): Read {
  return (call) => {
    const { migration, given } = call;
    migration.reader.outside(() =>
      command({ ...call, name, given: given.with({ algorithm: text("concurrently"), ...changed }) }),
    );
  };
}

const METHODS: Readonly<Record<string, Read>> = {
  ...viewsAndFunctions,
  ...gradual,
  ...columns,
  add_concurrent_index: concurrently("add_index", { if_not_exists: bool(true), allow_partition: null }),
  add_concurrent_partitioned_index: concurrently("add_index", { if_not_exists: bool(true) }),
  add_index_concurrently: concurrently("add_index", {}),
  add_index_in_background: concurrently("add_index", {
    connection_class_name: null,
    max_attempts: null,
    statement_timeout: null,
  }),
  prepare_async_index: concurrently("add_index", {}),
  safe_add_concurrent_index: concurrently("add_index", {}),
  safe_add_concurrent_partitioned_index: concurrently("add_index", {}),
  remove_concurrent_index: concurrently("remove_index", {}),
  remove_index_concurrently: concurrently("remove_index", {}),
  remove_index_in_background: concurrently("remove_index", { connection_class_name: null }),
  prepare_async_index_removal: concurrently("remove_index", {}),
  safe_remove_concurrent_index: concurrently("remove_index", {}),
  remove_concurrent_index_by_name(call) {
    const { given, migration } = call;
    const name = given.at(1) ?? given.option("name") ?? NONE;
    const turned = given.with(
      { name, algorithm: text("concurrently"), if_exists: bool(true) },
      given.positional.slice(0, 1),
    );
    migration.reader.outside(() => command({ ...call, name: "remove_index", given: turned }));
  },
};

/** `safe_create_table`, `unsafe_drop_table`: pg_ha_migrations' names for the same. */
const PREFIX = /^(?:safe|unsafe|safely)_/u;

/** Reads the method of a gem; false when it is none that is known. */
export function readGem(call: Call): boolean {
  const { name } = call;
  const read = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (read !== undefined) {
    // How the gems turn these around is their own affair.
    if (call.migration.reverting && Object.hasOwn(gradual, name)) call.migration.irreversible = true;
    else read(call);
    return true;
  }
  const plain = name.replace(PREFIX, "");
  if (plain === name || !isCommand(plain)) return false;
  command({ ...call, name: plain });
  return true;
}

/** How Rails turns a command around, where it can: the way back of `change`. */

import { bool, text, truthOf, type Value } from "../../reading/source/value.ts";
import type { Given } from "./given.ts";

export interface Turned {
  name: string;
  given: Given;
}

type Turn = (given: Given, name: string) => Turned | null;

const to =
  (name: string): Turn =>
  (given) => ({ name, given });

const swapped =
  (first: number): Turn =>
  (given, name) => {
    const positional = [...given.positional];
    const [a, b] = [positional[first], positional[first + 1]];
    if (a === undefined || b === undefined) return null;
    positional.splice(first, 2, b, a);
    return { name, given: given.with({}, positional) };
  };

const exchanged: Turn = (given, name) => {
  const [from, into] = [given.option("from"), given.option("to")];
  if (from === undefined || into === undefined) return null;
  return { name, given: given.with({ from: into, to: from }) };
};

/** It can be turned around only where it says so much. */
const knowing =
  (test: (given: Given) => boolean, turn: Turn): Turn =>
  (given, name) =>
    test(given) ? turn(given, name) : null;

const TURNS: Readonly<Record<string, Turn>> = {
  create_table: to("drop_table"),
  create_join_table: to("drop_join_table"),
  drop_join_table: to("create_join_table"),
  drop_table: knowing(
    (given) => given.positional.length === 1 && (given.block !== null || given.options.size > 0),
    to("create_table"),
  ),
  rename_table: swapped(0),
  add_column: to("remove_column"),
  remove_column: knowing((given) => given.positional.length > 2, to("add_column")),
  add_columns: to("remove_columns"),
  remove_columns: knowing((given) => given.has("type"), to("add_columns")),
  rename_column: swapped(1),
  rename_index: swapped(1),
  rename_constraint: swapped(1),
  add_index: to("remove_index"),
  remove_index(given) {
    const columns = given.at(1) ?? given.option("column");
    if (columns === undefined) return null;
    const table = given.at(0) ?? text("");
    return { name: "add_index", given: given.with({ column: null, if_exists: null }, [table, columns]) };
  },
  add_timestamps: to("remove_timestamps"),
  remove_timestamps: to("add_timestamps"),
  add_reference: to("remove_reference"),
  add_belongs_to: to("remove_reference"),
  remove_reference: to("add_reference"),
  remove_belongs_to: to("add_reference"),
  add_foreign_key: to("remove_foreign_key"),
  remove_foreign_key(given) {
    const target = given.at(1) ?? given.option("to_table");
    if (target === undefined) return null;
    return {
      name: "add_foreign_key",
      given: given.with({ to_table: null, if_exists: null }, [given.at(0) ?? text(""), target]),
    };
  },
  add_check_constraint: to("remove_check_constraint"),
  remove_check_constraint: knowing((given) => given.positional.length > 1, to("add_check_constraint")),
  add_exclusion_constraint: to("remove_exclusion_constraint"),
  remove_exclusion_constraint: knowing(
    (given) => given.positional.length > 1,
    to("add_exclusion_constraint"),
  ),
  add_unique_constraint: to("remove_unique_constraint"),
  remove_unique_constraint: knowing((given) => given.positional.length > 1, to("add_unique_constraint")),
  add_unique_key: to("remove_unique_constraint"),
  change_column_default: exchanged,
  change_column_comment: exchanged,
  change_table_comment: exchanged,
  change_column_null(given, name) {
    const [table, column, nullable, ...rest] = given.positional;
    if (table === undefined || column === undefined || nullable === undefined) return null;
    const truth = truthOf(nullable);
    const turned: Value = truth === null ? nullable : bool(!truth);
    return { name, given: given.with({}, [table, column, turned, ...rest]) };
  },
  enable_extension: to("disable_extension"),
  disable_extension: to("enable_extension"),
  enable_index: to("disable_index"),
  disable_index: to("enable_index"),
  create_enum: to("drop_enum"),
  drop_enum: knowing((given) => given.positional.length > 1 || given.has("values"), to("create_enum")),
  rename_enum(given, name) {
    const into = given.at(1) ?? given.option("to");
    return into === undefined
      ? null
      : { name, given: given.with({ to: null }, [into, given.at(0) ?? text("")]) };
  },
  rename_enum_value: exchanged,
  create_schema: to("drop_schema"),
  drop_schema: to("create_schema"),
  create_virtual_table: to("drop_virtual_table"),
  drop_virtual_table: knowing((given) => given.positional.length > 1, to("create_virtual_table")),
  // What Rails does not know how to turn around, and does not refuse, it does again.
  validate_foreign_key: (given, name) => ({ name, given }),
  validate_check_constraint: (given, name) => ({ name, given }),
  validate_constraint: (given, name) => ({ name, given }),
  add_primary_key: (given, name) => ({ name, given }),
};

/** The command that takes one back; null: Rails refuses. */
export function turnedAround(name: string, given: Given): Turned | null {
  return Object.hasOwn(TURNS, name) ? (TURNS[name]?.(given, name) ?? null) : null;
}

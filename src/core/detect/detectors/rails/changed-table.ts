/** The `t` of `change_table`: which command each of its methods is. */

import type { TableName } from "../../../operation.ts";
import { NONE, text, truthOf, type Value } from "../../reading/source/value.ts";
import { namesOf, optionsOf, type Given } from "./given.ts";

/** A table that is there; every call of `t` is a command about it. */
export class ChangedTable {
  readonly host = "changed";
  readonly table: TableName;

  constructor(table: TableName) {
    this.table = table;
  }

  get name(): string {
    const { schema, table } = this.table;
    return schema === null ? table : `${schema}.${table}`;
  }
}

/** Methods of `t` that are a command under another name, with the table put first. */
const COMMANDS: Readonly<Record<string, string>> = {
  column: "add_column",
  index: "add_index",
  rename_index: "rename_index",
  timestamps: "add_timestamps",
  change: "change_column",
  change_default: "change_column_default",
  change_null: "change_column_null",
  change_comment: "change_column_comment",
  remove: "remove_columns",
  remove_column: "remove_columns",
  remove_columns: "remove_columns",
  remove_index: "remove_index",
  remove_timestamps: "remove_timestamps",
  rename: "rename_column",
  rename_column: "rename_column",
  foreign_key: "add_foreign_key",
  remove_foreign_key: "remove_foreign_key",
  validate_foreign_key: "validate_foreign_key",
  check_constraint: "add_check_constraint",
  remove_check_constraint: "remove_check_constraint",
  validate_check_constraint: "validate_check_constraint",
  validate_constraint: "validate_constraint",
  exclusion_constraint: "add_exclusion_constraint",
  remove_exclusion_constraint: "remove_exclusion_constraint",
  unique_constraint: "add_unique_constraint",
  remove_unique_constraint: "remove_unique_constraint",
  enable_index: "enable_index",
  disable_index: "disable_index",
};

const ONE_BY_ONE: Readonly<Record<string, string>> = {
  references: "add_reference",
  belongs_to: "add_reference",
  remove_references: "remove_reference",
  remove_belongs_to: "remove_reference",
};

/** One command: its name and its arguments. */
export interface Planned {
  name: string;
  given: Given;
}

/** Methods that ask, and change nothing. */
export const ASKS = /\?$|^(?:name|table_name|inspect|to_s)$/u;

/** `t.string :a, index: true` makes the index besides. */
function withIndex(table: Value, column: Value, type: Value, given: Given): Planned[] {
  const index = given.option("index");
  const plain = { name: "add_column", given: given.with({ index: null }, [table, column, type]) };
  if (index === undefined || truthOf(index) === false) return [plain];
  return [plain, { name: "add_index", given: optionsOf(index).with({}, [table, column]) }];
}

/** What a method of `t` does; null: no command of Rails. Any other name with arguments is that of a type. */
export function commandsOf(changed: ChangedTable, method: string, given: Given): Planned[] | null {
  const table = text(changed.name);
  if (method === "column" && given.positional.length > 1)
    return withIndex(table, given.at(0) ?? NONE, given.at(1) ?? NONE, given);
  if (Object.hasOwn(COMMANDS, method)) {
    const name = COMMANDS[method] as string;
    return [{ name, given: given.with({}, [table, ...given.positional]) }];
  }
  if (Object.hasOwn(ONE_BY_ONE, method)) {
    const name = ONE_BY_ONE[method] as string;
    const each = given.positional.flatMap((value) => spread(value));
    return each.map((value) => ({ name, given: given.with({}, [table, value]) }));
  }
  if (given.positional.length === 0 || given.block !== null) return null;
  if (method === "primary_key") {
    const type = given.at(1) ?? text("primary_key");
    const primary: Value = { kind: "bool", value: true };
    return [
      { name: "add_column", given: given.with({ primary_key: primary }, [table, given.at(0) ?? NONE, type]) },
    ];
  }
  if (!/^[a-z]\w*$/u.test(method)) return null;
  return given.positional
    .flatMap((value) => spread(value))
    .flatMap((value) => withIndex(table, value, text(method), given));
}

/** `t.string [:a, :b]` is each of them. */
function spread(value: Value): Value[] {
  const names = value.kind === "list" ? namesOf(value) : null;
  return names === null ? [value] : names.map((name) => text(name));
}

/** The vocabulary: every method of ActiveRecord's that changes the schema, and who reads it. */

import {
  addColumn,
  addColumns,
  addReference,
  addTimestamps,
  changeColumn,
  changeColumnComment,
  changeColumnDefault,
  changeColumnNull,
  removeColumn,
  removeColumns,
  removeReference,
  removeTimestamps,
  renameColumn,
} from "./column-commands.ts";
import {
  addCheck,
  addExclusion,
  addForeignKey,
  addPrimaryKey,
  addUnique,
  removeCheck,
  removeExclusion,
  removeForeignKey,
  removeUnique,
  renameConstraint,
  switchIndex,
  validateCheck,
  validateConstraint,
  validateForeignKey,
} from "./constraint-commands.ts";
import { addIndex, removeIndex, renameIndex } from "./indexes.ts";
import type { Call, TableCall } from "./migration.ts";
import { tableName } from "./quoting.ts";
import {
  changeTable,
  changeTableComment,
  createJoinTable,
  createTable,
  dropJoinTable,
  dropTable,
  renameTable,
} from "./table-commands.ts";
import {
  addEnumValue,
  createEnum,
  createSchema,
  createVirtualTable,
  disableExtension,
  dropEnum,
  dropSchema,
  enableExtension,
  renameEnum,
  renameEnumValue,
  renameSchema,
} from "./type-commands.ts";

type Read = (call: Call) => void;

/** Commands whose first argument is the table. */
const onTable: Readonly<Record<string, (call: TableCall) => void>> = {
  create_table: createTable,
  rename_table: renameTable,
  change_table: changeTable,
  change_table_comment: changeTableComment,
  add_column: addColumn,
  add_columns: addColumns,
  remove_column: removeColumn,
  remove_columns: removeColumns,
  rename_column: renameColumn,
  change_column: changeColumn,
  change_columns: changeColumn,
  change_column_default: changeColumnDefault,
  change_column_null: changeColumnNull,
  change_column_comment: changeColumnComment,
  add_timestamps: addTimestamps,
  remove_timestamps: removeTimestamps,
  add_reference: addReference,
  add_belongs_to: addReference,
  remove_reference: removeReference,
  remove_belongs_to: removeReference,
  add_index: addIndex,
  remove_index: removeIndex,
  rename_index: renameIndex,
  enable_index: switchIndex,
  disable_index: switchIndex,
  add_foreign_key: addForeignKey,
  remove_foreign_key: removeForeignKey,
  validate_foreign_key: validateForeignKey,
  add_check_constraint: addCheck,
  remove_check_constraint: removeCheck,
  validate_check_constraint: validateCheck,
  validate_constraint: validateConstraint,
  add_exclusion_constraint: addExclusion,
  remove_exclusion_constraint: removeExclusion,
  add_unique_constraint: addUnique,
  remove_unique_constraint: removeUnique,
  add_unique_key: addUnique,
  remove_unique_key: removeUnique,
  rename_constraint: renameConstraint,
  add_primary_key: addPrimaryKey,
};

const others: Readonly<Record<string, Read>> = {
  create_join_table: createJoinTable,
  drop_table: dropTable,
  drop_tables: dropTable,
  drop_join_table: dropJoinTable,
  create_enum: createEnum,
  drop_enum: dropEnum,
  rename_enum: renameEnum,
  add_enum_value: addEnumValue,
  rename_enum_value: renameEnumValue,
  enable_extension: enableExtension,
  disable_extension: disableExtension,
  create_schema: createSchema,
  drop_schema: dropSchema,
  rename_schema: renameSchema,
  create_virtual_table: createVirtualTable,
  drop_virtual_table: dropTable,
};

export function isCommand(name: string): boolean {
  return Object.hasOwn(onTable, name) || Object.hasOwn(others, name);
}

/** Carries a command out; false when there is none of that name. */
export function readCommand(call: Call): boolean {
  const { name, given, migration, node } = call;
  if (Object.hasOwn(others, name)) {
    others[name]?.(call);
    return true;
  }
  if (!Object.hasOwn(onTable, name)) return false;
  const table = given.text(0);
  if (table === null)
    migration.reader.vague(migration.run, node, "which table it changes is not known before it runs");
  else onTable[name]?.({ ...call, table: tableName(table) });
  return true;
}

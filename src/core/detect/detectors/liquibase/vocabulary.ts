/** Every change that Liquibase knows by name. */

import type { ReadChange } from "./change.ts";
import * as code from "./code.ts";
import * as constraints from "./constraints.ts";
import * as objects from "./objects.ts";
import * as rows from "./rows.ts";
import * as tables from "./tables.ts";

/** https://docs.liquibase.com/change-types/home.html, with those of Liquibase Pro whose SQL is certain. */
const vocabulary: Readonly<Record<string, ReadChange>> = {
  addAutoIncrement: constraints.addAutoIncrement,
  addCheckConstraint: constraints.addCheckConstraint,
  addColumn: tables.addColumn,
  addDefaultValue: constraints.addDefaultValue,
  addForeignKeyConstraint: constraints.addForeignKeyConstraint,
  addLookupTable: rows.addLookupTable,
  addNotNullConstraint: constraints.addNotNullConstraint,
  addPrimaryKey: constraints.addPrimaryKey,
  addUniqueConstraint: constraints.addUniqueConstraint,
  alterSequence: objects.alterSequence,
  createFunction: objects.createRoutine,
  createIndex: objects.createIndex,
  createProcedure: objects.createRoutine,
  createSequence: objects.createSequence,
  createStoredProcedure: objects.createRoutine,
  createTable: tables.createTable,
  createTrigger: objects.createRoutine,
  createView: objects.createView,
  customChange: code.customChange,
  delete: rows.deleteRows,
  dropAllForeignKeyConstraints: constraints.dropAllForeignKeyConstraints,
  dropCheckConstraint: constraints.dropCheckConstraint,
  dropColumn: tables.dropColumn,
  dropDefaultValue: constraints.dropDefaultValue,
  dropForeignKeyConstraint: constraints.dropForeignKeyConstraint,
  dropFunction: objects.dropFunction,
  dropIndex: objects.dropIndex,
  dropNotNullConstraint: constraints.dropNotNullConstraint,
  dropPrimaryKey: constraints.dropPrimaryKey,
  dropProcedure: objects.dropProcedure,
  dropSequence: objects.dropSequence,
  dropTable: tables.dropTable,
  dropTrigger: objects.dropTrigger,
  dropUniqueConstraint: constraints.dropUniqueConstraint,
  dropView: objects.dropView,
  empty: code.nothing,
  executeCommand: code.executeCommand,
  insert: rows.insert,
  loadData: rows.loadData,
  loadUpdateData: rows.loadUpdateData,
  mergeColumns: rows.mergeColumns,
  modifyColumn: tables.modifyColumn,
  modifyDataType: tables.modifyDataType,
  output: code.nothing,
  renameColumn: tables.renameColumn,
  renameSequence: objects.renameSequence,
  renameTable: tables.renameTable,
  renameView: objects.renameView,
  setColumnRemarks: tables.setColumnRemarks,
  setTableRemarks: tables.setTableRemarks,
  sql: code.sql,
  sqlFile: code.sqlFile,
  stop: code.nothing,
  tagDatabase: code.nothing,
  update: rows.update,
};

const readers = new Map(Object.entries(vocabulary));

/** What reads a change of this name, null for one that an extension brings. */
export function readerOf(name: string): ReadChange | null {
  return readers.get(name) ?? null;
}

/** Commands about constraints. */

import type { Constraint } from "../../../operation.ts";
import { stringOf } from "../../reading/source/value.ts";
import {
  checkName,
  checkSql,
  exclusionSql,
  foreignKeyColumn,
  foreignKeyName,
  foreignKeySql,
  notValid,
  uniqueSql,
} from "./constraints.ts";
import { namesOf } from "./given.ts";
import { isMysql, isSqlite, type TableCall } from "./migration.ts";
import { quotedTable, sql, type Sql } from "./quoting.ts";
import { rebuilding } from "./rebuild-table.ts";
import { note, send } from "./send.ts";

/** ADD CONSTRAINT; SQLite's table is built anew with it. */
function add(call: TableCall, constraint: Sql): void {
  const { migration, node, table, given } = call;
  const { run } = migration;
  const guard = given.flag("if_not_exists");
  if (guard) run.conditional += 1;
  if (isSqlite(migration)) rebuilding(migration, table, node);
  else
    send(
      migration,
      sql(`ALTER TABLE ${quotedTable(migration, table)} ADD `, constraint, notValid(migration, given)),
      node,
    );
  if (guard) run.conditional -= 1;
}

function drop(call: TableCall, name: string | null, type: Constraint["type"]): void {
  const { migration, node, table, given } = call;
  const details = { ifExists: given.flag("if_exists"), cascade: false, type };
  rebuilding(migration, table, node, () =>
    note(migration, "drop_constraint", node, { ...table, name, details }),
  );
}

function vague({ migration, node }: TableCall, words: string): void {
  migration.reader.vague(migration.run, node, `${words} is not known before it runs`);
}

export function addForeignKey(call: TableCall): void {
  const to = call.given.text(1);
  if (to === null) vague(call, `which table ${call.table.table} then refers to`);
  else addForeignKeyTo(call, to);
}

export function addForeignKeyTo(call: TableCall, to: string): void {
  const { migration, table, given } = call;
  if (isSqlite(migration)) {
    add(call, []);
    return;
  }
  if (given.has("column") && namesOf(given.option("column")) === null) {
    vague(call, `which column of ${table.table} then refers to ${to}`);
    return;
  }
  add(call, foreignKeySql(migration, table, to, given));
}

export function removeForeignKey(call: TableCall): void {
  const { given } = call;
  removeForeignKeyOf(call, given.text(1) ?? stringOf(given.option("to_table")));
}

/** By name, by its column, or by the table that it refers to: Rails looks the name up. */
export function removeForeignKeyOf(call: TableCall, to: string | null): void {
  const { given, table } = call;
  const columns = namesOf(given.option("column")) ?? (to === null ? null : [foreignKeyColumn(to)]);
  const name = given.string("name");
  if (name === null && columns === null) vague(call, `which foreign key of ${table.table} it drops`);
  else drop(call, name ?? (columns === null ? null : foreignKeyName(table.table, columns)), "foreign_key");
}

export function validateForeignKey(call: TableCall): void {
  const { given, table } = call;
  const to = given.text(1) ?? given.string("to_table");
  const columns = namesOf(given.option("column")) ?? (to === null ? null : [foreignKeyColumn(to)]);
  const name = given.string("name") ?? (columns === null ? null : foreignKeyName(table.table, columns));
  validate(call, name, "foreign_key");
}

function validate(
  { migration, node, table }: TableCall,
  name: string | null,
  type: Constraint["type"] | null,
): void {
  note(migration, "validate_constraint", node, { ...table, name, details: { type } });
}

export function addCheck(call: TableCall): void {
  const { migration, table, given } = call;
  add(call, checkSql(migration, table, given.at(1), given));
}

export function removeCheck(call: TableCall): void {
  const { given, table } = call;
  const expression = given.text(1) ?? given.string("expression");
  const name = given.string("name") ?? (expression === null ? null : checkName(table.table, expression));
  drop(call, name, "check");
}

export function validateCheck(call: TableCall): void {
  const { given, table } = call;
  const expression = given.string("expression");
  validate(
    call,
    given.string("name") ?? (expression === null ? null : checkName(table.table, expression)),
    "check",
  );
}

export function validateConstraint(call: TableCall): void {
  validate(call, call.given.text(1), null);
}

export function addExclusion(call: TableCall): void {
  const { migration, table, given } = call;
  add(call, exclusionSql(migration, table, given.at(1), given));
}

export function removeExclusion(call: TableCall): void {
  drop(call, call.given.string("name"), "exclusion");
}

export function addUnique(call: TableCall): void {
  const { migration, table, given } = call;
  if (!given.has("using_index") && namesOf(given.at(1)) === null)
    vague(call, `which columns of ${table.table} are unique`);
  else add(call, uniqueSql(migration, table, given.at(1), given));
}

export function removeUnique(call: TableCall): void {
  drop(call, call.given.string("name"), "unique");
}

export function renameConstraint(call: TableCall): void {
  const { migration, node, table, given } = call;
  const [from, to] = [given.text(1), given.text(2)];
  if (from === null || to === null) vague(call, `which constraint of ${table.table} it renames`);
  else note(migration, "rename_constraint", node, { ...table, name: from, details: { newName: to } });
}

/** `enable_index` and `disable_index`: MySQL alone can hide one from its planner. */
export function switchIndex(call: TableCall): void {
  const { migration, node, table, given } = call;
  if (!isMysql(migration)) vague(call, `what it does to an index of ${table.table}`);
  else
    note(migration, "set_table_option", node, {
      ...table,
      name: given.text(1),
      details: { option: "index visibility", value: call.name === "enable_index" ? "visible" : "invisible" },
    });
}

/** composite_primary_keys' own command. */
export function addPrimaryKey(call: TableCall): void {
  const { migration, node, table, given } = call;
  const columns = namesOf(given.at(1));
  if (columns === null) vague(call, `which columns the key of ${table.table} has`);
  else note(migration, "add_primary_key", node, { ...table, columns, details: { usingIndex: null } });
}

/** Commands about columns. */

import type { TableName } from "../../../column.ts";
import { placeOf, type Syntax } from "../../reading/source/syntax.ts";
import { stringOf, truthOf } from "../../reading/source/value.ts";
import { columnSql, referenceColumns, timestampColumns, type ColumnSpec } from "./columns.ts";
import { addForeignKeyTo, removeForeignKeyOf } from "./constraint-commands.ts";
import { namesOf } from "./given.ts";
import { createIndex } from "./indexes.ts";
import type { Migration, TableCall } from "./migration.ts";
import { quotedTable, sql } from "./quoting.ts";
import { rebuilding } from "./rebuild-table.ts";
import { note, send } from "./send.ts";
import { referenceIndex, referenceTarget } from "./table-builder.ts";
import { changeType, setDefault, setNull } from "./change-column.ts";

function vague({ migration, node }: TableCall, words: string): void {
  migration.reader.vague(migration.run, node, `${words} is not known before it runs`);
}

export function addColumn(call: TableCall): void {
  const { given, table } = call;
  const names = namesOf(given.at(1));
  if (names === null) {
    vague(call, `which column it adds to ${table.table}`);
    return;
  }
  for (const name of names) addOne(call, { name, type: stringOf(given.at(2)), given: given.with({}, []) });
}

/** `add_columns :t, :a, :b, type: :string`. */
export function addColumns(call: TableCall): void {
  const { given, table } = call;
  const names = given.positional.slice(1).map(stringOf);
  if (names.includes(null) || names.length === 0 || given.open)
    vague(call, `which columns it adds to ${table.table}`);
  const options = given.with({ type: null }, []);
  for (const name of names)
    if (name !== null) addOne(call, { name, type: given.string("type"), given: options });
}

function addOne({ migration, node, table, given }: TableCall, column: ColumnSpec): void {
  const plain = { ...column, given: column.given.with({ index: null }) };
  const guard = given.flag("if_not_exists");
  const { run } = migration;
  const noClause = guard && migration.reader.dialect !== "postgresql";
  if (noClause) run.conditional += 1;
  const exists = guard && !noClause ? "IF NOT EXISTS " : "";
  const head = `ALTER TABLE ${quotedTable(migration, table)} ADD COLUMN ${exists}`;
  const add = (): void => void send(migration, sql(head, columnSql(migration, plain)), node);
  if (needsRebuild(plain)) rebuilding(migration, table, node, add);
  else add();
  if (column.name === "type") noteSubclasses(migration, table, node);
  const comment = given.option("comment");
  if (comment?.kind === "text" && migration.reader.dialect === "postgresql")
    note(migration, "set_comment", node, { ...table, columns: [column.name], details: { object: "column" } });
  if (noClause) run.conditional -= 1;
}

/** Rails takes the column for the class of each row, unless the model says otherwise, which no migration shows. */
function noteSubclasses({ reader }: Migration, { table }: TableName, node: Syntax): void {
  const words = `Rails reads a column \`type\` as the class of the row: unless the model of \`${table}\` sets inheritance_column, old code fails on rows that have one`;
  reader.cannotRead(placeOf(reader.file, node), words);
}

/** What SQLite's ADD COLUMN refuses. */
function needsRebuild({ type, given }: ColumnSpec): boolean {
  const fallback = given.option("default");
  if (type === "primary_key" || given.flag("primary_key") || fallback?.kind === "function") return true;
  return given.refused("null") && (fallback === undefined || fallback.kind === "none");
}

export function removeColumn(call: TableCall): void {
  const names = namesOf(call.given.at(1));
  if (names === null) vague(call, `which column of ${call.table.table} it drops`);
  else dropColumns(call, names);
}

export function removeColumns(call: TableCall): void {
  const names = call.given.positional.slice(1).flatMap((value) => namesOf(value) ?? [null]);
  const known = names.filter((name) => name !== null);
  if (known.length < names.length || names.length === 0 || call.given.open)
    vague(call, `which columns of ${call.table.table} it drops`);
  dropColumns(call, known);
}

export function dropColumns({ migration, given, node, table }: TableCall, names: readonly string[]): void {
  const details = { ifExists: given.flag("if_exists"), cascade: false };
  if (names.length === 0) return;
  rebuilding(migration, table, node, () => {
    for (const name of names) note(migration, "drop_column", node, { ...table, columns: [name], details });
  });
}

export function renameColumn(call: TableCall): void {
  const { migration, given, node, table } = call;
  const [from, to] = [given.text(1), given.text(2)];
  if (from === null || to === null) {
    vague(call, `which column of ${table.table} it renames`);
    return;
  }
  rebuilding(migration, table, node, () =>
    note(migration, "rename_column", node, { ...table, columns: [from], details: { newName: to } }),
  );
}

export function changeColumn(call: TableCall): void {
  const { given, table } = call;
  const names = namesOf(given.at(1));
  if (names === null) {
    vague(call, `which column of ${table.table} it changes`);
    return;
  }
  for (const name of names)
    changeType(call, { name, type: stringOf(given.at(2)), given: given.with({}, []) });
}

export function changeColumnDefault(call: TableCall): void {
  const { migration, given, node, table } = call;
  const names = namesOf(given.at(1));
  // A hash with from and to came as options; `change_column_default :t, :c, nil` has a third value.
  const value = given.option("to") ?? given.at(2);
  if (names === null) {
    vague(call, `which column of ${table.table} gets another default`);
    return;
  }
  for (const name of names) setDefault(migration, { table, name, type: null, value, node });
}

export function changeColumnNull(call: TableCall): void {
  const { migration, given, node, table } = call;
  const names = namesOf(given.at(1));
  const nullable = given.at(2);
  if (names === null || nullable === undefined) {
    vague(call, `which column of ${table.table} may be NULL`);
    return;
  }
  for (const name of names) setNull(migration, { table, name, nullable, fallback: given.at(3), node });
}

export function changeColumnComment(call: TableCall): void {
  const { migration, given, node, table } = call;
  note(migration, "set_comment", node, {
    ...table,
    columns: namesOf(given.at(1)) ?? [],
    details: { object: "column" },
  });
}

export function addTimestamps(call: TableCall): void {
  const { migration, given } = call;
  for (const column of timestampColumns(migration, given)) addOne({ ...call, given: column.given }, column);
}

export function removeTimestamps(call: TableCall): void {
  dropColumns(call, ["updated_at", "created_at"]);
}

/** `add_reference`: the column, its index, and its foreign key in a statement of its own. */
export function addReference(call: TableCall): void {
  const { migration, given, node, table } = call;
  const names = namesOf(given.at(1));
  if (names === null) {
    vague(call, `which reference it adds to ${table.table}`);
    return;
  }
  for (const name of names) {
    const columns = referenceColumns(migration, name, given.with({}, []));
    for (const column of columns) addOne({ ...call, given: column.given }, column);
    const index = given.option("index");
    if (index === undefined ? migration.version >= 500 : truthOf(index) !== false) {
      const options = referenceIndex(migration, table, name, given, columns.length > 1);
      createIndex(migration, node, table, { columns: columns.map((column) => column.name) }, options);
    }
    const key = given.option("foreign_key");
    if (key === undefined || truthOf(key) === false) continue;
    const { to, given: options } = referenceTarget(name, key);
    if (to === null) vague(call, `which table ${table.table}.${name}_id refers to`);
    else addForeignKeyTo({ ...call, given: options }, to);
  }
}

export function removeReference(call: TableCall): void {
  const { given, table } = call;
  const names = namesOf(given.at(1));
  if (names === null) {
    vague(call, `which reference it drops from ${table.table}`);
    return;
  }
  for (const name of names) {
    const key = given.option("foreign_key");
    if (key !== undefined && truthOf(key) !== false) {
      const { to, given: options } = referenceTarget(name, key);
      removeForeignKeyOf({ ...call, given: options }, to);
    }
    const polymorphic = given.option("polymorphic");
    const both = polymorphic !== undefined && truthOf(polymorphic) !== false;
    dropColumns(call, both ? [`${name}_id`, `${name}_type`] : [`${name}_id`]);
  }
}

/** Commands about whole tables. */

import type { Value } from "../../reading/source/value.ts";
import { NONE, stringOf, text, truthOf } from "../../reading/source/value.ts";
import { hole } from "../../reading/source/text.ts";
import { host } from "./values.ts";
import { foreignKeyColumn } from "./constraints.ts";
import { ChangedTable } from "./changed-table.ts";
import { namesOf, optionsOf, wordOf, Given } from "./given.ts";
import { isMysql, type Call, type Migration, type TableCall } from "./migration.ts";
import { joined, quotedTable, quotedText, sql, tableName, type Sql } from "./quoting.ts";
import { note, send } from "./send.ts";
import { TableBuilder } from "./table-builder.ts";

/** CREATE TABLE, with the key that Rails makes and the indexes behind it. */
export function createTable({ migration, given, node, table }: TableCall): void {
  const { reader, run } = migration;
  const force = given.option("force");
  if (force !== undefined && truthOf(force) !== false)
    note(migration, "drop_table", node, {
      ...table,
      details: { ifExists: true, cascade: stringOf(force) === "cascade" },
    });
  const builder = new TableBuilder(migration, table, node);
  const keys = keyOf(builder, given);
  if (given.block !== null) {
    const { statement } = run;
    run.callFunction(given.block, { positional: [host(builder)], keywords: new Map(), open: false });
    run.statement = statement;
  }
  if (given.open) reader.vague(run, node, `the options of ${table.table} are not all known before it runs`);
  sendTable(builder, given, keys);
}

function sendTable(builder: TableBuilder, given: Given, keys: readonly string[]): void {
  const { migration, table, node } = builder;
  const body = builder.body(keys);
  const as = given.option("as");
  const temporary = given.flag("temporary") ? " TEMPORARY" : "";
  send(
    migration,
    sql(
      `CREATE${temporary} TABLE ${given.flag("if_not_exists") ? "IF NOT EXISTS " : ""}${quotedTable(migration, table)} `,
      body.length > 0 || (as === undefined && migration.reader.dialect === "postgresql")
        ? sql("(", joined(body, ", "), ")")
        : "",
      tableOptions(migration, given),
      as === undefined || as.kind === "none"
        ? ""
        : sql(" AS ", as.kind === "text" ? as.pieces : hole("a query")),
    ),
    node,
  );
  builder.sendIndexes();
  const comment = given.option("comment");
  if (comment?.kind === "text" && migration.reader.dialect === "postgresql")
    note(migration, "set_comment", node, { ...table, details: { object: "table" } });
}

function tableOptions(migration: Migration, given: Given): Sql {
  const options = given.option("options");
  const charset = given.string("charset");
  const collation = given.string("collation");
  const comment = given.option("comment");
  const written =
    options?.kind === "text" && migration.reader.dialect !== "sqlite" && fits(migration, options)
      ? sql(" ", options.pieces)
      : "";
  if (!isMysql(migration)) return sql(written);
  return sql(
    written,
    charset === null ? "" : ` DEFAULT CHARSET=${charset}`,
    collation === null ? "" : ` COLLATE=${collation}`,
    comment?.kind === "text" ? sql(" COMMENT ", quotedText(migration, comment.pieces)) : "",
  );
}

/** `ENGINE=InnoDB` in a project on PostgreSQL is left from another time, and says nothing there. */
function fits(migration: Migration, options: Value): boolean {
  return (
    isMysql(migration) ||
    !/\b(?:ENGINE|CHARSET|ROW_FORMAT|AUTO_INCREMENT|COLLATE)\b/iu.test(stringOf(options) ?? "")
  );
}

/** Makes the key: of several columns, of none, of a type of its own, or the usual one. The columns of a key that is sent apart. */
function keyOf(builder: TableBuilder, given: Given): readonly string[] {
  const primary = given.option("primary_key");
  const several = primary?.kind === "list" ? namesOf(primary) : null;
  const id = given.option("id");
  if (several !== null) return several;
  if (id !== undefined && truthOf(id) === false) return [];
  const nested = id?.kind === "dict" ? optionsOf(id) : null;
  const written = nested === null ? stringOf(id) : nested.string("type");
  const usual = builder.migration.version >= 501 ? "primary_key" : "integer";
  const type = written ?? usual;
  const options: Record<string, Value> = { primary_key: { kind: "bool", value: true } };
  for (const name of [
    "limit",
    "default",
    "precision",
    "collation",
    "comment",
    "unsigned",
    "auto_increment",
  ]) {
    const value =
      nested?.option(name) ?? (nested === null && name !== "comment" ? given.option(name) : undefined);
    if (value !== undefined && value.kind !== "none") options[name] = value;
  }
  if (
    type === "uuid" &&
    options["default"] === undefined &&
    !given.has("default") &&
    builder.migration.reader.dialect === "postgresql"
  )
    options["default"] = text(builder.migration.version >= 501 ? "gen_random_uuid()" : "uuid_generate_v4()");
  const name = wordOf(primary) ?? "id";
  builder.column(name, type, new Given([], new Map(Object.entries(options)), false, null));
  return [];
}

/** `create_join_table :artists, :tracks` is `artists_tracks`, with a column for each and no key. */
export function createJoinTable({ migration, given, node }: Call): void {
  const name = joinTableName(given);
  const [first, second] = [given.text(0), given.text(1)];
  if (name === null || first === null || second === null) {
    migration.reader.vague(migration.run, node, "which tables it joins is not known before it runs");
    return;
  }
  const table = tableName(name);
  const builder = new TableBuilder(migration, table, node);
  const nested = optionsOf(given.option("column_options"));
  const options = nested.with({ null: nested.option("null") ?? { kind: "bool", value: false }, type: null });
  const type = nested.string("type") ?? (migration.version >= 501 ? "bigint" : "integer");
  for (const one of [first, second]) {
    builder.column(foreignKeyColumn(one), type, options);
  }
  if (given.block !== null)
    migration.run.callFunction(given.block, {
      positional: [host(builder)],
      keywords: new Map(),
      open: false,
    });
  const force = given.option("force");
  if (force !== undefined && truthOf(force) !== false)
    note(migration, "drop_table", node, { ...table, details: { ifExists: true, cascade: false } });
  sendTable(builder, given, []);
}

/** The name of a join table: both in order, what they begin with alike said once. */
export function joinTableName(given: Given): string | null {
  const written = given.option("table_name");
  if (written !== undefined && written.kind !== "none") return stringOf(written);
  const names = [given.text(0), given.text(1)];
  const [first, second] = names.toSorted();
  if (typeof first !== "string" || typeof second !== "string") return null;
  return `${first}\0${second}`.replace(/^(.*[._])(.+)\0\1(.+)/u, "$1$2_$3").replaceAll("\0", "_");
}

export function dropTable({ migration, given, node }: Call): void {
  const { reader, run } = migration;
  const names = given.positional.map(stringOf);
  if (names.length === 0 || given.open || names.includes(null))
    reader.vague(run, node, "which table it drops is not known before it runs");
  for (const name of names)
    if (name !== null)
      note(migration, "drop_table", node, {
        ...tableName(name),
        details: { ifExists: given.flag("if_exists"), cascade: given.string("force") === "cascade" },
      });
}

export function dropJoinTable(call: Call): void {
  const name = joinTableName(call.given);
  const positional = name === null ? [NONE] : [text(name)];
  dropTable({ ...call, given: call.given.with({}, positional) });
}

export function renameTable({ migration, given, node, table }: TableCall): void {
  const to = given.text(1);
  if (to === null)
    migration.reader.vague(
      migration.run,
      node,
      `what ${table.table} is renamed to is not known before it runs`,
    );
  else note(migration, "rename_table", node, { ...table, details: { newName: tableName(to).table } });
}

/** `change_table`: each call of `t` is a command of its own; with `bulk` one ALTER does what it can. */
export function changeTable({ migration, given, node, table }: TableCall): void {
  const { run, reader } = migration;
  if (given.block === null) {
    reader.vague(run, node, `what it changes in ${table.table} is not known before it runs`);
    return;
  }
  const changed = new ChangedTable(table);
  const before = migration.together;
  if (given.flag("bulk") && reader.dialect !== "sqlite") {
    migration.statements += 1;
    migration.together = `statement ${migration.statements}`;
  }
  const { statement } = run;
  run.callFunction(given.block, { positional: [host(changed)], keywords: new Map(), open: false });
  run.statement = statement;
  migration.together = before;
}

export function changeTableComment({ migration, node, table }: TableCall): void {
  note(migration, "set_comment", node, { ...table, details: { object: "table" } });
}

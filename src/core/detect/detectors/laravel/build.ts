/** A Blueprint that was filled becomes statements, in the order in which Laravel sends them. */

import type { ReadOperation } from "../../../operation.ts";
import { nextStatement, note, send, sendVague, type Sender } from "../../reading/source/send.ts";
import { literal, type Piece } from "../../reading/source/text.ts";
import type { Value } from "../../reading/source/value.ts";
import { isOn, since } from "./column-types.ts";
import { sendChange } from "./change.ts";
import { columnNames, compileCommand, lock, referencedColumns, referenceSql } from "./compile.ts";
import { indexName, nameOf, numberIn } from "./given.ts";
import { attribute, columnSql, type ColumnSettings } from "./modifiers.ts";
import { quoted, quotedParts, quotedTable, commentText, sql } from "./quoting.ts";
import { tableName, type Blueprint, type Fluent } from "./values.ts";

const INDEXES = ["primary", "unique", "index", "fulltext", "fullText", "spatialIndex", "vectorIndex"];

/** Sends all that the blueprint holds. */
export function build(
  sender: Sender,
  settings: Omit<ColumnSettings, "primaryCommand">,
  blueprint: Blueprint,
): void {
  const fluent = fluentIndexes(settings.engine, blueprint);
  const all = [...blueprint.commands, ...fluent];
  const primaryCommand = all.some(({ name }) => name === "primary");
  const building = { sender, blueprint, settings: { ...settings, primaryCommand }, rebuilt: null };
  const inside = blueprint.creating ? sendCreate(building, all) : new Set<Fluent>();
  for (const command of ordered(
    building,
    all.filter((one) => !inside.has(one)),
  ))
    sendCommand(building, command);
  for (const column of all) if (column.name === "add") sendExtras(building, column);
}

interface Building {
  sender: Sender;
  blueprint: Blueprint;
  settings: ColumnSettings;
  /** The statement in which SQLite builds the table anew. */
  rebuilt: string | null;
}

/** Before Laravel 11 columns are changed first, then added all at once. */
function ordered({ settings, blueprint }: Building, commands: readonly Fluent[]): Fluent[] {
  if (blueprint.creating || since(settings, 11)) return [...commands];
  const rank = (one: Fluent): number => (one.name !== "add" ? 2 : isChange(one) ? 0 : 1);
  return commands.toSorted((a, b) => rank(a) - rank(b));
}

function isChange(column: Fluent): boolean {
  return column.attributes.has("change");
}

/** `->unique()` behind a column is a command of its own. */
function fluentIndexes(engine: ColumnSettings["engine"], blueprint: Blueprint): Fluent[] {
  const isMysql = engine === "mysql" || engine === "mariadb";
  return blueprint.commands.flatMap((column): Fluent[] => {
    if (column.name !== "add") return [];
    const found = INDEXES.find((name) => attribute(column, name) !== null);
    const value = found === undefined ? null : attribute(column, found);
    if (found === undefined || value === null) return [];
    if (found === "primary" && isOn(column.attributes.get("autoIncrement")) && isChange(column) && isMysql)
      return [];
    const name =
      found === "fullText"
        ? "fulltext"
        : found === "index" && column.type === "vector"
          ? "vectorIndex"
          : found;
    const columns = [column.column ?? "?"];
    const given = nameOf(value);
    const drops = value.kind === "bool" && !value.value;
    if (drops && !isChange(column)) return [];
    return [
      {
        ...column,
        name: drops ? `drop${found.charAt(0).toUpperCase()}${found.slice(1)}` : name,
        columns,
        index: given ?? indexName(blueprint.table, columns, name),
        attributes: new Map<string, Value>(vectorOptions(name)),
      },
    ];
  });
}

/** What `vectorIndex` says where nothing is given. */
export function vectorOptions(name: string): [string, Value][] {
  if (name !== "vectorIndex") return [];
  const text = (word: string): Value => ({ kind: "text", pieces: literal(word), node: null });
  return [
    ["algorithm", text("hnsw")],
    ["operatorClass", text("vector_cosine_ops")],
  ];
}

/** CREATE TABLE with what stands inside it; gives the commands that are done by it. */
function sendCreate({ sender, blueprint, settings }: Building, all: readonly Fluent[]): Set<Fluent> {
  const { engine } = settings;
  const sqlite = engine === "sqlite";
  const inside = new Set(all.filter(({ name }) => name === "add"));
  const parts = [...inside].map((column) => columnSql(column, settings));
  const primary = all.find(({ name }) => name === "primary");
  if (primary !== undefined && engine !== "postgresql") {
    inside.add(primary);
    const counting = [...inside].some((column) => isOn(column.attributes.get("autoIncrement")));
    if (!sqlite || !counting) parts.push(sql("primary key (", quotedParts(engine, primary.columns), ")"));
  }
  for (const key of all.filter(({ name }) => sqlite && name === "foreign")) {
    const reference = referenceSql(engine, key);
    inside.add(key);
    if (reference !== null)
      parts.push(sql("foreign key(", quotedParts(engine, key.columns), ") ", reference));
  }
  const temporary = isOn(blueprint.options.get("temporary")) ? "temporary " : "";
  const head = `create ${temporary}table ${quotedTable(engine, blueprint.table)} (`;
  const listed = parts.flatMap((part, at) => (at === 0 ? part : sql(", ", part)));
  send(sender, sql(head, listed, ")", tableOptions(blueprint, engine)), blueprint.at);
  return inside;
}

function tableOptions({ options }: Blueprint, engine: ColumnSettings["engine"]): string {
  if (engine !== "mysql" && engine !== "mariadb") return "";
  const [charset, collation, name] = ["charset", "collation", "engine"].map((key) =>
    nameOf(options.get(key)),
  );
  const word = (value: string | null | undefined): value is string =>
    typeof value === "string" && /^[\w ]+$/u.test(value);
  return [
    word(charset) ? ` default character set ${charset}` : "",
    word(collation) ? ` collate '${collation}'` : "",
    word(name) ? ` engine = ${name}` : "",
  ].join("");
}

function sendCommand(building: Building, command: Fluent): void {
  const { sender, blueprint, settings } = building;
  const { engine } = settings;
  if (command.name === "unknown") {
    sendVague(sender, command.at, nameOf(command.attributes.get("reason")) ?? "what it does is not known");
    return;
  }
  if (command.name === "add") {
    if (command.column === null) {
      const verb = isChange(command) ? "changes in" : "adds to";
      sendVague(sender, command.at, `which column it ${verb} ${blueprint.table} is not known before it runs`);
    } else if (isChange(command))
      sendChange(sender, settings, blueprint, command, rebuild(building, command));
    else sendAdd(building, command);
    return;
  }
  if (engine === "sqlite" && sendRebuilding(building, command)) return;
  const statements = compileCommand(engine, blueprint, command);
  if (typeof statements === "string") sendVague(sender, command.at, statements);
  else if (statements === null)
    sendVague(
      sender,
      command.at,
      `a name that ${command.name} of ${blueprint.table} needs is not known before it runs`,
    );
  else for (const statement of statements) onTable(blueprint, send(sender, statement, command.at));
}

/** PostgreSQL's `drop index` and `alter index` do not say the table. */
function onTable({ table }: Blueprint, made: readonly ReadOperation[]): void {
  for (const operation of made)
    if (operation.table === null && (operation.kind === "drop_index" || operation.kind === "rename_index"))
      Object.assign(operation, tableName(table));
}

/** Columns that were added together before Laravel 11 are one ALTER. */
function sendAdd({ sender, blueprint, settings }: Building, column: Fluent): void {
  const { engine } = settings;
  const isMysql = engine === "mysql" || engine === "mariadb";
  const instant = isMysql && isOn(column.attributes.get("instant")) ? ", algorithm=instant" : "";
  const head = `alter table ${quotedTable(engine, blueprint.table)} add column `;
  const statement = sql(head, columnSql(column, settings), instant, lock(engine, column));
  const joined =
    !since(settings, 11) && engine !== "sqlite" ? `add to ${blueprint.at.node.start}` : nextStatement(sender);
  send(sender, statement, column.at, joined);
}

/** SQLite cannot do these: Laravel copies the table. Gives the statement that does it. */
function rebuild(building: Building, command: Fluent): string | undefined {
  const { sender, blueprint, settings } = building;
  if (settings.engine !== "sqlite") return undefined;
  if (building.rebuilt !== null) return building.rebuilt;
  building.rebuilt = nextStatement(sender);
  const details = { how: "create, copy, drop and rename" };
  note(sender, "rewrite_table", command.at, { ...tableName(blueprint.table), details }, building.rebuilt);
  return building.rebuilt;
}

function sendRebuilding(building: Building, command: Fluent): boolean {
  const { sender, blueprint, settings } = building;
  const table = tableName(blueprint.table);
  const columns = columnNames(command);
  const dropped = { ifExists: false, cascade: false };
  switch (command.name) {
    case "primary":
      note(
        sender,
        "add_primary_key",
        command.at,
        { ...table, columns, details: { usingIndex: null } },
        rebuild(building, command),
      );
      return true;
    case "foreign": {
      const on = nameOf(attribute(command, "on"));
      if (on === null) return false;
      const references = { ...tableName(on), columns: referencedColumns(command) };
      const onDelete = nameOf(attribute(command, "onDelete"));
      const details = { references, notValid: false, onDelete };
      note(
        sender,
        "add_foreign_key",
        command.at,
        { ...table, columns, name: command.index, details },
        rebuild(building, command),
      );
      return true;
    }
    case "dropPrimary":
    case "dropForeign": {
      const type = command.name === "dropPrimary" ? ("primary_key" as const) : ("foreign_key" as const);
      const facts = { ...table, columns, name: command.index, details: { ...dropped, type } };
      note(sender, "drop_constraint", command.at, facts, rebuild(building, command));
      return true;
    }
    case "renameIndex": {
      const [from, to] = [nameOf(attribute(command, "from")), nameOf(attribute(command, "to"))];
      if (from === null || to === null) return false;
      note(sender, "rename_index", command.at, { ...table, name: from, details: { newName: to } });
      return true;
    }
    case "dropColumn":
      if (since(settings, 11)) return false;
      for (const column of columns)
        note(
          sender,
          "drop_column",
          command.at,
          { ...table, columns: [column], details: dropped },
          rebuild(building, command),
        );
      return true;
    default:
      return false;
  }
}

/** What a column asks for besides: where it begins to count, and its comment. */
function sendExtras({ sender, blueprint, settings }: Building, column: Fluent): void {
  const { engine } = settings;
  const table = quotedTable(engine, blueprint.table);
  const start = numberIn(attribute(column, "startingValue") ?? attribute(column, "from") ?? undefined);
  if (
    start !== null &&
    start !== 0 &&
    isOn(column.attributes.get("autoIncrement")) &&
    (engine === "mysql" || engine === "mariadb")
  )
    send(sender, sql(`alter table ${table} auto_increment = ${start}`), column.at);
  const comment = attribute(column, "comment");
  if (engine !== "postgresql" || column.column === null) return;
  if (comment === null && !(isChange(column) && !settings.keepsUnsaid)) return;
  const text: readonly Piece[] = comment?.kind === "text" ? commentText(comment.pieces) : literal("NULL");
  send(sender, sql(`comment on column ${table}.${quoted(engine, column.column)} is `, text), column.at);
}

/** A command that only says that something is not known. */
export function unknownCommand(at: Fluent["at"], reason: string): Fluent {
  const text: Value = { kind: "text", pieces: literal(reason), node: null };
  return {
    name: "unknown",
    column: null,
    type: "",
    columns: [],
    index: null,
    attributes: new Map([["reason", text]]),
    at,
  };
}

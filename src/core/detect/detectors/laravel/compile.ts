/** The SQL of a Blueprint's commands, as the grammars of the engines write it. */

import type { EngineName } from "../../../impact.ts";
import { literal, type Piece } from "../../reading/source/text.ts";
import { quoted, quotedParts, quotedTable, commentText, sql } from "./quoting.ts";
import { attribute } from "./modifiers.ts";
import { isOn } from "./column-types.ts";
import { nameOf, namesIn, partsIn } from "./given.ts";
import type { Blueprint, Fluent, Part } from "./values.ts";

/** The statements of a command; null: it needs a name that is not known; a text: why the engine has no such thing. */
export type Compiled = readonly Piece[][] | null | string;

/** A command that needs no more than its own words. */
export function compileCommand(engine: EngineName, blueprint: Blueprint, command: Fluent): Compiled {
  const isMysql = engine === "mysql" || engine === "mariadb";
  const table = quotedTable(engine, blueprint.table);
  const name = command.index === null ? null : quoted(engine, command.index);
  const alter = `alter table ${table} `;
  switch (command.name) {
    case "drop":
      return [literal(`drop table ${table}`)];
    case "dropIfExists":
      return [literal(`drop table if exists ${table}`)];
    case "rename": {
      const to = nameOf(attribute(command, "to"));
      if (to === null) return null;
      const target = quotedTable(engine, to);
      return [literal(isMysql ? `rename table ${table} to ${target}` : `${alter}rename to ${target}`)];
    }
    case "renameColumn": {
      const [from, to] = [nameOf(attribute(command, "from")), nameOf(attribute(command, "to"))];
      if (from === null || to === null) return null;
      return [literal(`${alter}rename column ${quoted(engine, from)} to ${quoted(engine, to)}`)];
    }
    case "renameIndex": {
      const [from, to] = [nameOf(attribute(command, "from")), nameOf(attribute(command, "to"))];
      if (from === null || to === null) return null;
      const names = [quoted(engine, from), quoted(engine, to)] as const;
      if (engine === "sqlite") return null;
      return [
        literal(
          isMysql
            ? `${alter}rename index ${names[0]} to ${names[1]}`
            : `alter index ${names[0]} rename to ${names[1]}`,
        ),
      ];
    }
    case "dropColumn": {
      const columns = command.columns.filter((part) => typeof part === "string");
      if (columns.length === 0) return null;
      const drops = columns.map((column) => `drop column ${quoted(engine, column)}`);
      if (engine === "sqlite") return drops.map((drop) => literal(alter + drop));
      return [sql(alter + drops.join(", "), mysqlOptions(engine, command))];
    }
    case "dropPrimary": {
      if (isMysql) return [literal(`${alter}drop primary key`)];
      const own = blueprint.table.slice(blueprint.table.lastIndexOf(".") + 1);
      return [literal(`${alter}drop constraint ${quoted(engine, `${own}_pkey`)}`)];
    }
    case "dropUnique":
      if (name === null) return null;
      if (engine === "sqlite") return [literal(`drop index ${name}`)];
      return [literal(`${alter}drop ${isMysql ? "index" : "constraint"} ${name}`)];
    case "dropIndex":
    case "dropFullText":
    case "dropSpatialIndex":
      if (name === null) return null;
      return [literal(isMysql ? `${alter}drop index ${name}` : `drop index ${name}`)];
    case "dropForeign":
      if (name === null) return null;
      return [literal(`${alter}drop ${isMysql ? "foreign key" : "constraint"} ${name}`)];
    case "primary":
      return [
        sql(`${alter}add primary key (`, quotedParts(engine, command.columns), ")", lock(engine, command)),
      ];
    case "foreign":
      return foreign(engine, alter, name, command);
    case "tableComment": {
      const comment = attribute(command, "comment");
      const text = comment?.kind === "text" ? commentText(comment.pieces) : literal("''");
      if (engine === "sqlite") return [];
      return [isMysql ? sql(`${alter}comment = `, text) : sql(`comment on table ${table} is `, text)];
    }
    default:
      return isMysql ? mysqlKey(engine, alter, name, command) : index(engine, table, alter, name, command);
  }
}

function mysqlOptions(engine: EngineName, command: Fluent): Piece[] {
  if (engine !== "mysql" && engine !== "mariadb") return [];
  return sql(isOn(command.attributes.get("instant")) ? ", algorithm=instant" : "", lock(engine, command));
}

/** `lock=none`. */
export function lock(engine: EngineName, command: Fluent): Piece[] {
  const word = engine === "mysql" || engine === "mariadb" ? nameOf(attribute(command, "lock")) : null;
  return literal(word === null || !/^\w+$/u.test(word) ? "" : `, lock=${word}`);
}

function using(command: Fluent): string {
  const algorithm = nameOf(attribute(command, "algorithm"));
  return algorithm === null || !/^\w+$/u.test(algorithm) ? "" : ` using ${algorithm}`;
}

function mysqlKey(engine: EngineName, alter: string, name: string | null, command: Fluent): Compiled {
  const words: Record<string, string> = {
    unique: "unique",
    index: "index",
    fulltext: "fulltext",
    spatialIndex: "spatial index",
    vectorIndex: "vector index",
  };
  const word = words[command.name];
  if (name === null || word === undefined) return null;
  const columns = quotedParts(engine, command.columns);
  return [sql(`${alter}add ${word} ${name}${using(command)}(`, columns, ")", lock(engine, command))];
}

function index(
  engine: EngineName,
  table: string,
  alter: string,
  name: string | null,
  command: Fluent,
): Compiled {
  if (name === null) return null;
  const columns = quotedParts(engine, command.columns);
  const sqlite = engine === "sqlite";
  const unique = command.name === "unique";
  if (sqlite && !unique && command.name !== "index") return `Laravel has no ${command.name} for SQLite`;
  if (sqlite) return [sql(`create ${unique ? "unique " : ""}index ${name} on ${table} (`, columns, ")")];
  const concurrently = isOn(command.attributes.get("online")) ? "concurrently " : "";
  if (unique) {
    const deferring = deferred(command);
    const nulls = attribute(command, "nullsNotDistinct");
    const distinct = nulls === null ? "" : ` nulls ${isOn(nulls) ? "not distinct" : "distinct"}`;
    if (concurrently === "" && using(command) === "")
      return [sql(`${alter}add constraint ${name} unique${distinct} (`, columns, `)${deferring}`)];
    return [
      sql(`create unique index ${concurrently}${name} on ${table}${using(command)} (`, columns, ")"),
      literal(`${alter}add constraint ${name} unique using index ${name}${deferring}`),
    ];
  }
  if (command.name === "fulltext") {
    const language = nameOf(attribute(command, "language")) ?? "english";
    const vectors = command.columns.map((part) =>
      sql(`to_tsvector('${language}', `, quotedParts(engine, [part]), ")"),
    );
    const all = vectors.flatMap((vector, at) => (at === 0 ? vector : sql(" || ", vector)));
    return [sql(`create index ${concurrently}${name} on ${table} using gin ((`, all, "))")];
  }
  const operator = nameOf(attribute(command, "operatorClass"));
  const operators = (part: Part): Piece[] =>
    sql(quotedParts(engine, [part]), operator === null ? "" : ` ${operator}`);
  const listed = command.columns.flatMap((part, at) =>
    at === 0 ? operators(part) : sql(", ", operators(part)),
  );
  const method = command.name === "spatialIndex" ? " using gist" : using(command);
  return [sql(`create index ${concurrently}${name} on ${table}${method} (`, listed, ")")];
}

function deferred(command: Fluent): string {
  const value = attribute(command, "deferrable");
  if (value === null) return "";
  if (!isOn(value)) return " not deferrable";
  const immediate = attribute(command, "initiallyImmediate");
  return ` deferrable${immediate === null ? "" : isOn(immediate) ? " initially immediate" : " initially deferred"}`;
}

/** `references(...)` of a foreign key, as SQL; null where the table or its columns are not known. */
export function referenceSql(engine: EngineName, command: Fluent): Piece[] | null {
  const on = nameOf(attribute(command, "on"));
  const columns = partsIn(attribute(command, "references") ?? undefined);
  if (on === null || columns === null) return null;
  const actions = (["onDelete", "onUpdate"] as const).map((event) => {
    const action = nameOf(attribute(command, event));
    const word = event === "onDelete" ? "delete" : "update";
    return action === null || !/^[\w ]+$/u.test(action) ? "" : ` on ${word} ${action}`;
  });
  return sql(`references ${quotedTable(engine, on)} (`, quotedParts(engine, columns), `)${actions.join("")}`);
}

function foreign(engine: EngineName, alter: string, name: string | null, command: Fluent): Compiled {
  const reference = referenceSql(engine, command);
  if (name === null || reference === null) return null;
  const columns = quotedParts(engine, command.columns);
  const valid = engine === "postgresql" && attribute(command, "notValid") !== null ? " not valid" : "";
  const behind = engine === "postgresql" ? deferred(command) + valid : "";
  return [
    sql(
      `${alter}add constraint ${name} foreign key (`,
      columns,
      ") ",
      reference,
      behind,
      lock(engine, command),
    ),
  ];
}

/** The names in a foreign key or an index, for those who note it without SQL. */
export function columnNames(command: Fluent): string[] {
  return command.columns.filter((part) => typeof part === "string");
}

/** The columns that a foreign key refers to. */
export function referencedColumns(command: Fluent): string[] {
  return namesIn(attribute(command, "references") ?? undefined) ?? [];
}

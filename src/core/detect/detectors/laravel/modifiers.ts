/** What stands behind a column's type, in the order of each engine's grammar. */

import { literal, type Piece } from "../../reading/source/text.ts";
import { truthOf, type Value } from "../../reading/source/value.ts";
import { isOn, since, typeOf, type TypeSettings } from "./column-types.ts";
import { nameOf, numberIn } from "./given.ts";
import { defaultValue, expression, commentText, quoted, sql } from "./quoting.ts";
import type { Fluent } from "./values.ts";

/** What the column's SQL depends on besides the engine. */
export interface ColumnSettings extends TypeSettings {
  /** The table gets its primary key by a command of its own. */
  primaryCommand: boolean;
}

type Modifier = (column: Fluent, settings: ColumnSettings) => readonly Piece[];

const SERIALS = new Set(["bigInteger", "integer", "mediumInteger", "smallInteger", "tinyInteger"]);

export function attribute(column: Fluent, name: string): Value | null {
  const value = column.attributes.get(name);
  return value === undefined || value.kind === "none" ? null : value;
}

/** Laravel writes NOT NULL unless somebody said `nullable()`; null: it depends on what is not known. */
export function isNullable(column: Fluent): boolean | null {
  const value = column.attributes.get("nullable");
  return value === undefined ? false : truthOf(value);
}

function isGenerated(column: Fluent): boolean {
  return ["virtualAs", "storedAs", "virtualAsJson", "storedAsJson"].some(
    (name) => attribute(column, name) !== null,
  );
}

/** The default that a column gets, with that of `useCurrent()`. */
export function defaultOf(column: Fluent, settings: TypeSettings): Piece[] | null {
  if (isOn(column.attributes.get("useCurrent"))) {
    const current = currentOf(column, settings);
    if (current !== null) return literal(current);
  }
  const value = attribute(column, "default");
  return value === null ? null : defaultValue(value);
}

function currentOf({ type, attributes }: Fluent, settings: TypeSettings): string | null {
  const isMysql = settings.engine === "mysql" || settings.engine === "mariadb";
  if (/^(?:timestamp|dateTime)(?:Tz)?$/u.test(type)) {
    const precision = numberIn(attributes.get("precision"));
    return isMysql && precision !== null && precision > 0
      ? `CURRENT_TIMESTAMP(${precision})`
      : "CURRENT_TIMESTAMP";
  }
  if (!since(settings, 12)) return null;
  if (type === "date") return isMysql ? "(CURDATE())" : "CURRENT_DATE";
  if (type !== "year") return null;
  if (isMysql) return "(YEAR(CURDATE()))";
  return settings.engine === "sqlite"
    ? "(CAST(strftime('%Y', 'now') AS INTEGER))"
    : "EXTRACT(YEAR FROM CURRENT_DATE)";
}

/** Laravel gives a unique key or an index of its own, but a counting column its primary key here. */
function counts(column: Fluent): boolean {
  return SERIALS.has(column.type) && isOn(column.attributes.get("autoIncrement"));
}

const generated =
  (name: string, write: (inner: readonly Piece[]) => Piece[]): Modifier =>
  (column) => {
    const plainly = attribute(column, name);
    const value = plainly ?? attribute(column, `${name}Json`);
    return value === null ? [] : write(expression(value));
  };

const virtual = generated("virtualAs", (inner) => sql(" as (", inner, ")"));
const stored = generated("storedAs", (inner) => sql(" as (", inner, ") stored"));

const withDefault: Modifier = (column, settings) => {
  const value = defaultOf(column, settings);
  return value === null ? [] : sql(" default ", value);
};

const nullable =
  (yes: string): Modifier =>
  (column) => {
    const can = isNullable(column);
    if (!isGenerated(column)) return literal(can === false ? " not null" : yes);
    return literal(column.attributes.has("nullable") && can === false ? " not null" : "");
  };

const collate =
  (quote: (name: string) => string): Modifier =>
  (column) => {
    const name = nameOf(attribute(column, "collation"));
    return name === null ? [] : literal(` collate ${quote(name)}`);
  };

const onUpdate: Modifier = (column) => {
  if (isOn(column.attributes.get("useCurrentOnUpdate"))) {
    const precision = numberIn(column.attributes.get("precision"));
    return literal(
      ` on update CURRENT_TIMESTAMP${precision !== null && precision > 0 ? `(${precision})` : ""}`,
    );
  }
  const value = attribute(column, "onUpdate");
  return value === null ? [] : sql(" on update ", expression(value));
};

const mysql: readonly Modifier[] = [
  (column) => literal(isOn(column.attributes.get("unsigned")) ? " unsigned" : ""),
  (column) => {
    const name = nameOf(attribute(column, "charset"));
    return name === null ? [] : literal(` character set ${name}`);
  },
  collate((name) => `'${name}'`),
  virtual,
  stored,
  nullable(" null"),
  withDefault,
  onUpdate,
  (column) => literal(attribute(column, "invisible") === null ? "" : " invisible"),
  (column, { primaryCommand }) => {
    if (!counts(column)) return [];
    const alone =
      primaryCommand || (column.attributes.has("change") && !isOn(column.attributes.get("primary")));
    return literal(alone ? " auto_increment" : " auto_increment primary key");
  },
  (column) => {
    const comment = attribute(column, "comment");
    return comment?.kind === "text" ? sql(" comment ", commentText(comment.pieces)) : [];
  },
  (column, { engine }) => {
    const name = nameOf(attribute(column, "after"));
    return name === null ? [] : literal(` after ${quoted(engine, name)}`);
  },
  (column) => literal(attribute(column, "first") === null ? "" : " first"),
];

const postgresql: readonly Modifier[] = [
  collate((name) => quoted("postgresql", name)),
  nullable(" null"),
  withDefault,
  generated("virtualAs", (inner) => sql(" generated always as (", inner, ") virtual")),
  generated("storedAs", (inner) => sql(" generated always as (", inner, ") stored")),
  (column) => identity(column),
  (column, { primaryCommand }) => {
    const counting =
      counts(column) ||
      (column.attributes.has("generatedAs") && isOn(column.attributes.get("autoIncrement")));
    return literal(counting && !primaryCommand ? " primary key" : "");
  },
];

const sqlite: readonly Modifier[] = [
  (column) => literal(counts(column) ? " primary key autoincrement" : ""),
  nullable(""),
  (column, settings) => (isGenerated(column) ? [] : withDefault(column, settings)),
  collate((name) => `'${name}'`),
  virtual,
  stored,
];

/** `generated by default as identity`. */
export function identity(column: Fluent): Piece[] {
  const value = attribute(column, "generatedAs");
  if (value === null) return [];
  const options = value.kind === "bool" ? [] : expression(value);
  const written = options.length === 0 ? [] : sql(" (", options, ")");
  return sql(
    ` generated ${isOn(column.attributes.get("always")) ? "always" : "by default"} as identity`,
    written,
  );
}

const modifiers = { mysql, mariadb: mysql, postgresql, sqlite };

/** A column as CREATE TABLE and ADD COLUMN have it. */
export function columnSql(column: Fluent, settings: ColumnSettings): Piece[] {
  const name = quoted(settings.engine, column.column ?? "?");
  return sql(`${name} `, typeOf(column, settings), modifiersSql(column, settings));
}

export function modifiersSql(column: Fluent, settings: ColumnSettings): Piece[] {
  return modifiers[settings.engine].flatMap((modifier) => modifier(column, settings));
}

/** `create_table ... do |t|`: what the block says is gathered, and sent as one CREATE TABLE with its indexes behind it. */

import type { TableName } from "../../../operation.ts";
import type { Syntax } from "../../reading/source/syntax.ts";
import { stringOf, truthOf, type Value } from "../../reading/source/value.ts";
import { columnSql, referenceColumns, timestampColumns, type ColumnSpec } from "./columns.ts";
import { checkSql, exclusionSql, foreignKeySql, uniqueSql } from "./constraints.ts";
import { Given, namesOf, optionsOf } from "./given.ts";
import { createIndex, indexedOf, type Indexed } from "./indexes.ts";
import { pluralize } from "./inflection.ts";
import type { Migration } from "./migration.ts";
import { quotedColumns, type Sql } from "./quoting.ts";

interface PlannedIndex {
  indexed: Indexed;
  given: Given;
}

/** What `t` knows of the table that is made. */
export class TableBuilder {
  readonly host = "table";
  readonly migration: Migration;
  readonly table: TableName;
  readonly columns: ColumnSpec[] = [];
  readonly constraints: Sql[] = [];
  readonly indexes: PlannedIndex[] = [];
  readonly node: Syntax;

  constructor(migration: Migration, table: TableName, node: Syntax) {
    this.migration = migration;
    this.table = table;
    this.node = node;
  }

  column(name: string, type: string | null, given: Given): void {
    const index = given.option("index");
    this.columns.push({ name, type, given: given.with({ index: null }) });
    if (index !== undefined && truthOf(index) !== false)
      this.indexes.push({ indexed: { columns: [name] }, given: optionsOf(index) });
  }

  /** A method of `t`; false when `t` has none of that name. */
  call(name: string, given: Given, node: Syntax): boolean {
    const read = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
    if (read !== undefined) {
      read(this, given, node);
      return true;
    }
    if (given.positional.length === 0 || NOT_TYPES.test(name)) return false;
    this.#typed(name, given, node);
    return true;
  }

  /** `t.string :a, :b`: any other method is the name of a type. */
  #typed(type: string, given: Given, node: Syntax): void {
    for (const value of given.positional) {
      const names = namesOf(value);
      if (names === null) this.vague(node);
      else for (const name of names) this.column(name, type, given.with({}, []));
    }
    if (given.open) this.vague(node);
  }

  vague(node: Syntax): void {
    const { reader, run } = this.migration;
    reader.vague(run, node, `what it adds to ${this.table.table} is not known before it runs`);
  }

  /** What stands between the brackets of CREATE TABLE. */
  body(keys: readonly string[]): Sql[] {
    const columns = this.columns.map((column) => columnSql(this.migration, column));
    const key = keys.length === 0 ? [] : [`PRIMARY KEY (${quotedColumns(this.migration, keys)})`];
    return [...columns, ...key.map((text) => [{ text, source: null, hole: null }]), ...this.constraints];
  }

  sendIndexes(): void {
    for (const { indexed, given } of this.indexes)
      createIndex(this.migration, this.node, this.table, indexed, given);
  }
}

/** Words that ask, and words that can only change a table that is there. */
const NOT_TYPES =
  /\?$|^(?:remove\w*|rename\w*|change\w*|drop\w*|to_s|inspect|class|send|public_send|name|instance_\w+|respond_to|tap|each)$/u;

type Method = (builder: TableBuilder, given: Given, node: Syntax) => void;

const reference: Method = (builder, given, node) => {
  const { migration, table } = builder;
  for (const value of given.positional) {
    const name = stringOf(value);
    if (name === null) {
      builder.vague(node);
      continue;
    }
    const columns = referenceColumns(migration, name, given.with({}, []));
    for (const column of columns) builder.column(column.name, column.type, column.given);
    const index = given.option("index");
    const wants = index === undefined ? migration.version >= 500 : truthOf(index) !== false;
    if (wants) {
      const names = columns.map((column) => column.name);
      builder.indexes.push({
        indexed: { columns: names },
        given: referenceIndex(migration, table, name, given, columns.length > 1),
      });
    }
    const key = given.option("foreign_key");
    if (key !== undefined && truthOf(key) !== false)
      builder.constraints.push(referenceKey(migration, table, name, key));
  }
};

/** The options of the index of a reference; since 6.1 that of two columns is named after the reference. */
export function referenceIndex(
  { version }: Migration,
  { table }: TableName,
  name: string,
  given: Given,
  polymorphic: boolean,
): Given {
  const own = optionsOf(given.option("index"));
  if (!polymorphic || version < 601 || own.has("name")) return own;
  const value: Value = {
    kind: "text",
    pieces: [{ text: `index_${table}_on_${name}`, source: null, hole: null }],
    node: null,
  };
  return own.with({ name: value });
}

/** The table that a reference refers to, and the options of its foreign key. */
export function referenceTarget(name: string, key: Value): { to: string | null; given: Given } {
  const own = optionsOf(key);
  const written = own.option("to_table");
  const column: Value = {
    kind: "text",
    pieces: [{ text: `${name}_id`, source: null, hole: null }],
    node: null,
  };
  const to = written === undefined ? pluralize(name) : stringOf(written);
  return { to, given: own.with({ to_table: null, column }) };
}

function referenceKey(migration: Migration, table: TableName, name: string, key: Value): Sql {
  const { to, given } = referenceTarget(name, key);
  return foreignKeySql(migration, table, to ?? "unknown_table", given);
}

const METHODS: Readonly<Record<string, Method>> = {
  column(builder, given, node) {
    const name = given.text(0);
    const type = given.at(1);
    if (name === null) builder.vague(node);
    else builder.column(name, stringOf(type), given.with({}, []));
  },
  primary_key(builder, given, node) {
    const name = given.text(0);
    if (name === null) builder.vague(node);
    else
      builder.column(
        name,
        given.text(1) ?? "primary_key",
        given.with({ primary_key: { kind: "bool", value: true } }, []),
      );
  },
  timestamps(builder, given) {
    for (const column of timestampColumns(builder.migration, given)) {
      const index = given.option("index");
      builder.column(
        column.name,
        column.type,
        index === undefined ? column.given : column.given.with({ index }),
      );
    }
  },
  references: reference,
  belongs_to: reference,
  attachment(builder, given, node) {
    const name = given.text(0);
    if (name === null) {
      builder.vague(node);
      return;
    }
    for (const [suffix, type] of ATTACHMENT) builder.column(`${name}_${suffix}`, type, given.with({}, []));
  },
  has_attached_file: (builder, given, node) => METHODS["attachment"]?.(builder, given, node),
  userstamps(builder, given) {
    const type = given.string("type") ?? "integer";
    for (const name of ["creator_id", "updater_id"]) builder.column(name, type, given.with({}, []));
  },
  index(builder, given, node) {
    const indexed = indexedOf(given.at(0));
    if (indexed === null) builder.vague(node);
    else builder.indexes.push({ indexed, given });
  },
  foreign_key(builder, given, node) {
    const to = given.text(0);
    if (to === null) builder.vague(node);
    else builder.constraints.push(foreignKeySql(builder.migration, builder.table, to, given));
  },
  check_constraint(builder, given) {
    builder.constraints.push(checkSql(builder.migration, builder.table, given.at(0), given));
  },
  exclusion_constraint(builder, given) {
    builder.constraints.push(exclusionSql(builder.migration, builder.table, given.at(0), given));
  },
  unique_constraint(builder, given) {
    builder.constraints.push(uniqueSql(builder.migration, builder.table, given.at(0), given));
  },
  unique_key: (builder, given, node) => METHODS["unique_constraint"]?.(builder, given, node),
  remove(builder, given, node) {
    const names = given.positional.flatMap((value) => namesOf(value) ?? []);
    if (names.length < given.positional.length) builder.vague(node);
    for (const name of names)
      builder.columns.splice(0, Infinity, ...builder.columns.filter((column) => column.name !== name));
  },
  remove_column: (builder, given, node) => METHODS["remove"]?.(builder, given, node),
  set_encoding() {},
  set_collation() {},
};

/** The columns of paperclip's `attachment`. */
const ATTACHMENT: readonly (readonly [string, string])[] = [
  ["file_name", "string"],
  ["content_type", "string"],
  ["file_size", "integer"],
  ["updated_at", "datetime"],
];

/** One change on its way to SQL: its attributes with their properties put in, and the statements that Liquibase would send. */

import type { Constraint, TableName } from "../../../column.ts";
import type { EngineName } from "../../../impact.ts";
import { plain, type Piece } from "../../reading/source/text.ts";
import { childOf, type ChangelogNode } from "./node.ts";
import { ownSchema, type Properties } from "./properties.ts";
import { typeFor, type WrittenType } from "./types.ts";

/** One thing that a change does: SQL for the engine, SQL as a person wrote it, or what cannot be read. */
export type Said =
  | ({ kind: "sql"; sql: string; node: ChangelogNode } & Hints)
  | {
      kind: "text";
      pieces: Piece[];
      node: ChangelogNode;
      splits: Splitting | null;
      path: string | null;
      bare: boolean;
    }
  | { kind: "code"; called: string | null; tables: TableName[]; node: ChangelogNode }
  | {
      kind: "rows";
      table: TableName;
      statement: "insert" | "update";
      rows: number | null;
      updates: boolean;
      node: ChangelogNode;
    }
  | { kind: "vague"; reason: string; node: ChangelogNode }
  | { kind: "unread"; reason: string; node: ChangelogNode };

/** What the change says of an operation that its SQL does not. */
interface Hints {
  table: TableName | null;
  constraint: Constraint["type"] | null;
}

/** How a text is cut into statements. */
export interface Splitting {
  delimiter: string | null;
}

/** What all changes of one reading share. */
export interface Site {
  path: string;
  engine: EngineName;
  properties: Properties;
  /** `QUOTE_ALL_OBJECTS`: names are sent as they are written. */
  quotesAll: boolean;
  /** Another file of the tree; `text` null: it is a migration of its own. Null when it is not there. */
  file(path: string, relative: boolean): { path: string; text: string | null } | null;
}

export class Change {
  readonly node: ChangelogNode;
  readonly site: Site;
  readonly said: Said[] = [];

  constructor(node: ChangelogNode, site: Site) {
    this.node = node;
    this.site = site;
  }

  get engine(): EngineName {
    return this.site.engine;
  }

  get isMysql(): boolean {
    return this.engine === "mysql" || this.engine === "mariadb";
  }

  /** An attribute, or the text of an element of that name; null when it is not there or empty. */
  get(name: string, node: ChangelogNode = this.node): string | null {
    const child = childOf(node, name);
    if (child?.value === null || child === null) return null;
    const text = this.site.properties.expand(plain(child.value) ?? "").trim();
    return text === "" ? null : text;
  }

  /** The same with its white space: a value of a row. */
  raw(name: string, node: ChangelogNode = this.node): string | null {
    const child = childOf(node, name);
    if (child === null) return null;
    return child.value === null
      ? child.attribute
        ? ""
        : null
      : this.site.properties.expand(plain(child.value) ?? "");
  }

  flag(name: string, node: ChangelogNode = this.node): boolean | null {
    const text = this.get(name, node)?.toLowerCase();
    return text === "true" || text === "1" ? true : text === "false" || text === "0" ? false : null;
  }

  type(written: string): WrittenType {
    return typeFor(this.engine, written);
  }

  /** A name in quotes, so that words of SQL are names too. On PostgreSQL Liquibase quotes names of mixed case only. */
  quoted(name: string): string {
    if (this.isMysql) return `\`${name.replaceAll("`", "``")}\``;
    const folds = this.engine === "postgresql" && !this.site.quotesAll && name === name.toUpperCase();
    return `"${(folds ? name.toLowerCase() : name).replaceAll('"', '""')}"`;
  }

  /** `schema.name` by the attributes that hold them. */
  relation(nameAttribute: string, prefix = ""): string | null {
    const name = this.get(nameAttribute);
    return name === null ? null : this.qualified(this.schema(prefix), name);
  }

  qualified(schema: string | null, name: string): string {
    return schema === null ? this.quoted(name) : `${this.quoted(schema)}.${this.quoted(name)}`;
  }

  /** `schemaName`, `baseTableSchemaName`; on MySQL the catalog is the database. The default schema is the one that is not said. */
  schema(prefix = ""): string | null {
    const schema = prefix === "" ? "schemaName" : `${prefix}SchemaName`;
    const catalog = prefix === "" ? "catalogName" : `${prefix}CatalogName`;
    const found = this.get(schema) ?? (this.isMysql ? this.get(catalog) : null);
    return found === null || found === ownSchema || found.includes("${") ? null : found;
  }

  /** The same as an operation has it. */
  tableName(attribute: string, prefix = ""): TableName | null {
    const table = this.get(attribute);
    return table === null ? null : { schema: this.schema(prefix), table };
  }

  /** `a, b` as quoted names. */
  names(list: string | null): string[] {
    return (list ?? "")
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "")
      .map((name) => this.quoted(name));
  }

  /** A statement that Liquibase sends. `node`: what it stands for, where that is not the whole change. */
  say(sql: string, facts: { node?: ChangelogNode } & Partial<Hints> = {}): void {
    const { table = null, constraint = null } = facts;
    const node = facts.node === undefined || !this.#isInside(facts.node) ? this.node : facts.node;
    this.said.push({ kind: "sql", sql, node, table, constraint });
  }

  /** SQL that a person wrote. `splits`: null where it is sent whole. `path`: the other file that it stands in. */
  text(pieces: Piece[], splits: Splitting | null, path: string | null = null): void {
    const expanded = this.site.properties.expandPieces(pieces);
    const bare = this.get("bare") !== null;
    this.said.push({ kind: "text", pieces: expanded, node: this.node, splits, path, bare });
  }

  rows(table: TableName, statement: "insert" | "update", rows: number | null, updates: boolean): void {
    this.said.push({ kind: "rows", table, statement, rows, updates, node: this.node });
  }

  unread(reason: string): void {
    this.said.push({ kind: "unread", reason, node: this.node });
  }

  vague(reason: string, node: ChangelogNode = this.node): void {
    this.said.push({ kind: "vague", reason, node });
  }

  code(called: string | null, tables: TableName[] = []): void {
    this.said.push({ kind: "code", called, tables, node: this.node });
  }

  /** Liquibase refuses a change without what it needs. */
  lacks(...attributes: string[]): void {
    this.vague(`${this.node.name} has no ${attributes.join(" and no ")}`);
  }

  /** What an alias of YAML repeats stands elsewhere. */
  #isInside({ start, end }: ChangelogNode): boolean {
    return start >= this.node.start && end <= this.node.end;
  }
}

export type ReadChange = (change: Change) => void;

/** SQLAlchemy's constructors: what a call of one makes. */

import type { Interpreter } from "../../reading/source/interpreter.ts";
import { normalised } from "../../reading/source/spelling.ts";
import type { Syntax } from "../../reading/source/syntax.ts";
import { stringOf, type Arguments, type Value } from "../../reading/source/value.ts";
import { makeColumn, makeTable, reference } from "./construct-table.ts";
import { makeConstraint } from "./construct-constraint.ts";
import { dataStatement, selectOf } from "./data.ts";
import { sqlOf } from "./expressions.ts";
import { makeEntity, makeTableReference } from "./extensions.ts";
import { isStatementCall } from "./statement-call.ts";
import { isTypeName, lastName, oldVariant } from "./types.ts";
import { distinct, host, hosted, type Alembic } from "./values.ts";

type Construct = (run: Interpreter, args: Arguments, node: Syntax, path: string) => Value | null;

const made =
  (value: Alembic): Construct =>
  () =>
    host(value);

const ddl =
  (action: string): Construct =>
  (_run, args) =>
    host({
      host: "ddl",
      action,
      object: args.positional[0] ?? args.keywords.get("element") ?? null,
      name: stringOf(args.positional[0] ?? args.keywords.get("name")),
    });

const text: Construct = (run, args, node) => {
  const value = args.positional[0] ?? args.keywords.get("text");
  const pieces = value?.kind === "text" ? value.pieces : null;
  if (pieces === null) return null;
  return host({
    host: "expression",
    sql: pieces,
    source: normalised(run.file, node),
    functions: [],
    tables: [],
    text: true,
  });
};

const CONSTRUCTORS: Record<string, Construct> = {
  Column: makeColumn,
  column: makeColumn,
  Table: makeTable,
  table: makeTable,
  ForeignKey: reference,
  PrimaryKeyConstraint: makeConstraint,
  UniqueConstraint: makeConstraint,
  CheckConstraint: makeConstraint,
  ForeignKeyConstraint: makeConstraint,
  ExcludeConstraint: makeConstraint,
  Index: (_run, args) => {
    const [name, ...columns] = args.positional;
    const first = hosted(columns[0]);
    return host({
      host: "index",
      name: name ?? args.keywords.get("name") ?? { kind: "none" },
      columns,
      keywords: args.keywords,
      table: first?.host === "column" ? first.table : null,
    });
  },
  MetaData: (_run, args) =>
    host({ host: "metadata", tables: [], schema: stringOf(args.keywords.get("schema")), models: false }),
  declarative_base: made({ host: "base" }),
  automap_base: made({ host: "base" }),
  Identity: made({ host: "identity" }),
  Computed: (_run, args) => {
    const persisted = args.keywords.get("persisted") ?? args.positional[1];
    return host({ host: "computed", persisted: persisted?.kind === "bool" && persisted.value });
  },
  Sequence: (_run, args) =>
    host({
      host: "sequence",
      name: stringOf(args.positional[0] ?? args.keywords.get("name")),
      schema: stringOf(args.keywords.get("schema")),
    }),
  DefaultClause: (_run, args) => args.positional[0] ?? null,
  FetchedValue: () => ({ kind: "none" }),
  text,
  literal_column: text,
  DDL: text,
  inspect: made({ host: "inspector" }),
  from_engine: made({ host: "inspector" }),
  create_engine: made({ host: "connection", autocommit: false }),
  Session: made({ host: "session" }),
  AsyncSession: made({ host: "session" }),
  scoped_session: made({ host: "session" }),
  sessionmaker: made({ host: "session" }),
  select: (run, args) => selectOf(run, args),
  exists: (run, args) => selectOf(run, args),
  union: (run, args) => selectOf(run, args),
  union_all: (run, args) => selectOf(run, args),
  insert: (run, args, node) => dataStatement(run, "insert", args, node),
  update: (run, args, node) => dataStatement(run, "update", args, node),
  delete: (run, args, node) => dataStatement(run, "delete", args, node),
  CreateTable: ddl("create_table"),
  DropTable: ddl("drop_table"),
  AddConstraint: ddl("add_constraint"),
  DropConstraint: ddl("drop_constraint"),
  CreateIndex: ddl("create_index"),
  DropIndex: ddl("drop_index"),
  CreateSequence: ddl("create_sequence"),
  DropSequence: ddl("drop_sequence"),
  CreateSchema: ddl("create_schema"),
  DropSchema: ddl("drop_schema"),
  Variant: (_run, args) => oldVariant(args.positional),
};

const LIBRARIES =
  /^(?:sqlalchemy|sqlmodel|geoalchemy2|pgvector|sqlalchemy_utils|flask_sqlalchemy|sqlalchemy_utc)\b/u;

/** An object that hands SQLAlchemy's names on, such as Flask's `db`. */
const HANDS_ON = /(?:^|\.)(?:db|sa|sqlalchemy)(?:\.func)?\.\w+$/u;

/** What a call of a SQLAlchemy name makes; null when the name is none of SQLAlchemy's. */
export function construct(run: Interpreter, path: string, args: Arguments, node: Syntax): Value | null {
  const name = lastName(path);
  if (path.startsWith("alembic_utils.")) {
    const entity = makeEntity(name, args);
    return entity === null ? null : host(entity);
  }
  if (path.startsWith("alembic_postgresql_enum.") && name === "TableReference") {
    return host({ host: "table_reference", column: makeTableReference(args) });
  }
  const ours = LIBRARIES.test(path);
  // Not every module named `db` is one: a call that stands alone does something of its own.
  const handed = HANDS_ON.test(path) && !isStatementCall(run, node);
  if (isTypeName(name) && (ours || handed || /type/iu.test(path))) return typeValue(run, path, args, node);
  if (!ours && !handed) return null;
  const constructor = Object.hasOwn(CONSTRUCTORS, name) ? CONSTRUCTORS[name] : undefined;
  if (constructor !== undefined && !path.includes(".func.")) {
    const value = constructor(run, args, node, path);
    if (value !== null) return value;
  }
  if ((!ours && !path.includes(".func.")) || name === "func" || path.endsWith(".dialects")) return null;
  return expressionOf(run, path, args, node);
}

function typeValue(run: Interpreter, path: string, args: Arguments, node: Syntax): Value {
  return host({
    host: "type",
    path,
    positional: args.positional,
    keywords: args.keywords,
    source: normalised(run.file, node),
  });
}

/** Any other function of SQLAlchemy makes an expression: `func.now()`, `and_(...)`, `cast(...)`. */
function expressionOf(run: Interpreter, path: string, args: Arguments, node: Syntax): Value {
  const name = lastName(path);
  const given = [...args.positional, ...args.keywords.values()];
  const tables = distinct(given.flatMap(tablesOf));
  const called = path.includes(".func.");
  const inner = given.flatMap((value) => {
    const known = hosted(value);
    return known?.host === "expression" ? known.functions : [];
  });
  const sqls = args.positional.map((value) => argumentSql(value));
  const known = called && sqls.every((sql) => sql !== null);
  return host({
    host: "expression",
    sql: known ? [{ text: `${name}(${sqls.join(", ")})`, source: null, hole: null }] : constantSql(name),
    source: normalised(run.file, node),
    functions: called ? [name.toLowerCase(), ...inner] : inner,
    tables,
    text: false,
  });
}

function constantSql(name: string): { text: string; source: null; hole: null }[] | null {
  if (name !== "true" && name !== "false" && name !== "null") return null;
  return [{ text: name === "null" ? "NULL" : name, source: null, hole: null }];
}

function argumentSql(value: Value): string | null {
  if (value.kind === "text") {
    const string = stringOf(value);
    return string === null ? null : `'${string.replaceAll("'", "''")}'`;
  }
  const known = hosted(value);
  if (known?.host === "expression" && known.sql === null) return null;
  return value.kind === "unknown" ? null : sqlOf(value);
}

/** The tables that a value speaks of. */
export function tablesOf(value: Value): { schema: string | null; table: string }[] {
  const known = hosted(value);
  if (known === null) return value.kind === "list" ? value.items.flatMap(tablesOf) : [];
  if (known.host === "expression" || known.host === "select" || known.host === "query") return known.tables;
  if (known.host === "column") return known.table === null ? [] : [known.table];
  if (known.host === "columns") return known.table.name === null ? [] : [known.table.name];
  return known.host === "table" && known.name !== null ? [known.name] : [];
}

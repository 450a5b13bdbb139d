/** `knex` and `trx`: what hangs on them. */

import { textOf, type Syntax } from "../../reading/source/syntax.ts";
import { NONE, stringOf, unknown, type Arguments, type Value } from "../../reading/source/value.ts";
import { given } from "../../reading/typescript/arguments.ts";
import { chained, runCallbacks } from "../../reading/typescript/promises.ts";
import { batchInsert, newQuery, queryMethod, tableIn } from "./query.ts";
import { rawCall, taken } from "./raw.ts";
import { sql, wrapped } from "./spell.ts";
import { host, type ConnectionValue, type Knex } from "./values.ts";

/** `knex.name`, without calling it. */
export function connectionAttribute(connection: ConnectionValue, name: string): Value | null {
  if (name === "schema") return host({ host: "schema", schema: connection.schema });
  if (name === "fn") return host({ host: "functions" });
  if (name === "client" || name === "context") return host({ host: "client" });
  return null;
}

/** `knex(...)`, `knex.name(...)`. */
export function connectionMethod(
  knex: Knex,
  connection: ConnectionValue,
  name: string,
  args: Arguments,
  node: Syntax,
): Value {
  const { reader, run } = knex;
  const [first] = args.positional;
  const source = textOf(reader.file, node);
  switch (name) {
    case "__call__": {
      // `knex(config)` makes a connection.
      if (first?.kind === "dict" && first.entries.has("text client")) return host(connection);
      return host({ ...newQuery(connection), table: tableIn(first) });
    }
    case "raw":
      taken(knex, args);
      return rawCall(knex, args, node);
    case "ref":
      return host({ host: "raw", pieces: sql(wrapped(knex, stringOf(first) ?? "ref")) });
    case "withSchema":
      return host({ ...newQuery(connection), schema: stringOf(first) });
    case "transaction":
    case "transactionProvider":
      return transaction(knex, connection, args, node);
    case "batchInsert":
      taken(knex, args);
      return batchInsert(knex, connection, args, node);
    case "isTransaction":
    case "initialize":
    case "destroy":
    case "on":
    case "once":
    case "off":
    case "emit":
    case "commit":
    case "rollback":
    case "savepoint":
    case "queryBuilder":
      if (name === "savepoint") return transaction(knex, connection, args, node);
      return name === "queryBuilder" ? host(newQuery(connection)) : unknown(source);
    case "extend":
      runCallbacks(run, args, node);
      return NONE;
    case "migrate":
    case "seed":
      return unknown(source);
    default:
      return (
        chained(run, host(connection), name, args, node) ??
        queryMethod(knex, newQuery(connection), name, args, node)
      );
  }
}

/** A transaction inside that of the migration is part of it. */
function transaction(knex: Knex, connection: ConnectionValue, args: Arguments, node: Syntax): Value {
  const { reader, run } = knex;
  const callback = args.positional.find((value) => value.kind === "function");
  if (callback === undefined) return host(connection);
  const before = reader.transaction;
  if (before === null) {
    reader.blocks += 1;
    reader.transaction = `block:${reader.blocks}`;
  }
  const result = run.call(callback, { ...given(host(connection)), open: true }, node);
  reader.transaction = before;
  return result;
}

/** `knex.fn.now()` and its kin. */
export function functionsMethod(knex: Knex, name: string, args: Arguments): Value {
  const { dialect } = knex.reader;
  const [first] = args.positional;
  if (name === "now") {
    const digits = first?.kind === "number" ? `(${first.value})` : "";
    return host({ host: "raw", pieces: sql(`CURRENT_TIMESTAMP${digits}`) });
  }
  const uuid =
    dialect === "postgresql"
      ? "gen_random_uuid()"
      : dialect === "sqlite"
        ? "(lower(hex(randomblob(16))))"
        : "(UUID())";
  return /^uuid$/u.test(name) ? host({ host: "raw", pieces: sql(uuid) }) : unknown(name);
}

/** What the names of clients mean, as Knex spells them. */
const CLIENTS: Record<string, readonly string[]> = {
  postgresql: ["pg", "postgres", "postgresql", "pgnative", "pg-native"],
  mysql: ["mysql", "mysql2"],
  mariadb: ["mysql", "mysql2", "mariadb"],
  sqlite: ["sqlite", "sqlite3", "better-sqlite3"],
};

/** `knex.client.config.client === "pg"`; null: that name is none of a client. */
export function isClient(knex: Knex, name: string): boolean | null {
  knex.reader.asked = true;
  const own = CLIENTS[knex.reader.dialect];
  if (own === undefined) return null;
  if (own.includes(name.toLowerCase())) return true;
  return /^[\w-]+$/u.test(name) ? false : null;
}

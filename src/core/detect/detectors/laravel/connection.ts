/** `DB::` and connections: SQL that is sent as it is, queries, transactions, and the question which engine it is. */

import { callValue } from "../../reading/php/calls.ts";
import { readSqlText } from "../../reading/source/sql.ts";
import { textOf, type Syntax } from "../../reading/source/syntax.ts";
import { bool, list, NONE, text, unknown, type Arguments, type Value } from "../../reading/source/value.ts";
import { given, nameOf, sqlIn } from "./given.ts";
import type { Migration } from "./migration.ts";
import { host, hosted, rowOf, tableName, type Query } from "./values.ts";

/** The names that Laravel gives to the engines. */
const DRIVERS: Record<string, string> = {
  postgresql: "pgsql",
  mysql: "mysql",
  mariadb: "mariadb",
  sqlite: "sqlite",
};

const SENDS =
  /^(?:statement|unprepared|insert|update|delete|affectingstatement|select|selectone|scalar|selectresultsets|cursor|selectfromwriteconnection)$/u;
const READS = /^(?:select|selectone|scalar|selectresultsets|cursor|selectfromwriteconnection)$/u;

/** What Laravel calls the engine that the migration is read for. */
export function driverName(migration: Migration): Value {
  migration.reader.asked = true;
  return text(DRIVERS[migration.engine] ?? migration.engine);
}

/** A query on a table by its name. */
export function tableQuery(value: Value | undefined): Query {
  const other = hosted(value);
  const name = nameOf(value);
  if (other?.host === "query") return { ...other, sure: false };
  const table = name === null ? null : tableName(name);
  return { table, sure: table !== null, where: false, sources: [], model: null, softDeletes: false };
}

/** `DB::name(...)`, `$connection->name(...)`. */
export function connectionMethod(
  migration: Migration,
  connection: string | null,
  name: string,
  args: Arguments,
  node: Syntax,
): Value {
  const { run, reader } = migration;
  const word = name.toLowerCase();
  const [first] = args.positional;
  const self = host({ host: "connection", connection });
  if (SENDS.test(word)) {
    sendSql(migration, word, given(args, 0, "query"), node, given(args, 1, "bindings"));
    if (!READS.test(word)) return bool(true);
    const row = rowOf({
      table: null,
      sure: false,
      where: true,
      sources: [],
      model: null,
      softDeletes: false,
    });
    return word === "selectone"
      ? row
      : word === "scalar"
        ? unknown(textOf(run.file, node))
        : list([row], "list", true);
  }
  switch (word) {
    case "table":
      return host({ host: "query", ...tableQuery(given(args, 0, "table")) });
    case "query":
      return host({ host: "query", ...tableQuery(undefined) });
    case "raw": {
      const pieces = sqlIn(given(args, 0, "value"));
      return pieces === null ? unknown(textOf(run.file, node)) : host({ host: "expression", pieces });
    }
    case "connection":
      return host({ host: "connection", connection: nameOf(first) ?? connection });
    case "transaction": {
      const callback = given(args, 0, "callback");
      return callback === undefined ? NONE : inTransaction(migration, callback, node);
    }
    case "begintransaction":
      if (reader.transaction === null) reader.leave("block");
      return NONE;
    case "commit":
    case "rollback":
      if (reader.transaction?.startsWith("block") === true) reader.transaction = null;
      return NONE;
    case "pretend":
    case "withoutpretending":
    case "withoutforeignkeyconstraints":
      return first === undefined ? NONE : callValue(run, first, none, node, run.globals);
    case "getschemabuilder":
      return host({ host: "schema", connection });
    case "getpdo":
    case "getreadpdo":
    case "getrawpdo":
      return host({ host: "pdo", connection });
    case "getdrivername":
    case "getname":
    case "getdefaultconnection":
      return driverName(migration);
    case "getconfig":
      return nameOf(first) === "driver" ? driverName(migration) : unknown(textOf(run.file, node));
    case "ismaria":
      reader.asked = true;
      return bool(migration.engine === "mariadb");
    case "gettableprefix":
      return text("");
    case "getdoctrineschemamanager":
    case "getdoctrineconnection":
    case "getdoctrinecolumn":
    case "getquerygrammar":
    case "getschemagrammar":
    case "getpostprocessor":
    case "geteventdispatcher":
      return host({ host: "harmless" });
    default:
      if (
        /^(?:is|get|has|set|enable|disable|flush|log|listen|unset|reconnect|disconnect|purge|use|quote|escape|prepare|before|when|allow|prohibit|register|extend|forget|after)/u.test(
          word,
        )
      )
        return unknown(textOf(run.file, node));
      if (/drop|create|alter|rename|add|table|column|index|key|view/u.test(word))
        reader.vague(run, node, `${name} is no method of Laravel's DB, so what it changes is not known`);
      else reader.code(run, node, `DB::${name}`, []);
      return self;
  }
}

const none: Arguments = { positional: [], keywords: new Map(), open: false };

/** On MySQL each change of the schema commits; what only changes rows is kept together. */
function inTransaction(migration: Migration, callback: Value, node: Syntax): Value {
  const { reader, run } = migration;
  const before = reader.transaction;
  if (before === null) reader.leave("block");
  const result = callValue(run, callback, none, node, run.globals);
  if (before === null) reader.transaction = null;
  return result;
}

/** SQL of the migration's own. */
export function sendSql(
  migration: Migration,
  word: string,
  given: Value | undefined,
  node: Syntax,
  bindings: Value | undefined = undefined,
): void {
  const { reader, run } = migration;
  if (given?.kind === "choice") {
    run.conditional += 1;
    for (const option of given.options) sendSql(migration, word, option, node, bindings);
    run.conditional -= 1;
    return;
  }
  const pieces = sqlIn(given);
  if (pieces === null) {
    if (!READS.test(word)) reader.vague(run, node, "which SQL it sends is not known before it runs");
    return;
  }
  const known = pieces.map((piece) => piece.text).join("");
  // Those that only read are sent to see what there is; a function that they call can change something.
  if (READS.test(word) && !/^\s*(?:with\b|select\b[^;]*\()/iu.test(known)) return;
  readSqlText(
    reader,
    run,
    pieces,
    bindings === undefined || bindings.kind === "none" ? "plain" : "pdo",
    node,
  );
}

/** `DB::getPdo()->exec('...')`. */
export function pdoMethod(migration: Migration, name: string, args: Arguments, node: Syntax): Value {
  const { run } = migration;
  const word = name.toLowerCase();
  if (word === "exec" || word === "query" || word === "prepare") {
    sendSql(migration, word, args.positional[0], node, word === "prepare" ? text("") : undefined);
    return host({ host: "harmless" });
  }
  if (word === "getattribute" && /ATTR_DRIVER_NAME/u.test(textOf(run.file, node)))
    return driverName(migration);
  return unknown(textOf(run.file, node));
}

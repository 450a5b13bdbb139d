/** What the evaluator asks of Doctrine: SQL that is added, the connection, and the schema object. */

import { plain } from "../../reading/source/text.ts";
import type { ForeignCall, Host, Interpreter } from "../../reading/source/interpreter.ts";
import type { Reader } from "../../reading/source/reader.ts";
import { readSqlText } from "../../reading/source/sql.ts";
import { textOf, type Syntax } from "../../reading/source/syntax.ts";
import {
  bool,
  NONE,
  text,
  unknown,
  type Arguments,
  type HostValue,
  type Value,
} from "../../reading/source/value.ts";

/** `look`: what it is asked gives answers only. */
type Known = { host: "schema" | "connection" | "platform" | "look" };

const host = (name: Known["host"]): Value => ({ kind: "host", value: { host: name } });

/** The schema that `up` and `down` are given. */
export const schemaValue: Value = host("schema");

const SAYS = /^(?:abortIf|skipIf|warnIf|write|throwIrreversibleMigrationException|getDescription)$/u;
const SENDS = /^(?:executeStatement|executeQuery|executeUpdate|exec|query|prepare)$/u;
const WRITES = /^(?:insert|update|delete)$/u;
const LOOKS =
  /^(?:get|has|is|list|introspect|fetch|quote|tables|sequences|supports|to|iterate|createSchemaManager|createQueryBuilder)/u;
const PLATFORMS: Record<string, string> = {
  PostgreSQL: "postgresql",
  MySQL: "mysql",
  MariaDB: "mariadb",
  SQLite: "sqlite",
};
const NAMES: Record<string, string> = {
  postgresql: "postgresql",
  mysql: "mysql",
  mariadb: "mysql",
  sqlite: "sqlite",
};

export function makeHost(reader: Reader, run: Interpreter): Host {
  const source = (node: Syntax): Value => unknown(textOf(run.file, node));
  const platformName = (): Value => {
    reader.asked = true;
    return text(NAMES[reader.dialect] ?? reader.dialect);
  };
  const method = (value: Known, name: string, args: Arguments, node: Syntax): Value => {
    if (value.host === "platform") return name === "getName" ? platformName() : source(node);
    if (value.host === "connection" && name === "getDatabasePlatform") return host("platform");
    if (value.host === "connection" && SENDS.test(name)) {
      send(reader, run, args, node);
      return host("look");
    }
    if (value.host === "connection" && WRITES.test(name)) {
      reader.code(run, node, `connection->${name}`, []);
      return NONE;
    }
    if (value.host === "look" || LOOKS.test(name))
      return value.host === "schema" ? schemaValue : host("look");
    reader.vague(run, node, `${name} changes the schema through Doctrine's own objects, which are not read`);
    return value.host === "schema" ? schemaValue : source(node);
  };
  return {
    symbol: () => null,
    attribute: (_value, _name, node) => source(node),
    item: (_value, _key, node) => source(node),
    iterate: () => null,
    call: () => null,
    method: (value, name, args, node) => method(value as HostValue & Known, name, args, node),
    classAttribute: (_value, name) => (name === "connection" || name === "platform" ? host(name) : null),
    setAttribute: () => {},
    enter: (value) => ({ value, leave: () => {} }),
    operate(operator, left, right) {
      const wanted =
        right?.kind === "symbol"
          ? /(PostgreSQL|MySQL|MariaDB|SQLite)\w*Platform$/iu.exec(right.path)?.[1]
          : undefined;
      if (operator !== "instanceof" || left.kind !== "host" || wanted === undefined) return null;
      reader.asked = true;
      const name = Object.keys(PLATFORMS).find((one) => one.toLowerCase() === wanted.toLowerCase());
      return bool(name !== undefined && PLATFORMS[name] === reader.dialect);
    },
    foreign: (call) => foreign(reader, run, call),
  };
}

function send(reader: Reader, run: Interpreter, args: Arguments, node: Syntax): void {
  const sql = args.positional[0] ?? args.keywords.get("sql");
  for (const one of sql?.kind === "choice" ? sql.options : [sql]) {
    if (one?.kind !== "text") reader.vague(run, node, "which SQL it sends is not known before it runs");
    else {
      const bound = args.positional.length > 1 && plain(one.pieces) !== null;
      readSqlText(reader, run, one.pieces, bound ? "pdo" : "plain", node);
    }
  }
}

function foreign(reader: Reader, run: Interpreter, call: ForeignCall): Value {
  const { receiver, name, path, args, node } = call;
  const own = receiver?.kind === "instance";
  if (own && name === "addSql") send(reader, run, args, node);
  else if (
    !(own && SAYS.test(name)) &&
    run.statement.type === "expression_statement" &&
    !LOOKS.test(name) &&
    name !== "new"
  )
    reader.code(run, node, path ?? name, []);
  return unknown(textOf(run.file, node));
}

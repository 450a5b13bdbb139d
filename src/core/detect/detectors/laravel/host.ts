/** What the evaluator asks of Laravel: facades, models, blueprints, queries and helpers. */

import type { Host, Interpreter } from "../../reading/source/interpreter.ts";
import { textOf, type Syntax } from "../../reading/source/syntax.ts";
import { bool, unknown, type Arguments, type HostValue, type Value } from "../../reading/source/value.ts";
import { blueprintMethod } from "./blueprint-methods.ts";
import { collect, collectionMethod } from "./collections.ts";
import { connectionMethod, pdoMethod } from "./connection.ts";
import { fluentMethod } from "./fluent-methods.ts";
import { foreignCall } from "./foreign.ts";
import { sqlIn } from "./given.ts";
import type { Migration } from "./migration.ts";
import { modelNamed } from "./models.ts";
import { queryMethod, rowMethod } from "./queries.ts";
import { schemaMethod } from "./schema.ts";
import { arrayHelper, helper, stringHelper } from "./support.ts";
import { host, hosted, rowOf, type Laravel, type Query } from "./values.ts";

const SCHEMA = /^(?:(?:Illuminate\\Support\\Facades\\)?Schema|.*\\Facades\\\w*Schema\w*)$/u;
const DATABASE =
  /^(?:(?:Illuminate\\Support\\Facades\\)?DB|Illuminate\\Database\\(?:Capsule\\Manager|DatabaseManager|Connection)|.*\\Facades\\DB)$/u;
const NESTED = /^Kalnoy\\Nestedset\\NestedSet$/u;

/** Methods of a model's class that begin a query or change rows. */
const QUERIES =
  /^(?:where\w*|orWhere\w*|query|newQuery|all|get|find\w*|first\w*|create\w*|forceCreate|insert\w*|update\w*|upsert|delete|destroy|truncate|each\w*|chunk\w*|lazy\w*|cursor|pluck|with\w*|without\w*|onlyTrashed|count|exists|doesntExist|select\w*|join\w*|leftJoin\w*|orderBy\w*|latest|oldest|has\w*|doesntHave\w*|when|unless|increment|decrement|distinct|groupBy|limit|take|skip|max|min|sum|avg|value|sole|make|on|factory|table|from|save)$/u;

/** Where models live, and what surely is none. */
const MODEL = /(?:^|\\)(?:Models?|Entities|Eloquent)\\|^App\\\w+$/u;
const NO_MODEL =
  /(?:Service|Helper|Helpers|Repository|Manager|Factory|Seeder|Job|Action|Command|Provider|Enum|Facade|Client|Util|Utils|Migrator|Support)$/u;

export function makeHost(migration: Migration, run: Interpreter): Host {
  const source = (node: Syntax): Value => unknown(textOf(run.file, node));
  return {
    symbol: () => null,
    attribute: (_value, _name, node) => source(node),
    item: (_value, _key, node) => source(node),
    iterate(value) {
      const known = value as HostValue & Laravel;
      if (known.host === "collection") return run.iterate(known.value);
      if (known.host === "query") return { items: [rowOf(known)], open: true };
      return null;
    },
    call: (path, args, node) => called(migration, path, args, node),
    method: (value, name, args, node) => method(migration, value as HostValue & Laravel, name, args, node),
    classAttribute(value, name) {
      // What the base class of migrations has.
      return value.kind === "instance" && name === "connection" ? { kind: "none" } : null;
    },
    setAttribute: () => {},
    enter: (value) => ({ value, leave: () => {} }),
    operate: (operator, left, right) => operated(migration, operator, left, right),
    foreign: (call) => {
      if (call.receiver?.kind === "instance" && call.path === null && isSchemaBuilder(call.name))
        return host({ host: "connection", connection: null });
      return foreignCall(migration, call);
    },
  };
}

/** `$this->getConnection()` of the base class gives a name. */
function isSchemaBuilder(name: string): boolean {
  return name === "getConnection" || name === "getSchemaConnection";
}

function called(migration: Migration, path: string, args: Arguments, node: Syntax): Value | null {
  const { run } = migration;
  const dot = path.lastIndexOf(".");
  if (dot === -1) return helper(migration, path.slice(path.lastIndexOf("\\") + 1), args, node);
  const [of, name] = [path.slice(0, dot), path.slice(dot + 1)];
  if (SCHEMA.test(of)) return schemaMethod(migration, null, name, args, node);
  if (DATABASE.test(of) && name !== "new") return connectionMethod(migration, null, name, args, node);
  if (NESTED.test(of)) return nested(migration, name, args, node);
  if (/(?:^|\\)Expression$/u.test(of) && name === "new") {
    const pieces = sqlIn(args.positional[0]);
    return pieces === null ? null : host({ host: "expression", pieces });
  }
  if (/^(?:Illuminate\\Support\\)?Str$/u.test(of)) return stringHelper(migration, name, args, node);
  if (/^(?:Illuminate\\Support\\)?Arr$/u.test(of)) return arrayHelper(migration, name, args, node);
  if (/^(?:Illuminate\\Support\\)?(?:Lazy)?Collection$/u.test(of)) return collect(args.positional[0]);
  if (/(?:^|\\)Closure$/u.test(of)) return args.positional[0] ?? null;
  if (/(?:^|\\)(?:Model|Eloquent)$/u.test(of)) return host({ host: "harmless" });
  if (/(?:^|\\)Artisan$/u.test(of) && /^(?:call|queue|callSilent\w*)$/iu.test(name)) {
    migration.reader.code(run, node, "Artisan::call", []);
    return unknown("Artisan::call");
  }
  return ofModel(migration, of, name, args, node);
}

/** `User::where(...)`, `new User`; null: the class stands for no rows. */
function ofModel(
  migration: Migration,
  of: string,
  name: string,
  args: Arguments,
  node: Syntax,
): Value | null {
  if (NO_MODEL.test(of) || of.startsWith("Illuminate\\")) return null;
  const model = modelNamed(migration, of);
  if (!model.sure && !MODEL.test(of)) return null;
  const query: Query = {
    table: { schema: null, table: model.table },
    sure: model.sure,
    where: false,
    sources: [],
    model: of,
    softDeletes: model.softDeletes,
  };
  if (name === "new") return rowOf(query);
  if (QUERIES.test(name)) return queryMethod(migration, query, name, args, node);
  if (!model.sure || /^(?:get|is|has)/u.test(name)) return null;
  // A scope or a method of its own: it begins a query more often than not, and is code either way.
  migration.reader.code(
    migration.run,
    node,
    `${of.slice(of.lastIndexOf("\\") + 1)}::${name}`,
    query.table === null ? [] : [query.table],
  );
  return host({ host: "query", ...query, where: true });
}

/** `NestedSet::columns($table)`. */
function nested(migration: Migration, name: string, args: Arguments, node: Syntax): Value | null {
  const known = hosted(args.positional[0]);
  if (known?.host !== "blueprint") return null;
  const word = name === "columns" ? "nestedSet" : name === "dropColumns" ? "dropNestedSet" : null;
  if (word === null) return null;
  return blueprintMethod(
    migration,
    known.blueprint,
    word,
    { positional: [], keywords: new Map(), open: false },
    node,
  );
}

function method(migration: Migration, value: Laravel, name: string, args: Arguments, node: Syntax): Value {
  const { run } = migration;
  switch (value.host) {
    case "schema":
      return schemaMethod(migration, value.connection, name, args, node);
    case "blueprint":
      return blueprintMethod(migration, value.blueprint, name, args, node);
    case "fluent":
      return fluentMethod(migration, value.blueprint, value.fluent, name, args, node);
    case "connection":
      return connectionMethod(migration, value.connection, name, args, node);
    case "pdo":
      return pdoMethod(migration, name, args, node);
    case "query":
      return queryMethod(migration, value, name, args, node);
    case "row":
      return rowMethod(migration, value.query, name, args, node);
    case "collection":
      return collectionMethod(run, value.value, name, args, node);
    case "harmless":
      return host({ host: "harmless" });
    default:
      return unknown(textOf(run.file, node));
  }
}

const DRIVER_CLASS = /(?:^|\\)(MySql|MariaDb|Postgres|SQLite|SqlServer)(?:Connection|Grammar|Builder)$/u;
const ENGINES: Record<string, string> = {
  MySql: "mysql",
  MariaDb: "mariadb",
  Postgres: "postgresql",
  SQLite: "sqlite",
};

/** `DB::connection() instanceof SQLiteConnection`. */
function operated(migration: Migration, operator: string, left: Value, right: Value | null): Value | null {
  if (operator !== "instanceof" || right?.kind !== "symbol") return null;
  const known = hosted(left);
  const word = DRIVER_CLASS.exec(right.path)?.[1];
  if (word === undefined || known === null || !["connection", "schema", "harmless"].includes(known.host))
    return null;
  migration.reader.asked = true;
  return bool(ENGINES[word] === migration.engine);
}

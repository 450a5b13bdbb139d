/** What the evaluator asks of TypeORM: its classes, the query runner and what hangs on it, and calls of what is defined elsewhere. */

import type { ForeignCall, Host } from "../../reading/source/interpreter.ts";
import { looks, namesSchemaChange, snake } from "../../reading/source/schema-words.ts";
import { textOf, type Syntax } from "../../reading/source/syntax.ts";
import {
  bool,
  dict,
  getItem,
  setItem,
  stringOf,
  text,
  unknown,
  type Arguments,
  type HostValue,
  type Value,
} from "../../reading/source/value.ts";
import { chained, runCallbacks } from "../../reading/typescript/promises.ts";
import { spreadInto } from "../../reading/typescript/literal.ts";
import { isHandle, managerMethod, queryMethod } from "./manager.ts";
import { runnerMethod } from "./runner.ts";
import { host, hosted, type Migration, type ObjectName, type TypeormValue } from "./values.ts";

const OBJECT =
  /(?:^|[./])(Table|TableColumn|TableIndex|TableForeignKey|TableUnique|TableCheck|TableExclusion|View)$/u;

export function makeHost(migration: Migration): Host {
  const { reader } = migration;
  const source = (node: Syntax): string => textOf(reader.file, node);
  return {
    symbol: () => null,
    attribute: (value, name, node) => attribute(asTypeorm(value), name) ?? unknown(source(node)),
    item: (_value, _key, node) => unknown(source(node)),
    iterate: () => null,
    call: (path, args) => object(path, args),
    method: (value, name, args, node) => method(migration, asTypeorm(value), name, args, node),
    classAttribute: () => null,
    setAttribute(target, name, value) {
      const known = hosted(target);
      if (known?.host === "object") setItem(known.options, text(name), value);
    },
    enter: (value) => ({ value, leave: () => {} }),
    operate: (operator, left, right) => compareEngine(migration, operator, left, right),
    foreign: (call) => foreign(migration, call),
  };
}

function asTypeorm(value: HostValue): TypeormValue {
  return value as TypeormValue;
}

/** `new Table({...})`, and the old way of `new TableColumn(...)` with a copy of its options. */
function object(path: string, args: Arguments): Value | null {
  const type = OBJECT.exec(path)?.[1];
  if (type === undefined) return null;
  const options = dict();
  const [first] = args.positional;
  if (first?.kind === "dict") spreadInto(options, first);
  else options.open = true;
  return host({ host: "object", type: type as ObjectName, options });
}

function attribute(known: TypeormValue, name: string): Value | null {
  const self: Value = { kind: "host", value: known };
  switch (known.host) {
    case "runner":
      if (name === "manager") return host({ host: "manager", entity: null });
      if (name === "connection" || name === "dataSource") return host({ host: "connection" });
      return { kind: "bound", receiver: self, name };
    case "connection":
      if (name === "manager") return host({ host: "manager", entity: null });
      return self;
    case "manager":
      if (name === "connection" || name === "dataSource") return host({ host: "connection" });
      if (name === "queryRunner") return host({ host: "runner" });
      return { kind: "bound", receiver: self, name };
    case "object":
      return getItem(known.options, name);
    case "found":
      return name === "name" ? known.table : null;
    case "query":
      return null;
  }
}

function method(
  migration: Migration,
  value: TypeormValue,
  name: string,
  args: Arguments,
  node: Syntax,
): Value {
  const { reader, run } = migration;
  const result = unknown(textOf(reader.file, node));
  switch (value.host) {
    case "runner":
      return runnerMethod(migration, name, args, node) ?? result;
    case "manager":
      return managerMethod(migration, value, name, args, node);
    case "query":
      return queryMethod(migration, value, name, args, node);
    case "connection": {
      if (name === "createQueryRunner") return host({ host: "runner" });
      if (/^(?:query|transaction|createQueryBuilder|get\w*Repository)$/u.test(name))
        return managerMethod(migration, { host: "manager", entity: null }, name, args, node);
      if (/^(?:dropDatabase|synchronize|runMigrations|undoLastMigration)$/u.test(name))
        reader.code(run, node, name, []);
      runCallbacks(run, args, node);
      return result;
    }
    case "object":
      if (name === "clone")
        return host({ ...value, options: { ...value.options, entries: new Map(value.options.entries) } });
      return { kind: "host", value };
    case "found": {
      // Columns and constraints that are found by their name or by what they say.
      const [first] = args.positional;
      if (/^findColumnByName$/u.test(name) && first !== undefined) {
        const options = dict([[text("name"), first]]);
        options.open = true;
        return host({ host: "object", type: "TableColumn", options });
      }
      return chained(run, { kind: "host", value }, name, args, node) ?? result;
    }
  }
}

const TYPES: Record<string, readonly string[]> = {
  postgresql: ["postgres", "postgresql", "pg"],
  mysql: ["mysql", "mysql2"],
  mariadb: ["mariadb", "mysql"],
  sqlite: ["sqlite", "better-sqlite3", "sqljs"],
};

/** `queryRunner.connection.options.type === "postgres"` */
function compareEngine(
  { reader }: Migration,
  operator: string,
  left: Value,
  right: Value | null,
): Value | null {
  const isEngine = hosted(left)?.host === "connection" || hosted(right)?.host === "connection";
  const name = stringOf(left) ?? stringOf(right);
  const own = TYPES[reader.dialect];
  if (!isEngine || name === null || own === undefined || !/^[!=]==?$/u.test(operator)) return null;
  reader.asked = true;
  return bool(own.includes(name) === operator.startsWith("="));
}

/** A call of what is defined elsewhere: with a query runner it can do anything, else only its callbacks count. */
function foreign(migration: Migration, { path, receiver, name, args, node }: ForeignCall): Value {
  const { reader, run } = migration;
  const values = args.positional.flatMap((value) =>
    value.kind === "dict" ? [...value.entries.values()].map((entry) => entry.value) : [value],
  );
  const writes =
    receiver !== null && receiver.kind === "symbol" && /^(?:save|insert|update|delete|remove)$/u.test(name);
  // `getConnection().query("...")`: what it is called on is not known, but this is SQL.
  if (name === "query" && args.positional[0]?.kind === "text")
    return runnerMethod(migration, name, args, node) ?? unknown(name);
  const elsewhere = (receiver !== null || path !== null) && !values.some(isHandle);
  if (elsewhere && namesSchemaChange(snake(name)) && !looks(name))
    reader.vague(run, node, `${name} is not defined here, so what it changes is not known`);
  else if ((values.some(isHandle) && !looks(name)) || writes) reader.code(run, node, path ?? name, []);
  runCallbacks(run, args, node);
  return unknown(textOf(reader.file, node));
}

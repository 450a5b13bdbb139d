/** The entity manager, repositories and query builders: rows that they change, where the table is known. */

import type { Statement } from "../../../operation.ts";
import { normalised, withHelpers } from "../../reading/source/spelling.ts";
import { textOf, type Syntax } from "../../reading/source/syntax.ts";
import { stringOf, unknown, type Arguments, type Value } from "../../reading/source/value.ts";
import { given } from "../../reading/typescript/arguments.ts";
import { chained, runCallbacks } from "../../reading/typescript/promises.ts";
import { runnerMethod } from "./runner.ts";
import { tableOf } from "./spell.ts";
import { host, hosted, type ManagerValue, type Migration, type QueryValue } from "./values.ts";

const WRITES: Record<string, Statement & QueryValue["statement"]> = {
  insert: "insert",
  upsert: "insert",
  update: "update",
  increment: "update",
  decrement: "update",
  softDelete: "update",
  restore: "update",
  delete: "delete",
};

/** What changes rows of entities that it is handed: of which table only the entity says. */
const OF_ENTITIES = /^(?:save|remove|softRemove|recover|clear|deleteAll|updateAll)$/u;

/** `manager.name(...)`, `repository.name(...)`. */
export function managerMethod(
  migration: Migration,
  manager: ManagerValue,
  name: string,
  args: Arguments,
  node: Syntax,
): Value {
  const { reader, run } = migration;
  const [first, ...rest] = args.positional;
  if (name === "query") return runnerMethod(migration, name, args, node) ?? unknown(name);
  if (/^get\w*Repository$/u.test(name)) return host({ host: "manager", entity: entityOf(first) ?? "?" });
  if (name === "withRepository" || name === "extend") return host(manager);
  if (name === "transaction") {
    const callback = args.positional.find((value) => value.kind === "function");
    return callback === undefined
      ? unknown(name)
      : run.call(callback, { ...given(host(manager)), open: true }, node);
  }
  if (name === "createQueryBuilder") return host(newQuery(manager.entity ?? entityOf(first), first));
  const statement = Object.hasOwn(WRITES, name) ? WRITES[name] : undefined;
  if (statement !== undefined) {
    const values = manager.entity === null ? rest : args.positional;
    const query = newQuery(manager.entity ?? entityOf(first), first);
    query.statement = statement;
    query.where = values.length > (statement === "update" ? 1 : 0);
    takeValues(query, statement === "update" ? values[1] : values[0]);
    emitQuery(migration, query, node);
  } else if (OF_ENTITIES.test(name))
    reader.code(run, node, `${manager.entity ?? entityOf(first) ?? "manager"}.${name}`, []);
  else return chained(run, host(manager), name, args, node) ?? unknown(textOf(reader.file, node));
  return unknown(textOf(reader.file, node));
}

/** The name of a table, or of the entity's class. */
function entityOf(value: Value | undefined): string | null {
  if (value?.kind === "class") return value.name;
  if (value?.kind === "symbol") return value.path.slice(value.path.lastIndexOf(".") + 1);
  return stringOf(value);
}

function newQuery(entity: string | null, written: Value | undefined): QueryValue {
  return {
    host: "query",
    vague: true,
    statement: null,
    entity,
    isClass: stringOf(written) === null,
    columns: [],
    rows: null,
    where: false,
  };
}

function takeValues(query: QueryValue, value: Value | undefined): void {
  const rows = value?.kind === "list" ? value.items : value === undefined ? [] : [value];
  const names = rows.flatMap((row) =>
    row.kind === "dict" ? [...row.entries.values()].map(({ key }) => stringOf(key)) : [],
  );
  query.columns = [...new Set([...query.columns, ...names.filter((name) => name !== null)])];
  if (query.statement === "insert") query.rows = value?.kind === "list" && value.open ? null : rows.length;
}

/** `createQueryBuilder().update("user").set({...}).where(...).execute()` */
export function queryMethod(
  migration: Migration,
  query: QueryValue,
  name: string,
  args: Arguments,
  node: Syntax,
): Value {
  const { reader, run } = migration;
  const [first] = args.positional;
  const next: QueryValue = { ...query };
  if (name === "update" || name === "delete" || name === "insert" || name === "softDelete") {
    next.statement = name === "softDelete" ? "update" : name;
    if (name === "update" && first !== undefined && first.kind !== "dict") named(next, first);
    if (name === "update" && args.positional.at(-1)?.kind === "dict")
      takeValues(next, args.positional.at(-1));
  } else if (name === "from" || name === "into") named(next, first);
  else if (name === "set" || name === "values") takeValues(next, first);
  else if (/where/iu.test(name)) next.where = true;
  else if (name === "execute" && query.statement !== null) {
    emitQuery(migration, query, node);
    return unknown(textOf(reader.file, node));
  } else if (/^get(?:Raw)?(?:Many|One)\w*$|^(?:execute|stream|getCount|getExists)$/u.test(name)) {
    return unknown(textOf(reader.file, node));
  } else {
    const result = chained(run, host(query), name, args, node);
    if (result !== undefined) return result;
    runCallbacks(run, args, node);
  }
  return host(next);
}

function named(query: QueryValue, value: Value | undefined): void {
  query.entity = entityOf(value) ?? query.entity;
  query.isClass = stringOf(value) === null;
}

/** The table of a class is what its decorators say elsewhere: then only that rows change is known. */
function emitQuery({ reader, run }: Migration, query: QueryValue, node: Syntax): void {
  const { statement, entity } = query;
  if (statement === null) return;
  if (entity === null || query.isClass) {
    reader.code(run, node, `${entity ?? "entity"}.${statement}`, []);
    return;
  }
  reader.emit(run, "change_data", node, {
    ...tableOf(entity),
    columns: query.columns,
    details: {
      statement,
      sources: [],
      where: query.where || statement === "insert",
      rows: statement === "insert" && run.looping === 0 ? query.rows : null,
      onConflict: null,
      source: withHelpers(reader.file, node, normalised(reader.file, node)),
    },
  });
}

/** Is this something through which code can change the database? */
export function isHandle(value: Value): boolean {
  const known = hosted(value);
  return known !== null && /^(?:runner|manager|connection)$/u.test(known.host);
}

/** Queries of the query builder and of models: what they read, and what they change. */

import type { Statement, TableName } from "../../../operation.ts";
import type { EngineName } from "../../../impact.ts";
import { readSqlText } from "../../reading/source/sql.ts";
import { literal } from "../../reading/source/text.ts";
import { callValue } from "../../reading/php/calls.ts";
import { loop } from "../../reading/source/fork.ts";
import { normalised, withHelpers } from "../../reading/source/spelling.ts";
import { textOf, type Syntax } from "../../reading/source/syntax.ts";
import { list, NONE, stringOf, unknown, type Arguments, type Value } from "../../reading/source/value.ts";
import { doesSomething, isOutermost } from "./doing.ts";
import { nameOf } from "./given.ts";
import type { Migration } from "./migration.ts";
import { quotedTable } from "./quoting.ts";
import { baseName } from "./inflection.ts";
import { host, hosted, rowOf, tableName, type Query } from "./values.ts";

const NARROWS = /^(?:(?:or)?where|having|limit|take|skip|offset|find|whenfilled|forpage)/u;
const JOINS = /^(?:(?:left|right|inner|cross)?join(?:sub|where|lateral)?|from|union(?:all)?|leftjoinwhere)$/u;
const ONE =
  /^(?:first|firstorfail|find|findorfail|sole|firstwhere|value|aggregate|latest|oldest|firstornew|findornew|make|newmodelinstance|fresh|refresh|replicate)$/u;
const MANY =
  /^(?:get|all|pluck|paginate|simplepaginate|cursorpaginate|lazy|lazybyid|lazybyiddesc|cursor|findmany|keys)$/u;
const EACH = /^(?:each|eachbyid|chunk|chunkbyid|chunkbyiddesc|chunkmap|orderedchunkbyid)$/u;
const LOOKS =
  /^(?:count|exists|doesntexist|max|min|avg|average|sum|tosql|torawsql|dd|dump|explain|getbindings|getquery|getconnection|getmodel|toarray|tojson|getkey|gettable|getattribute|getoriginal|isdirty|relationloaded|getattributes|getkeyname|is|isnot|trashed|implode|getcountforpagination|numericaggregate|rawvalue|solevalue|existsor|doesntexistor)$/u;

/** What only says more about the query. */
const KNOWN =
  /^(?:(?:or)?(?:where|having)\w*|\w*join\w*|select\w*|addselect|from\w*|with\w*|has\w*|orhas\w*|doesnthave\w*|ordoesnthave\w*|orderby\w*|inrandomorder|reorder\w*|groupby\w*|limit|take|skip|offset|forpage\w*|union\w*|distinct|lock\w*|sharedlock|lockforupdate|when|unless|tap|newquery\w*|query|on|setconnection|usewritepdo|useindex|forceindex|ignoreindex|dontremember|mergebindings|addbinding|setbindings|setquery|setmodel|withtrashed|onlytrashed|withouttrashed|withoutglobalscope\w*|latest|oldest|clone|from|index|timeout|beforequery|afterquery|scopes|cascade|truncate|mergecasts|applyscopes|make|unguard|reguard|unguarded|withoutevents|withouttimestamps|withoutsyncingtosearch|flusheventlisteners|boot\w*|observe|preventlazyloading|setappends)$/u;

const WRITES: Record<string, Statement> = {
  insert: "insert",
  insertgetid: "insert",
  insertorignore: "insert",
  insertorignoreusing: "insert",
  insertusing: "insert",
  fillandinsert: "insert",
  fillandinsertgetid: "insert",
  fillandinsertorignore: "insert",
  upsert: "insert",
  create: "insert",
  createquietly: "insert",
  createmany: "insert",
  forcecreate: "insert",
  forcecreatequietly: "insert",
  createorfirst: "insert",
  firstorcreate: "insert",
  updateorinsert: "insert",
  updateorcreate: "insert",
  incrementorcreate: "insert",
  update: "update",
  updatefrom: "update",
  updatequietly: "update",
  increment: "update",
  decrement: "update",
  incrementeach: "update",
  decrementeach: "update",
  touch: "update",
  restore: "update",
  delete: "delete",
  forcedelete: "delete",
  destroy: "delete",
  forcedestroy: "delete",
};

/** `$query->name(...)`. */
export function queryMethod(
  migration: Migration,
  query: Query,
  name: string,
  args: Arguments,
  node: Syntax,
): Value {
  const { run } = migration;
  const word = name.toLowerCase();
  const statement = WRITES[word];
  if (word === "truncate") {
    truncate(migration, query, node);
    return NONE;
  }
  if (statement !== undefined) {
    write(migration, query, word, statement, args, node);
    return word.includes("create") ? rowOf(query) : unknown(textOf(run.file, node));
  }
  if (EACH.test(word)) {
    eachRow(migration, query, word, args, node);
    return NONE;
  }
  if (MANY.test(word)) return host({ host: "collection", value: list([rowOf(query)], "list", true) });
  if (ONE.test(word))
    return word === "latest" || word === "oldest" ? host({ host: "query", ...query }) : rowOf(query);
  if (LOOKS.test(word)) return unknown(textOf(run.file, node));
  if (!KNOWN.test(word) && (doesSomething(name) || isOutermost(run.statement, node))) {
    whoKnows(migration, query, name, node);
    return rowOf(query);
  }
  return host({ host: "query", ...narrowed(migration, query, word, args, node) });
}

function narrowed(migration: Migration, query: Query, word: string, args: Arguments, node: Syntax): Query {
  const { run } = migration;
  const sources = [...query.sources];
  for (const value of args.positional) {
    if (value.kind === "function") {
      const inner = host({ host: "query", ...query, where: false });
      const conditional = word === "when" || word === "unless";
      if (conditional) run.conditional += 1;
      callValue(run, value, { positional: [inner], keywords: new Map(), open: false }, node, run.globals);
      if (conditional) run.conditional -= 1;
    }
    const other = hosted(value);
    if (other?.host === "query" && other.table !== null) sources.push(other.table);
  }
  if (JOINS.test(word)) {
    const joined = nameOf(args.positional[0]);
    if (joined !== null && word === "from") return { ...query, table: tableName(joined), sources };
    if (joined !== null) sources.push(tableName(joined));
  }
  return { ...query, where: query.where || NARROWS.test(word), sources: distinct(sources, query.table) };
}

function distinct(tables: readonly TableName[], own: TableName | null): TableName[] {
  const found = new Map(tables.map((one) => [`${one.schema}.${one.table}`, one]));
  if (own !== null) found.delete(`${own.schema}.${own.table}`);
  return [...found.values()];
}

/** What is run for each row runs any number of times. */
function eachRow(migration: Migration, query: Query, word: string, args: Arguments, node: Syntax): void {
  const { run } = migration;
  const callback =
    args.positional.find((value) => value.kind === "function") ?? args.keywords.get("callback");
  if (callback === undefined) return;
  const rows = host({ host: "collection", value: list([rowOf(query)], "list", true) });
  const given = word.startsWith("chunk") && word !== "chunkmap" ? rows : rowOf(query);
  loop(run, () => {
    callValue(run, callback, { positional: [given], keywords: new Map(), open: true }, node, run.globals);
    return { end: "next", may: new Set() };
  });
}

function truncate(migration: Migration, query: Query, node: Syntax): void {
  const { reader, run, engine } = migration;
  if (query.table === null || !query.sure) {
    whoKnows(migration, query, "truncate", node);
    return;
  }
  const { schema, table } = query.table;
  const name = quotedTable(engine, schema === null ? table : `${schema}.${table}`);
  const statements: Record<EngineName, string> = {
    postgresql: `truncate ${name} restart identity cascade`,
    mysql: `truncate table ${name}`,
    mariadb: `truncate table ${name}`,
    sqlite: `delete from ${name}`,
  };
  readSqlText(reader, run, literal(statements[engine]), "plain", node);
}

function whoKnows({ reader, run }: Migration, query: Query, called: string, node: Syntax): void {
  if (query.table === null)
    reader.vague(run, node, `which table ${called} changes is not known before it runs`);
  else
    reader.code(run, node, query.model === null ? called : `${baseName(query.model)}::${called}`, [
      query.table,
      ...query.sources,
    ]);
}

function write(
  migration: Migration,
  query: Query,
  word: string,
  statement: Statement,
  args: Arguments,
  node: Syntax,
): void {
  const { reader, run } = migration;
  if (query.table === null || !query.sure) {
    whoKnows(migration, query, word, node);
    return;
  }
  const inserts = statement === "insert";
  const [first, second] = args.positional;
  const upserts = /upsert|updateor|incrementor/u.test(word);
  const gone = query.softDeletes && word === "delete" ? "update" : statement;
  const sources = [first, second].flatMap((value) => {
    const known = hosted(value);
    return known?.host === "query" && known.table !== null ? [known.table, ...known.sources] : [];
  });
  const counted = word === "increment" || word === "decrement" ? stringOf(first) : null;
  const written =
    counted === null ? (word === "updateorinsert" ? columnsIn(first, second) : columnsIn(first)) : [counted];
  const destroyed = word === "destroy" || word === "forcedestroy";
  reader.emit(run, "change_data", node, {
    ...query.table,
    columns: statement === "delete" ? [] : written,
    details: {
      statement: gone,
      sources: distinct([...query.sources, ...sources], query.table),
      where: query.where || upserts || destroyed || (word === "delete" && first !== undefined) || inserts,
      rows: inserts && word !== "insertusing" ? rowsIn(first, run.looping > 0) : null,
      onConflict: upserts ? "update" : /ignore|orfirst|firstor/u.test(word) ? "nothing" : null,
      source: withHelpers(run.file, node, normalised(run.file, node)),
    },
  });
}

/** The columns that a row, or a list of rows, names. */
function columnsIn(...values: readonly (Value | undefined)[]): string[] {
  const names = values.flatMap((value): string[] => {
    if (value?.kind === "list") return value.items.slice(0, 200).flatMap((item) => columnsIn(item));
    return value?.kind === "dict"
      ? [...value.entries.values()].flatMap(({ key }) => stringOf(key) ?? [])
      : [];
  });
  return [...new Set(names)];
}

function rowsIn(value: Value | undefined, looping: boolean): number | null {
  if (looping || value === undefined) return null;
  if (value.kind === "dict") {
    const rows = [...value.entries.values()].filter((entry) => entry.value.kind === "dict");
    return rows.length === value.entries.size && rows.length > 0 ? rows.length : 1;
  }
  return value.kind === "list" && !value.open ? value.items.length : null;
}

const SAVES =
  /^(?:save|saveorfail|savequietly|push|pushquietly|update|updatequietly|updateorfail|delete|deletequietly|deleteorfail|forcedelete|forcedeletequietly|restore|restorequietly|touch|touchquietly|increment|decrement|incrementquietly|decrementquietly|attach|detach|sync|syncwithoutdetaching|toggle|updateexistingpivot|associate|dissociate|create|createmany|savemany|assignrole|givepermissionto|syncroles|syncpermissions|removerole|revokepermissionto)$/u;

/** What changes a row only in memory. */
const FILLS =
  /^(?:fill|forcefill|set\w*|unset\w*|load\w*|refresh|fresh|append|makehidden|makevisible|with\w*|only|except|replicate|convert\w*|format\w*|get\w*|is\w*|has\w*|to\w*|timestamps|mergecasts)$/u;

/** A method of one row. */
export function rowMethod(
  migration: Migration,
  query: Query,
  name: string,
  args: Arguments,
  node: Syntax,
): Value {
  const { reader, run } = migration;
  const word = name.toLowerCase();
  if (SAVES.test(word)) {
    const tables = query.table === null ? [] : [query.table];
    reader.code(run, node, query.model === null ? name : `${baseName(query.model)}::${name}`, tables);
    return rowOf(query);
  }
  const plainly = doesSomething(name) && !/^(?:set|store)/u.test(word);
  if (
    !FILLS.test(word) &&
    (plainly || isOutermost(run.statement, node)) &&
    !args.positional.some(({ kind }) => kind === "function")
  ) {
    whoKnows(migration, query, name, node);
    return rowOf(query);
  }
  for (const value of args.positional) {
    if (value.kind === "function") {
      loop(run, () => {
        callValue(
          run,
          value,
          { positional: [rowOf(query)], keywords: new Map(), open: true },
          node,
          run.globals,
        );
        return { end: "next", may: new Set() };
      });
    }
  }
  return rowOf({ ...query, where: true });
}

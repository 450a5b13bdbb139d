/** Calls on a table that stand behind its columns: indexes, constraints, names, what is dropped. */

import { isDialect } from "../../reading/source/dialect-sql.ts";
import { nextStatement, note, send, sendVague } from "../../reading/source/send.ts";
import { plain } from "../../reading/source/text.ts";
import { getItem, stringOf, truthOf, type Value } from "../../reading/source/value.ts";
import { rebuildWords } from "./alter.ts";
import { tableOf } from "./constraints.ts";
import { columnize, defaultName, namesIn, quoted, sql, wrapped, type Sql } from "./spell.ts";
import { hosted, type Call, type Knex, type TableValue } from "./values.ts";

interface Scene {
  knex: Knex;
  table: TableValue;
  call: Call;
  /** `alter table "name"` */
  owner: string;
  mysql: boolean;
  sqlite: boolean;
}

/** Carries out one call; what of it is not known is said. */
export function carryOutCall(knex: Knex, table: TableValue, call: Call): void {
  const { dialect } = knex.reader;
  const owner = `alter table ${wrapped(knex, table.name, table.schema)}`;
  const sqlite = dialect === "sqlite";
  const scene = { knex, table, call, owner, sqlite, mysql: isDialect(dialect) && !sqlite };
  const read = CALLS[call.method];
  const done = read === undefined ? false : read(scene);
  if (!done)
    sendVague(knex, call.at, `what ${call.method} changes of ${table.name} is not known before it runs`);
}

type Carry = (scene: Scene) => boolean;

const say = ({ knex, call }: Scene, ...parts: (string | Sql)[]): boolean => {
  send(knex, sql(...parts), call.at);
  return true;
};

/** The name of an index or a constraint: as given, as an option says, or as Knex makes it. */
function nameOf({ call, table }: Scene, type: string, option: string): string | null {
  const [columns, given] = call.args;
  const said = given?.kind === "dict" ? getItem(given, option) : given;
  if (said !== undefined && said !== null && said.kind !== "none") return stringOf(said);
  const names = namesIn(columns);
  return names === null ? null : defaultName(table.name, names, type);
}

function optionsOf({ call }: Scene, at: number): (name: string) => Value | null {
  const given = call.args[at];
  return (name) => (given?.kind === "dict" ? getItem(given, name) : null);
}

const index: Carry = (scene) => {
  const { knex, call, owner, mysql, table } = scene;
  const columns = namesIn(call.args[0]);
  const name = nameOf({ ...scene, call: { ...call, args: call.args.slice(0, 2) } }, "index", "indexName");
  if (columns === null || name === null) return false;
  const option = optionsOf(scene, 2);
  const third = stringOf(call.args[2]);
  const kind = stringOf(option("indexType")) ?? (mysql ? third : null);
  const method = stringOf(option("storageEngineIndexType")) ?? (mysql ? null : third);
  const using = method === null || scene.sqlite ? "" : ` using ${method}`;
  const listed = columnize(knex, columns);
  if (mysql)
    return say(
      scene,
      `${owner} add ${kind === null ? "" : `${kind} `}index ${quoted(knex, name)} (`,
      listed,
      ")",
      using,
    );
  const unique = kind?.toLowerCase() === "unique" && !scene.sqlite ? "unique " : "";
  const target = wrapped(knex, table.name, table.schema);
  const where = predicate(option("predicate"));
  return say(scene, `create ${unique}index ${quoted(knex, name)} on ${target}${using} (`, listed, ")", where);
};

/** The condition of a partial index: what the query says is not written out. */
function predicate(value: Value | null): Sql {
  if (value === null || value.kind === "none") return [];
  const raw = hosted(value);
  if (raw?.host === "raw") return sql(" where ", raw.pieces);
  return sql(" where ", [{ text: "", source: null, hole: "predicate" }]);
}

const unique: Carry = (scene) => {
  const { knex, call, owner, mysql, sqlite, table } = scene;
  const columns = namesIn(call.args[0]);
  const name = nameOf(scene, "unique", "indexName");
  if (columns === null || name === null) return false;
  const option = optionsOf(scene, 1);
  const condition = option("predicate");
  const said = option("useConstraint");
  const listed = columnize(knex, columns);
  if (mysql) return say(scene, `${owner} add unique ${quoted(knex, name)} (`, listed, ")");
  const constraint = said === null ? condition === null : truthOf(said) === true;
  if (!sqlite && constraint)
    return say(scene, `${owner} add constraint ${quoted(knex, name)} unique (`, listed, ")");
  const target = wrapped(knex, table.name, table.schema);
  return say(
    scene,
    `create unique index ${quoted(knex, name)} on ${target} (`,
    listed,
    ")",
    predicate(condition),
  );
};

const primary: Carry = (scene) => {
  const { knex, call, owner, mysql, sqlite, table } = scene;
  const columns = namesIn(call.args[0]);
  if (columns === null) return false;
  const given = nameOf({ ...scene, table: { ...table, name: table.name } }, "pkey", "constraintName");
  const said = call.args[1];
  const name = said === undefined || said.kind === "none" ? `${table.name}_pkey` : given;
  if (name === null) return false;
  if (sqlite)
    return rebuilt(scene, () =>
      noteKey(
        scene,
        columns.filter((each) => typeof each === "string"),
      ),
    );
  const listed = columnize(knex, columns);
  if (mysql) return say(scene, `${owner} add primary key ${quoted(knex, name)} (`, listed, ")");
  return say(scene, `${owner} add constraint ${quoted(knex, name)} primary key (`, listed, ")");
};

function noteKey({ knex, call, table }: Scene, columns: string[]): void {
  note(knex, "add_primary_key", call.at, { ...tableOf(table), columns, details: { usingIndex: null } });
}

/** What SQLite cannot alter Knex does by building the table anew. */
function rebuilt({ knex, call, table }: Scene, then: () => void): boolean {
  note(knex, "rewrite_table", call.at, { ...tableOf(table), details: { how: rebuildWords } });
  then();
  return true;
}

/** What drops an index or a constraint. */
const dropNamed =
  (type: "index" | "unique" | "foreign", ifExists: boolean): Carry =>
  (scene) => {
    const { knex, owner, mysql, sqlite, table } = scene;
    const name = nameOf(scene, type, "indexName");
    if (name === null) return false;
    const guard = ifExists ? "if exists " : "";
    const named = quoted(knex, name);
    if (sqlite && type === "foreign") return rebuilt(scene, () => noteDropped(scene, name));
    if (mysql)
      return say(scene, `${owner} drop ${type === "foreign" ? "foreign key" : "index"} ${guard}${named}`);
    if (type === "index" || sqlite) {
      const qualified = table.schema === null ? named : `${quoted(knex, table.schema)}.${named}`;
      return say(scene, `drop index ${guard}${qualified}`);
    }
    return say(scene, `${owner} drop constraint ${guard}${named}`);
  };

function noteDropped({ knex, call, table }: Scene, name: string): void {
  const details = { ifExists: false, cascade: false, type: "foreign_key" as const };
  note(knex, "drop_constraint", call.at, { ...tableOf(table), name, details });
}

const dropPrimary =
  (ifExists: boolean): Carry =>
  (scene) => {
    const { knex, call, owner, mysql, sqlite, table } = scene;
    const said = call.args[0];
    const name = said === undefined || said.kind === "none" ? `${table.name}_pkey` : stringOf(said);
    if (name === null) return false;
    const details = { ifExists, cascade: false, type: "primary_key" as const };
    if (sqlite)
      return rebuilt(scene, () =>
        note(knex, "drop_constraint", call.at, { ...tableOf(table), name, details }),
      );
    if (mysql) return say(scene, `${owner} drop primary key`);
    return say(scene, `${owner} drop constraint ${ifExists ? "if exists " : ""}${quoted(knex, name)}`);
  };

const dropColumn: Carry = (scene) => {
  const { knex, call, owner, sqlite, table } = scene;
  const lists = call.args.map((value) => namesIn(value));
  const names = lists.flatMap((list) => list ?? []);
  const together = nextStatement(knex);
  if (sqlite && names.length > 0) rebuilt(scene, () => {});
  for (const name of names) {
    if (typeof name !== "string") continue;
    send(knex, sql(`${owner} drop column ${quoted(knex, name)}`), call.at, together);
  }
  if (lists.includes(null) || names.some((name) => typeof name !== "string"))
    sendVague(knex, call.at, `which columns of ${table.name} it drops is not known before it runs`);
  return lists.length > 0;
};

const renameColumn: Carry = (scene) => {
  const [from, to] = scene.call.args.map(stringOf);
  const { knex, owner } = scene;
  if (typeof from !== "string" || typeof to !== "string") return false;
  return say(scene, `${owner} rename column ${quoted(knex, from)} to ${quoted(knex, to)}`);
};

const nullableTo =
  (nullable: boolean): Carry =>
  (scene) => {
    const { knex, call, owner, mysql, sqlite, table } = scene;
    const name = stringOf(call.args[0]);
    if (name === null) return false;
    if (!mysql && !sqlite)
      return say(scene, `${owner} alter column ${quoted(knex, name)} ${nullable ? "drop" : "set"} not null`);
    const facts = { ...tableOf(table), columns: [name], details: {} };
    const set = (): void => note(knex, nullable ? "drop_not_null" : "set_not_null", call.at, facts);
    if (sqlite) return rebuilt(scene, set);
    set();
    return true;
  };

const dropChecks: Carry = (scene) => {
  const names = scene.call.args.flatMap((value) => namesIn(value) ?? [null]);
  for (const name of names) {
    if (typeof name !== "string") return false;
    say(scene, `${scene.owner} drop constraint ${name}`);
  }
  return true;
};

const check: Carry = (scene) => {
  const { call, table, owner } = scene;
  const [written, , given] = call.args;
  const raw = hosted(written);
  const condition = raw?.host === "raw" ? plain(raw.pieces) : stringOf(written);
  if (condition === null) return false;
  const name = stringOf(given) ?? `${table.name}_1`;
  return say(scene, `${owner} add constraint ${name} check(${condition})`);
};

const CALLS: Record<string, Carry> = {
  index,
  unique,
  primary,
  dropIndex: dropNamed("index", false),
  dropUnique: dropNamed("unique", false),
  dropUniqueIfExists: dropNamed("unique", true),
  dropForeign: dropNamed("foreign", false),
  dropForeignIfExists: dropNamed("foreign", true),
  dropPrimary: dropPrimary(false),
  dropPrimaryIfExists: dropPrimary(true),
  dropColumn,
  renameColumn,
  setNullable: nullableTo(true),
  dropNullable: nullableTo(false),
  dropChecks,
  check,
};

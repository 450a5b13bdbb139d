/** What PostgreSQL's catalog and event triggers say of each statement of migrations that run in order on a new database. */

import { startPostgresql } from "../../../test/support/postgresql.ts";
import { loadParsers } from "../../../src/edges/parsing/load-parsers.ts";
import { type Account, name } from "./server-deeds.ts";

/** Everything by its number, which stays when it is renamed. */
type Catalog = Map<string, Thing>;
interface Thing {
  kind: string;
  table: string;
  name: string;
  /** What is told of it when it comes. */
  deeds: string[];
  /** What changes without its going: a column's type, a view's text. */
  parts: Record<string, string>;
}

const things = `
  SELECT 'table:' || c.oid AS id, 'table' AS kind, c.relname AS "table", c.relname AS name, '{}'::json AS parts
    FROM pg_class c JOIN mine n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p')
  UNION ALL SELECT 'column:' || a.attrelid || '.' || a.attnum, 'column', c.relname, a.attname,
      json_build_object('type', a.atttypid || ' ' || a.atttypmod || ' ' || a.attcollation, 'null', a.attnotnull,
        'key', EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p' AND a.attnum = ANY (k.conkey)),
        'default', coalesce(pg_get_expr(d.adbin, d.adrelid), ''))
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN mine n ON n.oid = c.relnamespace
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
  UNION ALL SELECT 'constraint:' || k.oid, k.contype::text, c.relname, k.conname,
      json_build_object('columns', (SELECT string_agg(a.attname, ',' ORDER BY o.at) FROM unnest(k.conkey) WITH ORDINALITY o (n, at)
        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = o.n), 'to', f.relname, 'valid', k.convalidated)
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN mine n ON n.oid = c.relnamespace
    LEFT JOIN pg_class f ON f.oid = k.confrelid WHERE k.contype IN ('p', 'u', 'f', 'c')
  UNION ALL SELECT 'index:' || i.oid, 'index', c.relname, i.relname, json_build_object('owned', EXISTS (
      SELECT FROM pg_constraint k WHERE k.conindid = i.oid AND k.contype IN ('p', 'u', 'x')))
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid JOIN mine n ON n.oid = i.relnamespace
  UNION ALL SELECT 'type:' || t.oid, 'type', '', t.typname, '{}' FROM pg_type t JOIN mine n ON n.oid = t.typnamespace
    WHERE t.typtype IN ('e', 'd')
  UNION ALL SELECT 'value:' || e.oid, 'value', t.typname, e.enumlabel, '{}' FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid
  UNION ALL SELECT 'view:' || c.oid, 'view', '', c.relname, json_build_object('text', pg_get_viewdef(c.oid))
    FROM pg_class c JOIN mine n ON n.oid = c.relnamespace WHERE c.relkind IN ('v', 'm')
  UNION ALL SELECT 'function:' || p.oid, 'function', '', p.proname, json_build_object('text', p.prosrc)
    FROM pg_proc p JOIN mine n ON n.oid = p.pronamespace
    WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  UNION ALL SELECT 'trigger:' || t.oid, 'trigger', c.relname, t.tgname, '{}' FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal
  UNION ALL SELECT 'sequence:' || c.oid, 'sequence', '', c.relname, '{}' FROM pg_class c JOIN mine n ON n.oid = c.relnamespace
    WHERE c.relkind = 'S' AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('a', 'i'))
  UNION ALL SELECT 'extension:' || oid, 'extension', '', extname, '{}' FROM pg_extension
  UNION ALL SELECT 'schema:' || oid, 'schema', '', nspname, '{}' FROM mine WHERE nspname !~ '^pg_'
  UNION ALL SELECT 'comment:' || objoid || '.' || objsubid, 'comment', c.relname, d.description, '{}'
    FROM pg_description d JOIN pg_class c ON c.oid = d.objoid AND d.classoid = 'pg_class'::regclass JOIN mine n ON n.oid = c.relnamespace`;
const snapshot = `WITH mine AS (SELECT oid, nspname FROM pg_namespace WHERE nspname !~ '^(pg_catalog|pg_toast|information_schema|evidence)') ${things}`;

const watching = `
  CREATE SCHEMA evidence;
  CREATE FUNCTION evidence.made() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE 'made %', tg_tag; END $$;
  CREATE FUNCTION evidence.gone() RETURNS event_trigger LANGUAGE plpgsql AS $$ DECLARE one record; BEGIN
    FOR one IN SELECT * FROM pg_event_trigger_dropped_objects() LOOP
      IF one.original THEN RAISE NOTICE 'gone % % %', one.classid::regclass, one.objid, one.objsubid; END IF;
    END LOOP; END $$;
  CREATE EVENT TRIGGER made ON ddl_command_end EXECUTE FUNCTION evidence.made();
  CREATE EVENT TRIGGER gone ON sql_drop EXECUTE FUNCTION evidence.gone()`;

const kinds: Record<string, string> = { p: "primary_key", u: "unique", f: "foreign_key", c: "check" };
const classes: Record<string, string[]> = {
  pg_class: ["table", "column", "index", "view", "sequence"],
  pg_constraint: ["constraint"],
  pg_type: ["type"],
  pg_proc: ["function"],
  pg_trigger: ["trigger"],
  pg_extension: ["extension"],
  pg_namespace: ["schema"],
};

export async function onPostgresql(texts: readonly string[]): Promise<Account[]> {
  const { postgresql: parser } = await loadParsers(["postgresql"]);
  const server = await startPostgresql();
  const client = await server.connect();
  await client.query(watching);
  let events: string[] = [];
  client.on("notice", ({ message }) => events.push(message ?? ""));
  const read = async (): Promise<Catalog> => {
    const { rows } = await client.query<{
      id: string;
      kind: string;
      table: string;
      name: string;
      parts: Record<string, string>;
    }>(snapshot);
    return new Map(rows.map((row) => [row.id, thing(row)]));
  };
  let before = await read();
  const accounts: Account[] = [];
  for (const text of texts) {
    const account: Account = { deeds: [], refused: null };
    accounts.push(account);
    const bytes = Buffer.from(text);
    for (const { stmt_location: start = 0, stmt_len: length } of parser?.parse(text).stmts ?? []) {
      const statement = bytes.subarray(start, length === undefined ? undefined : start + length).toString();
      events = [];
      try {
        const { command } = await client.query(statement);
        if (/^(?:INSERT|UPDATE|DELETE|MERGE)$/u.test(command))
          account.deeds.push(`data ${command.toLowerCase()}`);
      } catch (error) {
        account.refused ??= error instanceof Error ? error.message : "";
      }
      if (!events.some((event) => /^(?:made|gone) /u.test(event))) continue;
      const after = await read();
      account.deeds.push(...difference(before, after, events));
      before = after;
    }
  }
  await server.stop();
  return accounts;
}

function thing({ kind, table, name: own, parts }: Omit<Thing, "deeds">): Thing {
  const on = name(table);
  const base = { kind, table: on, name: name(own), parts };
  switch (kind) {
    case "table":
      return { ...base, deeds: [`create table ${on}`] };
    case "column": {
      const deeds = [`column ${on}.${base.name}`];
      if (parts["null"] && !parts["key"]) deeds.push(`column is not null ${on}.${base.name}`);
      return { ...base, deeds };
    }
    case "index":
      return { ...base, deeds: parts["owned"] ? [] : [`create index ${on} ${base.name}`] };
    case "c":
      return { ...base, deeds: [`check ${on} ${base.name}`] };
    case "p":
    case "u":
    case "f": {
      const to = kind === "f" ? ` ${name(parts["to"] ?? null)}` : "";
      return { ...base, deeds: [`${kinds[kind]} ${on} (${(parts["columns"] ?? "").toLowerCase()})${to}`] };
    }
    case "value":
      return { ...base, deeds: [`value ${on} ${base.name}`] };
    case "view":
    case "function":
    case "trigger":
      return { ...base, deeds: [`${kind} ${base.name}`] };
    case "comment":
      return { ...base, deeds: [`comment ${on}`] };
    default:
      return { ...base, deeds: [`create ${kind} ${base.name}`] };
  }
}

function difference(before: Catalog, after: Catalog, events: readonly string[]): string[] {
  const deeds: string[] = [];
  const gone = new Set<string>();
  for (const event of events) {
    const [, where = "", object = "", part = "0"] = /^gone (\w+) (\d+) (\d+)$/u.exec(event) ?? [];
    for (const kind of classes[where] ?? [])
      gone.add(kind === "column" ? `column:${object}.${part}` : part === "0" ? `${kind}:${object}` : "");
  }
  const newTypes = new Set<string>();
  for (const [id, one] of after) if (!before.has(id) && one.kind === "type") newTypes.add(one.name);
  const replaced = (id: string, one: Thing): boolean =>
    [...before].some(
      ([other, old]) =>
        !after.has(other) &&
        !gone.has(other) &&
        old.kind === one.kind &&
        old.name === one.name &&
        old.table === one.table &&
        id !== other,
    );
  for (const [id, one] of after) {
    const old = before.get(id);
    if (old === undefined) {
      if (one.kind === "value" && newTypes.has(one.table)) continue;
      if (!/^(?:table|column|type|value)$/u.test(one.kind) && replaced(id, one)) continue;
      deeds.push(...one.deeds);
    } else deeds.push(...changed(old, one));
  }
  for (const [id, one] of before) if (!after.has(id) && gone.has(id)) deeds.push(...going(one));
  return deeds;
}

function changed(old: Thing, one: Thing): string[] {
  const deeds: string[] = [];
  const place = `${one.table}.${one.name}`;
  const differs = (part: string): boolean => old.parts[part] !== one.parts[part];
  if (old.name !== one.name) {
    if (one.kind === "column") deeds.push(`rename column ${old.table}.${old.name} ${one.name}`);
    else if (one.kind === "value") deeds.push(`rename value ${one.table} ${old.name} ${one.name}`);
    // Renaming the index of a key renames its constraint, and the other way round: it is told once, of the index.
    else if (one.kind !== "p" && one.kind !== "u") {
      const kind = one.parts["owned"] ? "key" : kinds[one.kind] === undefined ? one.kind : "constraint";
      deeds.push(`rename ${kind} ${old.name} ${one.name}`);
    }
  }
  if (one.kind === "column") {
    if (differs("type")) deeds.push(`type ${place}`);
    if (differs("null") && !differs("key")) deeds.push(`${one.parts["null"] ? "not null" : "null"} ${place}`);
    if (differs("default") && !differs("type")) deeds.push(`default ${place}`);
  }
  if ((one.kind === "view" || one.kind === "function") && differs("text"))
    deeds.push(`${one.kind} ${one.name}`);
  if (kinds[one.kind] !== undefined && differs("valid")) deeds.push(`validate ${one.table} ${one.name}`);
  if (one.kind === "comment" && old.name !== one.name) return [`comment ${one.table}`];
  return deeds;
}

function going(one: Thing): string[] {
  switch (one.kind) {
    case "column":
      return [`drop column ${one.table}.${one.name}`];
    case "p":
    case "u":
    case "f":
    case "c":
      return [`drop constraint ${one.table} ${one.name}`];
    default:
      return [`drop ${one.kind} ${one.name}`];
  }
}

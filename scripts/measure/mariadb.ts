/** Measures on a real MariaDB how it does each statement, in the cheapest way that it accepts. */

import type { MariadbServer } from "../../test/support/mariadb.ts";
import { fill, setup } from "./mariadb-operations.ts";
import type { MeasuredStatement } from "./mariadb-operations.ts";

export const algorithms = ["INSTANT", "NOCOPY", "INPLACE", "COPY"] as const;
export const locks = ["NONE", "SHARED", "EXCLUSIVE"] as const;

export interface MariadbMeasured {
  /** The cheapest that is accepted; null where the statement has no such clause. */
  algorithm: (typeof algorithms)[number] | null;
  lock: (typeof locks)[number] | null;
  /** `rewrite`: the table is another one afterwards; `scan`: with many rows it asks for more pages than with a few, at least half of what the table has. */
  work: "metadata" | "scan" | "rewrite";
  /** Pages that it asked for because of the rows, beside those that the table has. */
  pages: number;
  tablePages: number;
  /** Tables of which it waits for a transaction that has only read, and of which for one that has written. */
  waitsForReadersOf: string[];
  waitsForWritersOf: string[];
  /** The error with which it fails, null when it runs. */
  refused: string | null;
}

const rows = 10_000;
/** Errors that say only that this way of doing it is not there. */
const unsupported = new Set([1845, 1846, 1221, 1235, 1064]);

export async function measureMariadb(
  server: MariadbServer,
  operation: MeasuredStatement,
): Promise<MariadbMeasured> {
  const way = cheapest(server, operation);
  if (way.refused !== null) {
    const nothing = { work: "metadata", pages: 0, tablePages: 0 } as const;
    return { ...way, ...nothing, waitsForReadersOf: [], waitsForWritersOf: [] };
  }
  return { ...way, ...workOf(server, operation), ...(await waitsOf(server, operation)) };
}

/** The cheapest way that is accepted: tries them from the cheapest on; each on tables of its own, as one that succeeds changes them. */
export function cheapest(
  server: MariadbServer,
  operation: MeasuredStatement,
): Pick<MariadbMeasured, "algorithm" | "lock" | "refused"> {
  const plain = attempt(server, operation, null, null);
  if (plain !== null) return { algorithm: null, lock: null, refused: `${plain.code}: ${plain.message}` };
  for (const algorithm of algorithms) {
    if (attempt(server, operation, algorithm, null) !== null) continue;
    const lock = locks.find((one) => attempt(server, operation, algorithm, one) === null) ?? null;
    return { algorithm, lock, refused: null };
  }
  return { algorithm: null, lock: null, refused: null };
}

/** Null when it is accepted. A failure that is not about the way of doing it is one of the measurement. */
function attempt(
  server: MariadbServer,
  { id, before, statement }: MeasuredStatement,
  algorithm: string | null,
  lock: string | null,
): { code: number; message: string } | null {
  const script = [
    "DROP DATABASE IF EXISTS m",
    "DROP DATABASE IF EXISTS m2",
    "CREATE DATABASE m",
    "USE m",
    ...setup,
    ...fill(3),
    ...before,
    withWay(statement, algorithm, lock),
  ];
  const { errors } = server.run(`${script.join(";\n")};\n`);
  const [error, ...others] = errors;
  if (error === undefined) return null;
  const own = error.line === script.length && others.length === 0;
  if (!own || (algorithm !== null && !unsupported.has(error.code)))
    throw new Error(`${id}, ${algorithm}, ${lock}: ${error.line}: ${error.message}`);
  return error;
}

/** The statement with ALGORITHM and LOCK where it takes them. */
export function withWay(statement: string, algorithm: string | null, lock: string | null): string {
  const terms = [
    algorithm === null ? "" : `ALGORITHM=${algorithm}`,
    lock === null ? "" : `LOCK=${lock}`,
  ].filter((term) => term !== "");
  if (terms.length === 0) return statement;
  const alter = /^ALTER TABLE \w+ /u.exec(statement);
  if (alter === null) return `${statement} ${terms.join(" ")}`;
  return `${alter[0]}${terms.join(", ")}, ${statement.slice(alter[0].length)}`;
}

const asked =
  "SELECT variable_value FROM information_schema.global_status WHERE variable_name = 'Innodb_buffer_pool_read_requests'";
const tables =
  "SELECT coalesce(group_concat(concat(name, ' ', table_id) ORDER BY name), '') FROM information_schema.innodb_sys_tables WHERE name LIKE 'm/%' AND name NOT LIKE '%FTS%'";

/** What it asks for on tables with many rows beyond what it asks for on tables with a few, and whether tables are others afterwards. */
function workOf(
  server: MariadbServer,
  operation: MeasuredStatement,
): Pick<MariadbMeasured, "work" | "pages" | "tablePages"> {
  const few = runOn(server, operation, 3);
  let many = runOn(server, operation, rows);
  // What the server does by itself meanwhile is counted as well: the calmest of three runs tells.
  const reads = (): boolean => many.pages - few.pages > many.size / 2;
  for (let run = 0; run < 2 && !many.rewritten && reads(); run++) {
    const again = runOn(server, operation, rows);
    if (again.pages < many.pages) many = again;
  }
  const pages = Math.max(0, many.pages - few.pages);
  const work = many.rewritten ? "rewrite" : reads() ? "scan" : "metadata";
  return { work, pages, tablePages: many.size };
}

function runOn(
  server: MariadbServer,
  { id, before, statement }: MeasuredStatement,
  count: number,
): { pages: number; size: number; rewritten: boolean } {
  const table = tableOf(statement);
  const script = [
    "DROP DATABASE IF EXISTS m",
    "DROP DATABASE IF EXISTS m2",
    "CREATE DATABASE m",
    "USE m",
    ...setup,
    ...fill(count),
    ...before,
    `ANALYZE TABLE ${table}`,
    `SELECT sum(data_length) DIV 16384 FROM information_schema.tables WHERE table_schema = 'm' AND table_name = '${table}'`,
    tables,
    "SET GLOBAL innodb_max_purge_lag_wait = 0",
    asked,
    statement,
    asked,
    tables,
  ];
  const { rows: found, errors } = server.run(`${script.join(";\n")};\n`);
  if (errors.length > 0) throw new Error(`${id}: ${errors[0]?.message}`);
  const own = found.filter((row) => row.length === 1).map(([cell]) => cell ?? "");
  const [size = "0", old = "", first = "0"] = own;
  const [last = "0", fresh = ""] = own.slice(-2);
  const known = new Map(fresh.split(",").map((text) => text.split(" ") as [string, string]));
  const rewritten = old.split(",").some((text) => {
    const [name = "", number = ""] = text.split(" ");
    return known.has(name) && known.get(name) !== number;
  });
  return { pages: Number(last) - Number(first), size: Number(size), rewritten };
}

/** The first table that the statement names. */
function tableOf(statement: string): string {
  return /\b(t|k|f|pt|ph|z|w)\b/u.exec(statement)?.[1] ?? "t";
}

/** Whose open transactions it waits for, table by table: it is tried without waiting while a session has one open that read, or wrote. */
async function waitsOf(
  server: MariadbServer,
  { id, before, statement }: MeasuredStatement,
): Promise<Pick<MariadbMeasured, "waitsForReadersOf" | "waitsForWritersOf">> {
  const found = { waitsForReadersOf: [] as string[], waitsForWritersOf: [] as string[] };
  const script = [
    "DROP DATABASE IF EXISTS m",
    "DROP DATABASE IF EXISTS m2",
    "CREATE DATABASE m",
    "USE m",
    ...setup,
    ...fill(3),
    ...before,
  ];
  const session = before.filter((sql) => sql.startsWith("SET "));
  for (const table of around(statement)) {
    const { errors } = server.run(`${script.join(";\n")};\n`);
    if (errors.length > 0) throw new Error(`${id}: ${errors[0]?.message}`);
    const read = `USE m; BEGIN; SELECT 1 FROM ${table} LIMIT 1;`;
    if (await waitsBehind(server, read, session, statement)) {
      found.waitsForReadersOf.push(table);
      found.waitsForWritersOf.push(table);
    } else if (table !== "v") {
      const write = `USE m; BEGIN; UPDATE ${table} SET a = 2 ORDER BY id LIMIT 1;`;
      server.run(`${script.join(";\n")};\n`);
      if (await waitsBehind(server, write, session, statement)) found.waitsForWritersOf.push(table);
    }
  }
  return found;
}

/** The tables that the statement names, and those that it may touch through a foreign key, a view or a trigger. */
function around(statement: string): string[] {
  const words = new Set(statement.match(/\b\w+\b/gu));
  const named = ["t", "p", "k", "f", "pt", "ph", "px", "z", "w", "v"].filter((table) => words.has(table));
  const more = [...(words.has("k") ? ["p"] : []), ...(words.has("tr") || words.has("v") ? ["t"] : [])];
  return [...new Set([...named, ...more])];
}

async function waitsBehind(
  server: MariadbServer,
  other: string,
  session: readonly string[],
  statement: string,
): Promise<boolean> {
  const open = await server.hold(other);
  const timeouts = ["SET lock_wait_timeout = 0", "SET innodb_lock_wait_timeout = 1"];
  const script = ["USE m", ...timeouts, ...session, statement];
  const { errors, rows: said } = server.run(`${script.join(";\n")};\n`);
  await open.close();
  // OPTIMIZE and ANALYZE say it in a row.
  return (
    errors.some(({ code }) => code === 1205) ||
    said.some((row) => row.join(" ").includes("Lock wait timeout"))
  );
}

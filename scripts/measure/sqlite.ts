/** Measures on SQLite what a statement writes, and who waits for it. */

import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

import type { MeasuredStatement } from "./mariadb-operations.ts";
import { fill, setup } from "./sqlite-operations.ts";

export interface SqliteMeasured {
  /** `rewrite`: it writes at least as many pages as the table has; `scan`: it writes less, but the more rows there are the more it reads; `metadata`: neither. */
  work: "metadata" | "scan" | "rewrite";
  /** Pages in the write-ahead log afterwards, with many rows in the tables and with a few. */
  pagesWritten: number;
  pagesWrittenFew: number;
  /** Pages of the table that it names, with many rows. */
  tablePages: number;
  /** While its transaction is open: what another connection gets that writes to another table. */
  otherWriter: string | null;
  /** The same for one that reads its table, with a write-ahead log, and with a rollback journal when it commits. */
  readerOfWal: string | null;
  commitBesideReader: string | null;
  /** Why it is refused, null when it runs. */
  refused: string | null;
}

const rows = 20_000;
const pageSize = 4096;
const frame = pageSize + 24;

export function sqliteVersion(): string {
  const database = new DatabaseSync(":memory:");
  const { version } = database.prepare("SELECT sqlite_version() AS version").get() as { version: string };
  database.close();
  return version;
}

export function measureSqlite(operation: MeasuredStatement): SqliteMeasured {
  const many = written(operation, rows);
  const nothing = { otherWriter: null, readerOfWal: null, commitBesideReader: null };
  if (many.refused !== null) {
    const none = { work: "metadata", pagesWritten: 0, pagesWrittenFew: 0, tablePages: 0 } as const;
    return { ...none, ...nothing, refused: many.refused };
  }
  const few = written(operation, 3);
  const pagesWritten = many.pages;
  const grown = pagesWritten - few.pages;
  const rewrites = many.tablePages > 0 && grown >= many.tablePages / 4;
  const work = rewrites ? "rewrite" : reads(operation) ? "scan" : "metadata";
  const counts = { work, pagesWritten, pagesWrittenFew: few.pages, tablePages: many.tablePages } as const;
  return { ...counts, ...waits(operation), refused: null };
}

/** Runs it with a write-ahead log, which then has one frame for each page that was written. */
function written(
  { before, statement }: MeasuredStatement,
  count: number,
): { pages: number; tablePages: number; refused: string | null } {
  return inFolder((file) => {
    const database = opened(file, "wal", count);
    try {
      for (const sql of before) database.exec(sql);
      const table = /\b(t|k|p)\b/u.exec(statement)?.[1] ?? "t";
      const size = database.prepare("SELECT count(*) AS pages FROM dbstat WHERE name = ?").get(table);
      if (before.includes("BEGIN") === false) {
        database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
        database.exec("PRAGMA wal_autocheckpoint = 0");
      }
      database.exec(statement);
      const pages = Math.max(0, Math.round((statSync(`${file}-wal`).size - 32) / frame));
      return { pages, tablePages: Number(size?.["pages"] ?? 0), refused: null };
    } catch (error) {
      return { pages: 0, tablePages: 0, refused: (error as Error).message };
    } finally {
      database.close();
    }
  });
}

/** Whether it steps over rows: it then takes much longer on many rows than on a few, though both write the same. The calmest of five runs tells. */
function reads(operation: MeasuredStatement): boolean {
  const times = [3, rows * 5].map((count) =>
    inFolder((file) => {
      const database = opened(file, "wal", count);
      for (const sql of operation.before) database.exec(sql);
      const found: number[] = [];
      for (let run = 0; run < 5; run++) {
        database.exec("SAVEPOINT s");
        const start = performance.now();
        database.exec(operation.statement);
        found.push(performance.now() - start);
        database.exec("ROLLBACK TO s; RELEASE s");
      }
      database.close();
      return Math.min(...found);
    }),
  );
  const [few = 0, many = 0] = times;
  return many - few > 2;
}

/** Who waits while it is in a transaction that is open, and for whom it waits. */
function waits(
  operation: MeasuredStatement,
): Pick<SqliteMeasured, "otherWriter" | "readerOfWal" | "commitBesideReader"> {
  const inTransaction = !operation.statement.startsWith("VACUUM");
  const during = inFolder((file) => {
    const database = opened(file, "wal", 3);
    const other = new DatabaseSync(file);
    for (const sql of operation.before) database.exec(sql);
    if (inTransaction) database.exec("BEGIN");
    database.exec(operation.statement);
    const answer = {
      otherWriter: inTransaction ? failure(other, "INSERT INTO l VALUES (99, 1)") : null,
      readerOfWal: inTransaction ? failure(other, "SELECT count(*) FROM t") : null,
    };
    other.close();
    database.close();
    return answer;
  });
  const commitBesideReader = inFolder((file) => {
    const database = opened(file, "delete", 3);
    const reader = new DatabaseSync(file);
    for (const sql of operation.before) database.exec(sql);
    const cursor = reader.prepare("SELECT * FROM t").iterate();
    cursor.next();
    const answer = failure(database, operation.statement);
    cursor.return?.();
    reader.close();
    database.close();
    return answer;
  });
  return { ...during, commitBesideReader };
}

function failure(database: DatabaseSync, sql: string): string | null {
  try {
    database.exec(sql);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

function inFolder<T>(use: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-sqlite-"));
  try {
    return use(join(folder, "data"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function opened(file: string, journal: "wal" | "delete", count: number): DatabaseSync {
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: false });
  database.exec(`PRAGMA page_size = ${pageSize}; PRAGMA journal_mode = ${journal}; PRAGMA synchronous = OFF`);
  database.exec("PRAGMA cache_size = -200000");
  database.exec("BEGIN");
  for (const sql of [...setup, ...fill(count)]) database.exec(sql);
  database.exec("COMMIT");
  return database;
}

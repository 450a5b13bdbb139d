/** The queries that measure variables in a SQLite file. They only read; `cost` is said in the variable's words where it grows. */

import { isDeceptive } from "../names.ts";

/** A name as an identifier; null when it cannot be shown safely. */
export function quoteIdentifier(name: string): string | null {
  if (name === "" || isDeceptive(name)) return null;
  return `"${name.replaceAll('"', '""')}"`;
}

function literal(text: string): string | null {
  return isDeceptive(text) ? null : `'${text.replaceAll("'", "''")}'`;
}

const templates = {
  /** Of ANALYZE: the first number of `stat` is the number of rows when it ran. */
  rows: (name) =>
    `SELECT coalesce((SELECT CAST(substr(stat, 1, instr(stat || ' ', ' ') - 1) AS INTEGER) FROM sqlite_stat1 WHERE tbl = ${name} AND stat IS NOT NULL LIMIT 1), 'never analysed') AS estimated_rows;`,
  table_bytes: (name) =>
    `SELECT coalesce(sum(pgsize), 'no such table') AS bytes FROM dbstat WHERE name = ${name} AND aggregate;`,
  index_bytes: (name) =>
    `SELECT count(*) AS indexes, coalesce(sum(d.pgsize), 0) AS bytes FROM sqlite_schema s JOIN dbstat d ON d.name = s.name AND d.aggregate WHERE s.type = 'index' AND s.tbl_name = ${name};`,
} as const satisfies Record<string, (name: string) => string>;

const general = {
  file_bytes:
    "SELECT page_count * page_size AS bytes, freelist_count * page_size AS free_bytes FROM pragma_page_count, pragma_page_size, pragma_freelist_count;",
  journal_mode: "SELECT journal_mode FROM pragma_journal_mode;",
  busy_timeout: "SELECT timeout AS milliseconds FROM pragma_busy_timeout;",
} as const;

export type TableMeasure = keyof typeof templates;
export type GeneralMeasure = keyof typeof general;
export const tableMeasures = Object.keys(templates) as TableMeasure[];
export const generalMeasures = Object.keys(general) as GeneralMeasure[];

export function tableQuery(measure: TableMeasure, table: string): string | null {
  const name = literal(table);
  return name === null ? null : templates[measure](name);
}

export function generalQuery(measure: GeneralMeasure): string {
  return general[measure];
}

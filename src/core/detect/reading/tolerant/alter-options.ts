/** ALTER TABLE clauses that are about the table as a whole. */

import type { Alter } from "./alter.ts";
import type { Cursor } from "./cursor.ts";
import { tableOption } from "./table-options.ts";

/** Options whose change writes the table anew: which of them really do depends on what the table has, and is an engine's fact. */
const REBUILDS = new Set(["engine", "row_format", "key_block_size", "encryption", "tablespace"]);

export function optionClause({ statement, cursor, table }: Alter): void {
  const from = cursor.at;
  const rewrite = (how: string): void =>
    statement.emit("rewrite_table", { ...table, details: { how } }, { from, to: cursor.at });
  const option = (name: string, value: string | null): void => {
    const details = { option: name, value };
    statement.emit("set_table_option", { ...table, details }, { from, to: cursor.at });
  };
  if (cursor.take("FORCE")) return rewrite("force");
  if (cursor.take("CONVERT", "TO")) return rewrite(conversion(cursor));
  if (cursor.take("ORDER", "BY")) {
    do {
      cursor.name();
      if (cursor.take(".")) cursor.name();
      cursor.takeOne("ASC", "DESC");
    } while (cursor.take(","));
    return rewrite("order by");
  }
  if (cursor.take("DISABLE", "KEYS")) return option("keys", "disabled");
  if (cursor.take("ENABLE", "KEYS")) return option("keys", "enabled");
  if (cursor.is("DISCARD", "TABLESPACE") || cursor.is("IMPORT", "TABLESPACE")) {
    const discards = cursor.word() === "DISCARD";
    cursor.at += 2;
    // The data file goes, and the rows with it, until another one is imported.
    if (!discards) return rewrite("import tablespace");
    const details = { cascade: false, restartIdentity: false };
    statement.emit("truncate_table", { ...table, details }, { from, to: cursor.at });
    return;
  }
  const loads = cursor.takeOne("SECONDARY_LOAD", "SECONDARY_UNLOAD");
  if (loads !== null) return option("secondary engine", loads === "SECONDARY_LOAD" ? "load" : "unload");
  const said = tableOption(cursor) ?? cursor.fail("a clause of ALTER TABLE");
  if (said.name === "comment") {
    statement.emit("set_comment", { ...table, details: { object: "table" } }, { from, to: cursor.at });
  } else if (REBUILDS.has(said.name)) rewrite(`${said.name}=${said.value ?? ""}`.toLowerCase());
  else option(said.name === "charset" ? "default charset" : said.name, said.value);
}

function conversion(cursor: Cursor): string {
  if (!cursor.take("CHARSET")) cursor.expect("CHARACTER", "SET");
  cursor.take("=");
  const charset = cursor.nameOrString().toLowerCase();
  if (!cursor.take("COLLATE")) return `convert to character set ${charset}`;
  cursor.take("=");
  return `convert to character set ${charset} collate ${cursor.nameOrString().toLowerCase()}`;
}

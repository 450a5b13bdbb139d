/** Which table the declaration around a line is about: the class, struct or query that it stands in. */

import { keyOf } from "./spelling.ts";

export interface Owner {
  /** The key of the table that is named outright. */
  table: string | null;
  /** The key of the class, when nothing names its table. */
  model: string | null;
}

const named =
  /(?:__tablename__|\btableName|\btable_name|\bdb_table|\$table|self\.table_name|\bsource)\s*(?::\s*\w+\s*)?[=:(]?\s*["']([\w.]+)["']|@Table\s*\(\s*(?:\w+\s*=\s*"[^"]*"\s*,\s*)*(?:name\s*=\s*)?"([\w.]+)"|\b(?:Table|createTable|pgTable|mysqlTable|sqliteTable|create_table|schema|table)\s*!?\s*[( ]\s*:?["'`]?([\w.]+)["'`]?\s*[,)]|\bCREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?["`[]?([\w.]+)|@@map\("(\w+)"\)/iu;
const declared =
  /^\s*(?:(?:export|public|private|internal|abstract|final|open|data|sealed|static|default|pub(?:\([\w ]+\))?|@\w+(?:\([^)]*\))?)\s+)*(?:class|struct|type|model|interface|defmodule|record|enum|trait|impl|object)\s+(?:[\w.]+[.:]+)?(\w+)/u;

/** For every line the declaration that it stands in. Prisma names the table at the end of its model. */
export function ownersOf(lines: readonly string[]): Owner[] {
  const owners: Owner[] = [];
  let owner: Owner = { table: null, model: null };
  for (const line of lines) {
    if (line.length < 400) {
      const model = declared.exec(line)?.[1];
      if (model !== undefined) owner = { table: null, model: keyOf(model) };
      const found = named.exec(line);
      const table = found?.slice(1).find((group) => group !== undefined);
      if (table !== undefined) {
        const key = keyOf(table.slice(table.lastIndexOf(".") + 1));
        // A class names its table once, after its own name: the object stays the same for the lines before.
        if (owner.model !== null && owner.table === null && model === undefined) owner.table = key;
        else owner = { table: key, model: owner.model };
      }
    }
    owners.push(owner);
  }
  return owners;
}

/** Partitions in ALTER TABLE: they belong to their table, and have no name outside of it. */

import type { TableName } from "../../../operation.ts";
import type { Alter } from "./alter.ts";
import type { Cursor } from "./cursor.ts";
import type { Dialect } from "./dialect.ts";
import { partition, partitionValues, skipPartitions } from "./partitions.ts";

/** `cursor` stands behind ADD PARTITION. */
export function addPartitions({ statement, cursor, table }: Alter, from: number): void {
  cursor.take("IF", "NOT", "EXISTS");
  if (cursor.take("PARTITIONS")) {
    const how = `add partitions ${cursor.anyWord("how many")}`;
    statement.emit("rewrite_table", { ...table, details: { how } }, { from, to: cursor.at });
    return;
  }
  cursor.expect("(");
  do {
    const start = cursor.at;
    const { name, isDefault } = partition(cursor, statement.dialect);
    const details = { partition: { schema: table.schema, table: name }, default: isDefault };
    statement.emit("create_partition", { ...table, details }, { from: start, to: cursor.at });
  } while (cursor.take(","));
  cursor.expect(")");
}

/** `cursor` stands behind DROP PARTITION. */
export function dropPartitions(alter: Alter, from: number): void {
  const { statement, cursor, table } = alter;
  cursor.take("IF", "EXISTS");
  for (const name of partitionNames(cursor)) {
    const details = { partition: { schema: table.schema, table: name } };
    statement.emit("drop_partition", { ...table, details }, { from, to: cursor.at });
  }
}

/** A comma behind a name goes on with the list only when a name that is no clause stands behind it. */
function partitionNames(cursor: Cursor): string[] {
  if (cursor.take("ALL")) return ["ALL"];
  const found = [cursor.name()];
  while (cursor.word() === "," && !CLAUSES.has(cursor.word(1))) {
    cursor.at += 1;
    found.push(cursor.name());
  }
  return found;
}

const CLAUSES = new Set("ADD DROP ALTER CHANGE MODIFY RENAME ALGORITHM LOCK ENGINE".split(" "));

/** The clauses that begin with a word about partitions; false when none stands here. */
export function partitionClause({ statement, cursor, table }: Alter): boolean {
  const from = cursor.at;
  const rewrite = (how: string): true => {
    statement.emit("rewrite_table", { ...table, details: { how } }, { from, to: cursor.at });
    return true;
  };
  if (cursor.is("PARTITION", "BY")) {
    skipPartitions(cursor, statement.dialect);
    return rewrite("partition by");
  }
  if (cursor.take("REMOVE", "PARTITIONING")) return rewrite("remove partitioning");
  if (cursor.take("COALESCE", "PARTITION")) {
    return rewrite(`coalesce partition ${cursor.anyWord("how many")}`);
  }
  if (cursor.take("REORGANIZE", "PARTITION")) {
    if (!cursor.done && cursor.word() !== "INTO") partitionNames(cursor);
    if (cursor.take("INTO")) into(cursor, statement.dialect);
    return rewrite("reorganize partition");
  }
  const word = cursor.word();
  if (word === "CONVERT" && (cursor.word(1) === "PARTITION" || cursor.word(1) === "TABLE")) {
    convert({ statement, cursor, table });
    return true;
  }
  if (cursor.word(1) !== "PARTITION" || !ON_PARTITIONS.has(word)) return false;
  cursor.at += 2;
  const names = partitionNames(cursor);
  switch (word) {
    case "TRUNCATE": {
      const details = { cascade: false, restartIdentity: false };
      for (const name of names)
        statement.emit(
          "truncate_table",
          { ...table, name: name === "ALL" ? null : name, details },
          { from, to: cursor.at },
        );
      return true;
    }
    case "EXCHANGE": {
      cursor.expect("WITH", "TABLE");
      const other = cursor.tableName();
      const way = cursor.takeOne("WITH", "WITHOUT");
      if (way !== null) {
        cursor.expect("VALIDATION");
        statement.shared.validation = way === "WITH";
      }
      const options = { exchange: names[0] ?? "" };
      const details = { partition: other, default: false };
      statement.emit("attach_partition", { ...table, details, clause: { options } }, { from, to: cursor.at });
      return true;
    }
    case "DISCARD":
    case "IMPORT": {
      cursor.expect("TABLESPACE");
      if (word === "IMPORT") return rewrite("import tablespace of partitions");
      const details = { cascade: false, restartIdentity: false };
      for (const name of names)
        statement.emit(
          "truncate_table",
          { ...table, name: name === "ALL" ? null : name, details },
          { from, to: cursor.at },
        );
      return true;
    }
    case "ANALYZE":
    case "CHECK":
      return true;
    default:
      cursor.takeOne("NO_WRITE_TO_BINLOG", "LOCAL", "QUICK", "EXTENDED", "USE_FRM");
      return rewrite(`${word.toLowerCase()} partition`);
  }
}

const ON_PARTITIONS = new Set(
  "TRUNCATE EXCHANGE DISCARD IMPORT ANALYZE CHECK OPTIMIZE REBUILD REPAIR".split(" "),
);

/** The partitions that others become. */
function into(cursor: Cursor, dialect: Dialect): void {
  cursor.expect("(");
  do partition(cursor, dialect);
  while (cursor.take(","));
  cursor.expect(")");
}

/** MariaDB makes a table of a partition, and a partition of a table. */
function convert({ statement, cursor, table }: Alter): void {
  const from = cursor.at;
  cursor.expect("CONVERT");
  let own: TableName;
  if (cursor.take("PARTITION")) {
    cursor.name();
    cursor.expect("TO", "TABLE");
    own = cursor.tableName();
    const details = { partition: own, concurrently: false };
    statement.emit("detach_partition", { ...table, details }, { from, to: cursor.at });
    return;
  }
  cursor.expect("TABLE");
  own = cursor.tableName();
  cursor.expect("TO", "PARTITION");
  cursor.name();
  const details = { partition: own, default: partitionValues(cursor, statement.dialect) };
  statement.emit("attach_partition", { ...table, details }, { from, to: cursor.at });
}

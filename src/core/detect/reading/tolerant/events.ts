/** Events of MySQL and MariaDB: they run their body on a schedule, long after the deployment. */

import { qualified } from "../../../operation.ts";
import type { TableName } from "../../../operation.ts";
import { readBody } from "./bodies.ts";
import type { ReadTokens } from "./bodies.ts";
import type { Cursor } from "./cursor.ts";
import { isUnit, readExpression } from "./grammar/grammar.ts";
import { tablesIn } from "./queries.ts";
import type { Statement } from "./statement.ts";

/** CREATE and ALTER EVENT; `cursor` stands behind EVENT. */
export function event(
  statement: Statement,
  cursor: Cursor,
  { isNew, read }: { isNew: boolean; read: ReadTokens },
): void {
  if (isNew) cursor.take("IF", "NOT", "EXISTS");
  const name = cursor.tableName();
  if (isNew || cursor.is("ON", "SCHEDULE")) {
    cursor.expect("ON", "SCHEDULE");
    schedule(cursor);
  }
  if (cursor.take("ON", "COMPLETION")) {
    cursor.take("NOT");
    cursor.expect("PRESERVE");
  }
  if (!isNew && cursor.take("RENAME", "TO")) cursor.tableName();
  if (cursor.takeOne("ENABLE", "DISABLE") === "DISABLE" && cursor.take("ON"))
    if (cursor.takeOne("SLAVE", "REPLICA") === null) cursor.fail("REPLICA");
  if (cursor.take("COMMENT")) cursor.stringValue();
  const from = cursor.at;
  if (isNew || cursor.word() === "DO") {
    cursor.expect("DO");
    const found = readBody(statement, cursor, read);
    const written = found.flatMap(({ schema, table }) => (table === null ? [] : [{ schema, table }]));
    run(statement, name, [...written, ...tablesIn(cursor.tokens, from, cursor.at, cursor)]);
  } else run(statement, name, []);
}

/** `AT time`, `EVERY 1 DAY STARTS time ENDS time`. */
function schedule(cursor: Cursor): void {
  if (cursor.take("AT")) return readExpression(cursor);
  cursor.expect("EVERY");
  readExpression(cursor);
  if (!isUnit(cursor.word())) cursor.fail("a unit of time");
  cursor.at += 1;
  if (cursor.take("STARTS")) readExpression(cursor);
  if (cursor.take("ENDS")) readExpression(cursor);
}

/** `cursor` stands behind DROP EVENT: what it did on its schedule is not done any more. */
export function dropEvent(statement: Statement, cursor: Cursor): void {
  cursor.take("IF", "EXISTS");
  run(statement, cursor.tableName(), []);
}

function run(statement: Statement, { schema, table }: TableName, tables: readonly TableName[]): void {
  const called = schema === null ? table : `${schema}.${table}`;
  const each = [...new Map(tables.map((one) => [qualified(one.schema, one.table), one])).values()];
  statement.emit("run_code", {
    details: { source: statement.source, called: `event ${called}`, tables: each },
  });
}

/** The types of CAST and CONVERT. */

import type { Cursor } from "../cursor.ts";
import { placeholder } from "./parts.ts";

const TYPES = new Set(
  (
    "BINARY CHAR CHARACTER NCHAR NATIONAL VARCHAR NVARCHAR VARCHAR2 DATE DATETIME TIME TIMESTAMP DECIMAL DEC NUMERIC FIXED NUMBER DOUBLE FLOAT REAL JSON SIGNED UNSIGNED " +
    "INTEGER INT BIGINT YEAR POINT LINESTRING POLYGON MULTIPOINT MULTILINESTRING MULTIPOLYGON GEOMETRYCOLLECTION GEOMETRY UUID INET4 INET6 " +
    "INTERVAL VECTOR XMLTYPE TEXT BLOB CLOB"
  ).split(" "),
);

export function castType(cursor: Cursor): void {
  if (placeholder(cursor)) return;
  if (cursor.lenient) {
    while (cursor.isName()) cursor.at += 1;
    size(cursor);
    return;
  }
  if (!TYPES.has(cursor.word())) cursor.fail("a type");
  cursor.at += 1;
  while (
    cursor.takeOne("INTEGER", "INT", "PRECISION", "VARYING", "CHAR", "VARCHAR", "CHARACTER", "DAY_SECOND") !==
    null
  )
    if (cursor.take("SET")) cursor.nameOrWord();
  size(cursor);
  for (;;) {
    if (cursor.takeOne("ASCII", "UNICODE", "BINARY", "BYTE") !== null) continue;
    if (
      cursor.take("CHARSET") ||
      cursor.take("CHARACTER", "SET") ||
      cursor.take("CHAR", "SET") ||
      cursor.take("COLLATE")
    )
      cursor.nameOrWord();
    else return;
  }
}

/** `(10)`, `(10, 2)`. */
function size(cursor: Cursor): void {
  if (!cursor.take("(")) return;
  do {
    cursor.takeOne("+", "-");
    if (cursor.token()?.kind !== "number" && !cursor.lenient && !placeholder(cursor))
      cursor.fail("the size of a type");
    cursor.at += 1;
  } while (cursor.take(","));
  cursor.expect(")");
}

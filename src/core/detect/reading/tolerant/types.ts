/** The type of a column, in one spelling: as `SHOW CREATE TABLE` of MySQL 8.4 prints it, or as SQLite keeps it. */

import type { Cursor } from "./cursor.ts";
import type { Token } from "./split.ts";

export interface ReadType {
  /** Null when the text gives none: SQLite does without. */
  text: string | null;
  charset: string | null;
  /** SERIAL and BOOL are more than a type. */
  serial: boolean;
}

const CANONICAL: Record<string, string> = {
  integer: "int",
  int4: "int",
  int1: "tinyint",
  int2: "smallint",
  int3: "mediumint",
  middleint: "mediumint",
  int8: "bigint",
  dec: "decimal",
  numeric: "decimal",
  fixed: "decimal",
  real: "double",
  float4: "float",
  float8: "double",
  character: "char",
  nchar: "char",
  nvarchar: "varchar",
  varchar2: "varchar",
  varcharacter: "varchar",
  raw: "varbinary",
  clob: "longtext",
  number: "decimal",
};

/** Every other name is no type that a server knows: the statement is for another one. */
const KNOWN = new Set(
  (
    "tinyint smallint mediumint int bigint decimal float double bit bool boolean serial date time datetime timestamp year char varchar binary " +
    "varbinary tinyblob blob mediumblob longblob tinytext text mediumtext longtext enum set json geometry point linestring polygon " +
    "multipoint multilinestring multipolygon geometrycollection geomcollection uuid inet4 inet6 vector xmltype"
  ).split(" "),
);
/** Types that are nothing without a size, or without values. */
const SIZED = new Set(["varchar", "varbinary", "enum", "set"]);

const WHOLE = new Set(["tinyint", "smallint", "mediumint", "int", "bigint"]);
const NATIONAL = new Set(["nchar", "nvarchar"]);
/** What a size that is left out means. */
const USUAL: Record<string, string> = { char: "(1)", binary: "(1)", bit: "(1)", decimal: "(10,0)" };

export function mysqlType(cursor: Cursor): ReadType {
  const read: ReadType = { text: null, charset: null, serial: false };
  const start = cursor.at;
  let name = baseName(cursor, read);
  if (!KNOWN.has(name)) {
    cursor.at = start;
    cursor.fail("a type");
  }
  if (name === "serial") return { ...read, text: "bigint unsigned", serial: true };
  let size = "";
  if (name === "bool" || name === "boolean") {
    name = "tinyint";
    size = "(1)";
  } else if (cursor.word() === "(") size = sizeText(cursor);
  if (size === "" && SIZED.has(name)) cursor.fail(`what a ${name} holds`);
  if (size === "") size = USUAL[name] ?? "";
  if (name === "decimal" && !size.includes(",")) size = size.replace(")", ",0)");
  if (name === "year" || (WHOLE.has(name) && size !== "(1)")) size = "";
  if (WHOLE.has(name) && name !== "tinyint") size = "";
  if (name === "float" && /^\(\d+\)$/.test(size)) {
    if (Number(size.slice(1, -1)) > 24) name = "double";
    size = "";
  }
  read.text = name + size + signs(cursor);
  return read;
}

function baseName(cursor: Cursor, read: ReadType): string {
  let word = cursor.anyWord("a type").toLowerCase();
  if (word === "national") {
    read.charset = "utf8mb3";
    word = cursor.anyWord("CHAR or VARCHAR").toLowerCase();
  } else if (NATIONAL.has(word)) read.charset = "utf8mb3";
  if (word === "double") cursor.take("PRECISION");
  if (word === "long") {
    if (cursor.take("VARBINARY")) return "mediumblob";
    if (!cursor.take("VARCHAR") && !cursor.take("CHAR", "VARYING")) cursor.take("CHARACTER", "VARYING");
    return "mediumtext";
  }
  const name = Object.hasOwn(CANONICAL, word) ? (CANONICAL[word] as string) : word;
  return name === "char" && cursor.takeOne("VARYING", "VARCHARACTER", "VARCHAR", "VARCHAR2") !== null
    ? "varchar"
    : name;
}

function sizeText(cursor: Cursor): string {
  const { from, to } = cursor.parentheses();
  for (let at = from; at <= to; at += 1) {
    const isComma = (at - from) % 2 === 1;
    const { word } = cursor.tokens[at] as Token;
    if (at === to ? !isComma : (word === ",") !== isComma) cursor.fail("the size of a type");
  }
  return `(${cursor
    .source(from, to)
    .replace(/'\s*,\s*'/g, "','")
    .replace(/(\d)\s*,\s*(\d)/g, "$1,$2")})`;
}

function signs(cursor: Cursor): string {
  let isUnsigned = false;
  let isFilled = false;
  for (let word = cursor.takeOne("UNSIGNED", "SIGNED", "ZEROFILL"); word !== null;) {
    if (word !== "SIGNED") isUnsigned = true;
    if (word === "ZEROFILL") isFilled = true;
    word = cursor.takeOne("UNSIGNED", "SIGNED", "ZEROFILL");
  }
  return `${isUnsigned ? " unsigned" : ""}${isFilled ? " zerofill" : ""}`;
}

const ATTRIBUTES = new Set(
  "CONSTRAINT PRIMARY NOT NULL UNIQUE CHECK DEFAULT COLLATE REFERENCES GENERATED AS ON AUTOINCREMENT DEFERRABLE , )".split(
    " ",
  ),
);

/** Any words at all, and one or two numbers. */
export function sqliteType(cursor: Cursor): ReadType {
  const start = cursor.at;
  while (cursor.isName() && !ATTRIBUTES.has(cursor.word())) cursor.name();
  if (cursor.at > start && cursor.take("(")) {
    do {
      cursor.takeOne("+", "-");
      if (cursor.token()?.kind !== "number") cursor.fail("the size of a type");
      cursor.at += 1;
    } while (cursor.take(","));
    cursor.expect(")");
  }
  const text =
    cursor.at > start
      ? cursor
          .source(start)
          .toLowerCase()
          .replace(/\s*([(),])\s*/g, "$1")
      : null;
  return { text, charset: null, serial: false };
}

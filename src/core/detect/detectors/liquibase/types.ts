/** Liquibase's types as the SQL that it writes for each engine; what it does not know goes to the server as it is written. */

import type { EngineName } from "../../../impact.ts";

/** A type with what it makes of the column besides. */
export interface WrittenType {
  sql: string;
  /** `serial`, `bigserial`: the column counts by itself. */
  counts: boolean;
  family: "text" | "number" | "boolean" | "time" | "other";
}

type Family = WrittenType["family"];

/** `*`: the parameters stay; no sign: they go. */
interface Known {
  family: Family;
  postgresql: string;
  mysql: string;
  sqlite: string;
  counts?: true;
}

function known(family: Family, postgresql: string, mysql: string, sqlite: string): Known {
  return { family, postgresql, mysql, sqlite };
}

const same = (family: Family, name: string): Known => known(family, `${name}*`, `${name}*`, `${name}*`);
const time = "timestamp* without time zone";
const zoned = "timestamp* with time zone";

/** What Liquibase 4.4 writes (`updateSQL` offline), by the names that it takes. */
const table: readonly [names: string, type: Known][] = [
  ["bigint int8", known("number", "bigint", "bigint", "bigint")],
  ["int integer int4", known("number", "integer", "int", "integer")],
  ["smallint int2", known("number", "smallint", "smallint", "smallint")],
  ["tinyint", known("number", "smallint", "tinyint*", "tinyint*")],
  ["mediumint", same("number", "mediumint")],
  ["serial serial4", { ...known("number", "integer", "int", "integer"), counts: true }],
  ["bigserial serial8", { ...known("number", "bigint", "bigint", "bigint"), counts: true }],
  ["boolean bool", known("boolean", "boolean", "bit(1)", "boolean")],
  ["bit", known("boolean", "bit*", "bit*", "boolean*")],
  ["decimal dec", same("number", "decimal")],
  ["number numeric", known("number", "numeric*", "numeric*", "number*")],
  ["currency money smallmoney", known("number", "decimal", "decimal", "real")],
  ["double", known("number", "double precision", "double*", "double*")],
  ["float", same("number", "float")],
  ["real", known("number", "real", "real", "float")],
  ["char character", same("text", "char")],
  ["nchar", same("text", "nchar")],
  ["varchar varchar2", same("text", "varchar")],
  ["nvarchar nvarchar2", known("text", "varchar*", "nvarchar*", "nvarchar*")],
  ["clob longtext longvarchar ntext longnvarchar", known("text", "text", "longtext", "text")],
  ["nclob", known("text", "text", "longtext character set utf8", "text")],
  ["text", known("text", "text", "text", "text")],
  ["mediumtext", known("text", "text", "mediumtext", "text")],
  ["tinytext", known("text", "text", "tinytext", "text")],
  ["xml xmltype", known("text", "xml", "longtext", "text")],
  ["blob", known("other", "oid", "blob", "blob")],
  ["longblob longvarbinary image", known("other", "bytea", "longblob", "blob")],
  ["mediumblob", known("other", "bytea", "mediumblob", "blob")],
  ["tinyblob", known("other", "bytea", "tinyblob", "blob")],
  ["varbinary", known("other", "bytea", "varbinary*", "blob*")],
  ["binary", known("other", "bytea", "binary*", "blob*")],
  ["uuid uniqueidentifier", known("text", "uuid", "char(36)", "text")],
  ["date", known("time", "date", "date", "date")],
  ["time", known("time", "time without time zone", "time", "time")],
  ["datetime smalldatetime datetime2", known("time", time, "datetime*", "text")],
  ["timestamp", known("time", time, "timestamp*", "text")],
  ["timestamptz timestamp_with_timezone", known("time", zoned, "timestamp", "text")],
];

const byName = new Map(table.flatMap(([names, type]) => names.split(" ").map((name) => [name, type])));

/** `java.sql.Types.VARCHAR(255)`, `varchar(20)`, `timestamp with time zone`. */
const FORM = /^(?:java\.(?:sql\.types|lang)\.)?([a-z_]\w*)[ \t]*(\([^()]*\))?[ \t]*(.*)$/isu;

export function typeFor(engine: EngineName, written: string): WrittenType {
  const trimmed = written
    .trim()
    .replace(/^character varying/iu, "varchar")
    .replace(/^double precision/iu, "double");
  const [, name = "", parameters = "", rest = ""] = FORM.exec(trimmed) ?? [];
  const type = byName.get(name.toLowerCase());
  if (type === undefined) return { sql: trimmed, counts: false, family: "other" };
  const { family } = type;
  const own = engine === "mariadb" ? "mysql" : engine;
  const counts = type.counts === true;
  const zone = /^with(out)?(?: local)? time ?zone$/iu.exec(rest);
  const base = zone === null ? type[own] : (zonedType(own, name, zone[1] !== undefined) ?? type[own]);
  const parts = base.replace("*", parameters);
  const tail = zone !== null || rest === "" || drops(own, family, rest) ? "" : ` ${rest}`;
  return { sql: `${parts}${tail}`, counts, family };
}

function zonedType(engine: "postgresql" | "mysql" | "sqlite", name: string, without: boolean): string | null {
  if (engine !== "postgresql") return null;
  const word = name.toLowerCase() === "time" ? "time*" : "timestamp*";
  return `${word} ${without ? "without" : "with"} time zone`;
}

/** `unsigned` is MySQL's alone. */
function drops(engine: string, family: Family, rest: string): boolean {
  return engine !== "mysql" && family === "number" && /^(?:unsigned|zerofill|auto_increment)/iu.test(rest);
}

/** A type of PostgreSQL in parts, from its text in any of its spellings. */

export interface TypeName {
  name: string;
  /** The numbers in parentheses; null: none, the type is as wide as it can be. */
  size: number[] | null;
  /** How many array dimensions. */
  array: boolean;
}

const aliases: Readonly<Record<string, string>> = {
  int: "integer",
  int2: "smallint",
  int4: "integer",
  int8: "bigint",
  float: "double precision",
  float4: "real",
  float8: "double precision",
  bool: "boolean",
  decimal: "numeric",
  dec: "numeric",
  character: "char",
  bpchar: "char",
  "character varying": "varchar",
  "char varying": "varchar",
  "national character varying": "varchar",
  "national character": "char",
  nchar: "char",
  "bit varying": "varbit",
  timestamptz: "timestamp with time zone",
  "timestamp without time zone": "timestamp",
  timetz: "time with time zone",
  "time without time zone": "time",
  serial2: "smallserial",
  serial4: "serial",
  serial8: "bigserial",
};

/** Reads a type's text. What has another shape becomes a type with that whole text as its name. */
export function parseType(text: string): TypeName {
  const folded = text
    .trim()
    .replaceAll(/\s+/gu, " ")
    .toLowerCase()
    .replace(/^pg_catalog\./u, "");
  const array = /\[\d*\]$/u.test(folded);
  const element = folded.replaceAll(/(?:\s?\[\d*\])+$/gu, "");
  const sized = /^([^()]+?)\s?\(([\d\s,-]+)\)([^()]*)$/u.exec(element);
  const bare = sized === null ? element : `${sized[1] ?? ""}${sized[3] ?? ""}`.trim();
  const size = sized === null ? null : (sized[2] ?? "").split(",").map(Number);
  const name = Object.hasOwn(aliases, bare) ? (aliases[bare] as string) : bare;
  if (name === "char" && size === null && bare !== "bpchar") return { name, size: [1], array };
  if ((name === "bit" || name === "char") && size === null)
    return { name, size: name === "bit" ? [1] : null, array };
  return { name, size, array };
}

const builtIn = new Set(
  (
    "money|char|varchar|text|bytea|timestamp|" +
    "timestamp with time zone|date|time|time with time zone|interval|boolean|point|line|lseg|box|path|polygon|circle|" +
    "cidr|inet|macaddr|macaddr8|bit|varbit|tsvector|tsquery|uuid|xml|json|jsonb|jsonpath|int4range|int8range|numrange|" +
    "tsrange|tstzrange|daterange|int4multirange|int8multirange|nummultirange|tsmultirange|tstzmultirange|" +
    'datemultirange|oid|regclass|regtype|regproc|name|"char"|pg_lsn|xid8|txid_snapshot|pg_snapshot|' +
    "smallserial|serial|bigserial|" +
    // Of well-known extensions: base types, never domains.
    "citext|hstore|ltree|lquery|ltxtquery|geometry|geography|box2d|box3d|raster|vector|halfvec|sparsevec|cube|seg|isbn|ean13"
  ).split("|"),
);
for (const name of ["smallint", "integer", "bigint", "numeric", "real", "double precision"])
  builtIn.add(name);

/** The name without the schema that an extension's types usually stand in. */
export function bareName({ name }: TypeName): string {
  return name.replace(/^(?:public|extensions|postgis|topology)\./u, "");
}

/** Whether the type is no domain, whoever made the database. */
export function isBaseType(type: TypeName): boolean {
  const bare = bareName(type);
  return type.array || builtIn.has(bare) || bare.startsWith("interval ");
}

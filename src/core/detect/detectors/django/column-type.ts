/** The types that Django gives to the columns of its fields, by engine. */

import type { EngineName } from "../../../impact.ts";
import type { FieldState } from "./field-state.ts";

type Types = Readonly<Record<string, string>>;

const POSTGRESQL: Types = {
  AutoField: "integer",
  BigAutoField: "bigint",
  SmallAutoField: "smallint",
  BinaryField: "bytea",
  BooleanField: "boolean",
  DateField: "date",
  DateTimeField: "timestamp with time zone",
  DurationField: "interval",
  FloatField: "double precision",
  IntegerField: "integer",
  BigIntegerField: "bigint",
  SmallIntegerField: "smallint",
  PositiveIntegerField: "integer",
  PositiveBigIntegerField: "bigint",
  PositiveSmallIntegerField: "smallint",
  IPAddressField: "inet",
  GenericIPAddressField: "inet",
  JSONField: "jsonb",
  TextField: "text",
  TimeField: "time",
  UUIDField: "uuid",
  HStoreField: "hstore",
  SearchVectorField: "tsvector",
  SearchQueryField: "tsquery",
  IntegerRangeField: "int4range",
  BigIntegerRangeField: "int8range",
  DecimalRangeField: "numrange",
  DateTimeRangeField: "tstzrange",
  DateRangeField: "daterange",
  CITextField: "citext",
  RasterField: "raster",
  CidrAddressField: "cidr",
  MACAddressField: "macaddr",
  LtreeField: "ltree",
};

const MYSQL: Types = {
  AutoField: "integer",
  BigAutoField: "bigint",
  SmallAutoField: "smallint",
  BinaryField: "longblob",
  BooleanField: "bool",
  DateField: "date",
  DateTimeField: "datetime(6)",
  DurationField: "bigint",
  FloatField: "double precision",
  IntegerField: "integer",
  BigIntegerField: "bigint",
  SmallIntegerField: "smallint",
  PositiveIntegerField: "integer UNSIGNED",
  PositiveBigIntegerField: "bigint UNSIGNED",
  PositiveSmallIntegerField: "smallint UNSIGNED",
  IPAddressField: "char(15)",
  GenericIPAddressField: "char(39)",
  JSONField: "json",
  TextField: "longtext",
  TimeField: "time(6)",
  UUIDField: "char(32)",
};

const SQLITE: Types = {
  AutoField: "integer",
  BigAutoField: "integer",
  SmallAutoField: "integer",
  BinaryField: "BLOB",
  BooleanField: "bool",
  DateField: "date",
  DateTimeField: "datetime",
  DecimalField: "decimal",
  DurationField: "bigint",
  FloatField: "real",
  IntegerField: "integer",
  BigIntegerField: "bigint",
  SmallIntegerField: "smallint",
  PositiveIntegerField: "integer unsigned",
  PositiveBigIntegerField: "bigint unsigned",
  PositiveSmallIntegerField: "smallint unsigned",
  IPAddressField: "char(15)",
  GenericIPAddressField: "char(39)",
  JSONField: "text",
  TextField: "text",
  TimeField: "time",
  UUIDField: "char(32)",
};

const TYPES: Readonly<Record<EngineName, Types>> = {
  postgresql: POSTGRESQL,
  mysql: MYSQL,
  mariadb: { ...MYSQL, UUIDField: "uuid" },
  sqlite: SQLITE,
};

const SIZED = new Set(["CharField", "SlugField", "FileField", "FilePathField"]);
const GEOMETRY = /^(?:Geometry|(?:Multi)?(?:Point|LineString|Polygon)|GeometryCollection)Field$/u;

/** The type of a field that is no relation; null: not known. */
export function columnType(field: FieldState, engine: EngineName): string | null {
  const { internal, maxLength } = field;
  if (internal === null) return null;
  if (SIZED.has(internal)) {
    if (maxLength !== null) return `varchar(${maxLength})`;
    // A CharField without a length exists since Django 4.2, not on MySQL, and a length that is not known looks the same.
    if (engine === "mysql" || engine === "mariadb") return null;
    return /max_length=/u.test(field.spelling) && !/max_length=None/u.test(field.spelling) ? null : "varchar";
  }
  if (internal === "DecimalField" && engine !== "sqlite")
    return field.digits === null || field.places === null
      ? null
      : `numeric(${field.digits}, ${field.places})`;
  if (internal === "ArrayField") {
    const item = field.item === null ? null : columnType(field.item, engine);
    return item === null ? null : `${item}[${/^\d+$/u.test(field.size) ? field.size : ""}]`;
  }
  if (internal === "GeneratedField") return field.item === null ? null : columnType(field.item, engine);
  if (internal === "StreamField") return TYPES[engine][field.json ? "JSONField" : "TextField"] ?? null;
  if (internal === "VectorField" || internal === "HalfVectorField") {
    const base = internal === "VectorField" ? "vector" : "halfvec";
    return /^\d+$/u.test(field.size) ? `${base}(${field.size})` : base;
  }
  if (GEOMETRY.test(internal)) return geometryType(field, internal, engine);
  return TYPES[engine][internal] ?? null;
}

function geometryType(field: FieldState, internal: string, engine: EngineName): string {
  const shape = internal.replace(/Field$/u, "").toUpperCase();
  if (engine !== "postgresql") return shape;
  return `${field.geography ? "geography" : "geometry"}(${shape},${field.srid})`;
}

export function isGeometry(field: FieldState): boolean {
  return field.internal !== null && (GEOMETRY.test(field.internal) || field.internal === "RasterField");
}

const COUNTS = new Set(["AutoField", "BigAutoField", "SmallAutoField"]);

/** The database numbers the rows. */
export function isAuto(field: FieldState): boolean {
  return field.internal !== null && COUNTS.has(field.internal);
}

/** The type of a column that refers to the field. */
export function referringType(field: FieldState, engine: EngineName): string | null {
  const { internal } = field;
  // Only MySQL asks that both sides are alike to the sign.
  const plain =
    engine === "mysql" || engine === "mariadb"
      ? null
      : /^Positive((?:Big|Small)?IntegerField)$/u.exec(internal ?? "");
  if (plain?.[1] !== undefined) return columnType({ ...field, internal: plain[1] }, engine);
  return columnType(field, engine);
}

const CHECKED = /^Positive(?:Big|Small)?IntegerField$/u;

/** Django checks that a positive number is none below zero, wherever the type does not. */
export function isChecked(field: FieldState, engine: EngineName): boolean {
  if (field.internal !== null && CHECKED.test(field.internal))
    return engine === "postgresql" || engine === "sqlite";
  return field.internal === "JSONField" && (engine === "sqlite" || engine === "mariadb");
}

/** The classes of fields: which of Django's own the database sees behind each, and what it says where the migration does not. */

import { packageClass } from "./package-classes.ts";
import type { FieldClass } from "./field-class.ts";

const own = (...names: string[]): Record<string, FieldClass> =>
  Object.fromEntries(names.map((internal) => [internal, { internal }]));

/** Classes of Django itself, `django.contrib` included, by their last name. */
const DJANGO: Readonly<Record<string, FieldClass>> = {
  ...own(
    "AutoField",
    "BigAutoField",
    "SmallAutoField",
    "BinaryField",
    "BooleanField",
    "CharField",
    "DateField",
    "DateTimeField",
    "DecimalField",
    "DurationField",
    "FloatField",
    "IntegerField",
    "BigIntegerField",
    "SmallIntegerField",
    "PositiveIntegerField",
    "PositiveBigIntegerField",
    "PositiveSmallIntegerField",
    "IPAddressField",
    "GenericIPAddressField",
    "JSONField",
    "TextField",
    "TimeField",
    "UUIDField",
    "ArrayField",
    "HStoreField",
    "SearchVectorField",
    "SearchQueryField",
    "IntegerRangeField",
    "BigIntegerRangeField",
    "DecimalRangeField",
    "DateTimeRangeField",
    "DateRangeField",
    "CITextField",
    "GeneratedField",
    "GeometryField",
    "PointField",
    "LineStringField",
    "PolygonField",
    "MultiPointField",
    "MultiLineStringField",
    "MultiPolygonField",
    "GeometryCollectionField",
    "RasterField",
    "ForeignKey",
    "ManyToManyField",
  ),
  OneToOneField: { internal: "OneToOneField" },
  NullBooleanField: { internal: "BooleanField", null: true },
  CommaSeparatedIntegerField: { internal: "CharField" },
  EmailField: { internal: "CharField", maxLength: 254 },
  URLField: { internal: "CharField", maxLength: 200 },
  SlugField: { internal: "SlugField", maxLength: 50, index: true },
  FileField: { internal: "FileField", maxLength: 100 },
  ImageField: { internal: "FileField", maxLength: 100 },
  FilePathField: { internal: "FilePathField", maxLength: 100 },
  XMLField: { internal: "TextField" },
  OrderWrt: { internal: "IntegerField" },
  FloatRangeField: { internal: "DecimalRangeField" },
  CICharField: { internal: "CITextField" },
  CIEmailField: { internal: "CITextField" },
  ForeignObject: { internal: "NoColumn" },
  GenericForeignKey: { internal: "NoColumn" },
  GenericRelation: { internal: "NoColumn" },
  CompositePrimaryKey: { internal: "NoColumn" },
};

/** By Django's name for what decides the type (`get_internal_type`); null: Django has none of that name. */
export function internalClass(internal: string): FieldClass | null {
  return DJANGO[internal]?.internal === internal ? { internal } : null;
}

/** Null: whatever its own module makes of it. */
export function fieldClass(path: string): FieldClass | null {
  const name = path.slice(path.lastIndexOf(".") + 1);
  if (/^django\.(?:db|contrib)\b/u.test(path))
    return Object.hasOwn(DJANGO, name) ? (DJANGO[name] ?? null) : null;
  return packageClass(path);
}

export const RELATIONS: ReadonlySet<string> = new Set(["ForeignKey", "OneToOneField"]);

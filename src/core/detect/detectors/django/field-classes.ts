/** The classes of fields: which of Django's own the database sees behind each, and what it says where the migration does not. */

/** What a class is to the database. */
export interface FieldClass {
  /** Django's name for what decides the column's type (`get_internal_type`). */
  internal: string;
  /** `max_length` where it is not given. */
  maxLength?: number;
  /** `db_index` where it is not given. */
  index?: true;
  null?: true;
}

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

/** Classes of packages that many projects use, by their last name: what their own code says of the column. */
const PACKAGES: Readonly<Record<string, FieldClass>> = {
  // django-modelcluster, django-mptt, django-taggit
  ParentalKey: { internal: "ForeignKey" },
  ParentalManyToManyField: { internal: "ManyToManyField" },
  TreeForeignKey: { internal: "ForeignKey" },
  TreeOneToOneField: { internal: "OneToOneField" },
  TreeManyToManyField: { internal: "ManyToManyField" },
  TaggableManager: { internal: "NoColumn" },
  ClusterTaggableManager: { internal: "NoColumn" },
  SortedManyToManyField: { internal: "ManyToManyField" },
  AutoOneToOneField: { internal: "OneToOneField" },
  // wagtail
  RichTextField: { internal: "TextField" },
  StreamField: { internal: "StreamField" },
  // editors
  RichTextUploadingField: { internal: "TextField" },
  HTMLField: { internal: "TextField" },
  MarkdownField: { internal: "TextField" },
  MartorField: { internal: "TextField" },
  // django-extensions, django-model-utils
  CreationDateTimeField: { internal: "DateTimeField" },
  ModificationDateTimeField: { internal: "DateTimeField" },
  AutoCreatedField: { internal: "DateTimeField" },
  AutoLastModifiedField: { internal: "DateTimeField" },
  MonitorField: { internal: "DateTimeField" },
  StatusField: { internal: "CharField", maxLength: 100 },
  FSMField: { internal: "CharField", maxLength: 50 },
  FSMIntegerField: { internal: "IntegerField" },
  // values with a form of their own
  PhoneNumberField: { internal: "CharField", maxLength: 128 },
  CountryField: { internal: "CharField", maxLength: 2 },
  TimeZoneField: { internal: "CharField", maxLength: 63 },
  ColorField: { internal: "CharField", maxLength: 25 },
  CurrencyField: { internal: "CharField", maxLength: 3 },
  MoneyField: { internal: "DecimalField" },
  ThumbnailerImageField: { internal: "FileField", maxLength: 100 },
  VersatileImageField: { internal: "FileField", maxLength: 100 },
  ResizedImageField: { internal: "FileField", maxLength: 100 },
  PrivateFileField: { internal: "FileField", maxLength: 100 },
  InetAddressField: { internal: "IPAddressField" },
  CidrAddressField: { internal: "CidrAddressField" },
  MACAddressField: { internal: "MACAddressField" },
  VectorField: { internal: "VectorField" },
  HalfVectorField: { internal: "HalfVectorField" },
  LtreeField: { internal: "LtreeField" },
};

/** Null: whatever its own module makes of it. */
export function fieldClass(path: string): FieldClass | null {
  const name = path.slice(path.lastIndexOf(".") + 1);
  if (/^django\.(?:db|contrib)\b/u.test(path))
    return Object.hasOwn(DJANGO, name) ? (DJANGO[name] ?? null) : null;
  return Object.hasOwn(PACKAGES, name) ? (PACKAGES[name] ?? null) : null;
}

export const RELATIONS: ReadonlySet<string> = new Set(["ForeignKey", "OneToOneField"]);

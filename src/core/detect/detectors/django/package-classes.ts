/** Fields of packages that many projects use: what their own code says of the column. */

import type { FieldClass } from "./field-class.ts";

type Classes = Readonly<Record<string, FieldClass>>;

const text: FieldClass = { internal: "TextField" };
const binary: FieldClass = { internal: "BinaryField" };
const json: FieldClass = { internal: "JSONField" };
const time: FieldClass = { internal: "DateTimeField" };
const integer: FieldClass = { internal: "IntegerField" };
const big: FieldClass = { internal: "BigIntegerField" };
const foreign: FieldClass = { internal: "ForeignKey" };
const oneToOne: FieldClass = { internal: "OneToOneField" };
const many: FieldClass = { internal: "ManyToManyField" };
const array: FieldClass = { internal: "ArrayField" };
const uuid: FieldClass = { internal: "UUIDField" };
const none: FieldClass = { internal: "NoColumn" };
const file: FieldClass = { internal: "FileField", maxLength: 100 };
const slug: FieldClass = { internal: "SlugField", maxLength: 50, index: true };
const plain: FieldClass = { internal: "CharField" };

function chars(maxLength: number): FieldClass {
  return { internal: "CharField", maxLength };
}

function all(found: FieldClass, ...names: string[]): Classes {
  return Object.fromEntries(names.map((name) => [name, found]));
}

const encryptedTexts = all(
  text,
  ..."BooleanField CharField DateField DateTimeField DecimalField EmailField FloatField IntegerField BigIntegerField PositiveIntegerField PositiveSmallIntegerField SmallIntegerField TextField URLField JSONField UUIDField GenericIPAddressField FilePathField SlugField"
    .split(" ")
    .map((name) => `Encrypted${name}`),
);

/** By the first name of the module that a migration imports. */
const PACKAGES: Readonly<Record<string, Classes>> = {
  address: { AddressField: foreign },
  annoying: { AutoOneToOneField: oneToOne, JSONField: text },
  autoslug: { AutoSlugField: slug },
  bitfield: { BitField: big },
  ckeditor: { RichTextField: text },
  ckeditor_uploader: { RichTextUploadingField: text },
  citext: all({ internal: "CITextField" }, "CITextField", "CICharField", "CIEmailField"),
  cloudinary: { CloudinaryField: chars(255) },
  cms: { PlaceholderField: foreign, PageField: foreign },
  colorfield: { ColorField: chars(25) },
  django_better_admin_arrayfield: { ArrayField: array },
  django_bleach: { BleachField: text },
  django_ckeditor_5: { CKEditor5Field: text },
  django_countries: { CountryField: chars(2) },
  django_enumfield: { EnumField: integer },
  django_extensions: {
    AutoSlugField: slug,
    CreationDateTimeField: time,
    JSONField: text,
    ModificationDateTimeField: time,
    RandomCharField: plain,
  },
  django_fsm: { FSMField: chars(50), FSMIntegerField: integer, FSMKeyField: foreign },
  django_jsonform: { ArrayField: array, JSONField: json },
  django_ltree: { PathField: { internal: "LtreeField" } },
  django_prose_editor: { ProseEditorField: text },
  django_quill: { QuillField: text, QuillTextField: text, QuillJSONField: json },
  django_resized: { ResizedImageField: file },
  django_summernote: { SummernoteTextField: text },
  djangocms_text_ckeditor: { HTMLField: text },
  djangocms_text: { HTMLField: text },
  djmoney: { CurrencyField: chars(3), MoneyField: { internal: "DecimalField" } },
  djrichtextfield: { RichTextField: text },
  easy_thumbnails: { ThumbnailerField: file, ThumbnailerImageField: file },
  embed_video: { EmbedVideoField: chars(200) },
  encrypted_fields: encryptedTexts,
  encrypted_model_fields: encryptedTexts,
  enumfields: { EnumField: chars(10), EnumIntegerField: integer },
  fernet_fields: all(
    binary,
    ..."TextField CharField EmailField IntegerField DateField DateTimeField"
      .split(" ")
      .map((name) => `Encrypted${name}`),
  ),
  filer: { FilerFileField: foreign, FilerImageField: foreign, FilerFolderField: foreign },
  froala_editor: { FroalaField: text },
  geoposition: { GeopositionField: chars(42) },
  gm2m: { GM2MField: none },
  i18nfield: { I18nCharField: text, I18nTextField: text },
  image_cropping: { ImageCropField: file, ImageRatioField: chars(255) },
  imagekit: { ProcessedImageField: file, ImageSpecField: none },
  isbn_field: { ISBNField: chars(28) },
  jsonfield: { JSONField: text, JSONCharField: plain },
  languages: { LanguageField: chars(3) },
  localflavor: { USStateField: chars(2), USZipCodeField: chars(10), USSocialSecurityNumberField: chars(11) },
  location_field: { PlainLocationField: chars(63) },
  markdownfield: { MarkdownField: text, RenderedMarkdownField: text },
  markdownx: { MarkdownxField: text },
  martor: { MartorField: text },
  mdeditor: { MDTextField: text },
  model_utils: {
    AutoCreatedField: time,
    AutoLastModifiedField: time,
    MonitorField: time,
    SplitField: text,
    StatusField: chars(100),
    UUIDField: uuid,
    UrlsafeTokenField: chars(128),
  },
  modelcluster: { ParentalKey: foreign, ParentalManyToManyField: many, ClusterTaggableManager: none },
  mptt: { TreeForeignKey: foreign, TreeOneToOneField: oneToOne, TreeManyToManyField: many },
  multiselectfield: { MultiSelectField: chars(200) },
  netfields: {
    CidrAddressField: { internal: "CidrAddressField" },
    InetAddressField: { internal: "IPAddressField" },
    MACAddressField: { internal: "MACAddressField" },
  },
  organizations: { SlugField: slug, AutoCreatedField: time, AutoLastModifiedField: time },
  oscar: { AutoSlugField: slug, UppercaseCharField: plain, NullCharField: plain },
  parler: { TranslationsForeignKey: foreign },
  partial_date: { PartialDateField: chars(10) },
  pgvector: { VectorField: { internal: "VectorField" }, HalfVectorField: { internal: "HalfVectorField" } },
  phonenumber_field: { PhoneNumberField: chars(128) },
  picklefield: { PickledObjectField: text },
  positions: { PositionField: integer },
  private_storage: { PrivateFileField: file, PrivateImageField: file },
  recurrence: { RecurrenceField: text },
  shortuuid: { ShortUUIDField: plain },
  shortuuidfield: { ShortUUIDField: chars(22) },
  simplemde: { SimpleMDEField: text },
  simple_history: { HistoricForeignKey: foreign, HistoricOneToOneField: oneToOne },
  sorl: { ImageField: file },
  sortedm2m: { SortedManyToManyField: many },
  stdimage: { StdImageField: file, JPEGField: file },
  taggit: { TaggableManager: none },
  taggit_autosuggest: { TaggableManager: none },
  timezone_field: { TimeZoneField: chars(63) },
  tinymce: { HTMLField: text },
  uuidfield: { UUIDField: uuid },
  versatileimagefield: { VersatileImageField: file, PPOIField: chars(20) },
  viewflow: { FSMField: chars(50), FSMIntegerField: integer },
  wagtail: { RichTextField: text, StreamField: { internal: "StreamField" } },
};

/** Null: what the class is to the database is not known. */
export function packageClass(path: string): FieldClass | null {
  const [root = "", ...others] = path.split(".");
  const name = others.at(-1) ?? "";
  const classes = Object.hasOwn(PACKAGES, root) ? PACKAGES[root] : undefined;
  return classes !== undefined && Object.hasOwn(classes, name) ? (classes[name] ?? null) : null;
}

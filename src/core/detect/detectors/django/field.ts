/** Fields of a model as a migration declares them: all that decides what the database sees, and nothing else. */

import { stringOf, truthOf, type Arguments, type Value } from "../../reading/source/value.ts";
import type { FieldClass } from "./field-class.ts";
import { fieldClass, RELATIONS } from "./field-classes.ts";
import { defaultOf } from "./field-default.ts";
import type { FieldState, Maybe, Relation } from "./field-state.ts";
import { spell } from "./spell.ts";
import { Given, lastName, made } from "./values.ts";

/** Arguments that never change the schema, as Django itself has them in `non_db_attrs`, and those that are compared by themselves. */
const UNSEEN = new Set([
  "blank",
  "choices",
  "db_column",
  "editable",
  "error_messages",
  "help_text",
  "limit_choices_to",
  "on_delete",
  "related_name",
  "related_query_name",
  "validators",
  "verbose_name",
  "name",
  "default",
  "to",
]);

/** What Django leaves out where it is so anyway. */
const USUAL: ReadonlySet<string> = new Set([
  "auto_created=False",
  "db_constraint=True",
  "max_length=None",
  "null=False",
  "primary_key=False",
  "serialize=True",
  "unique=False",
]);

/** Arguments that never bear on the type of the column. */
const NO_TYPE = new Set([
  ...UNSEEN,
  "serialize",
  "auto_created",
  "upload_to",
  "storage",
  "null",
  "unique",
  "db_index",
  "db_default",
  "primary_key",
  "db_constraint",
  "db_comment",
]);

const PLAIN = ["verbose_name", "name", "primary_key", "max_length", "unique", "blank", "null", "db_index"];

const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  ForeignKey: ["to", "on_delete"],
  OneToOneField: ["to", "on_delete"],
  ManyToManyField: ["to"],
  ArrayField: ["base_field", "size"],
  DecimalField: ["verbose_name", "name", "max_digits", "decimal_places"],
  FileField: ["verbose_name", "name", "upload_to", "storage"],
};

/** The field that a value is, null when it is none that can be told. */
export function fieldOf(name: string, value: Value | undefined): FieldState | null {
  const source = sourceOf(value);
  if (source === null) return null;
  const { path, known } = source;
  const args = known?.construct?.(source.args) ?? source.args;
  const internal = known === null ? null : (known?.internal ?? relationOf(path, args.keywords));
  const given = new Given(args, PARAMETERS[internal ?? ""] ?? PLAIN);
  const flag = (key: string, otherwise: boolean): Maybe => {
    const said = given.get(key);
    if (said === undefined) return args.open ? null : otherwise;
    return truthOf(said);
  };
  const isRelation = internal !== null && RELATIONS.has(internal);
  const primaryKey = flag("primary_key", false);
  const field: FieldState = {
    name,
    internal,
    path,
    null: known?.null === true ? true : flag("null", false),
    primaryKey,
    unique: internal === "OneToOneField" || primaryKey === true ? true : flag("unique", false),
    index: flag("db_index", known?.index === true || isRelation),
    column: stringOf(given.get("db_column")) || null,
    columnUnknown: isUnknown(given.get("db_column")),
    maxLength:
      given.get("max_length") === undefined ? (known?.maxLength ?? null) : numberOf(given.get("max_length")),
    digits: numberOf(given.get("max_digits")),
    places: numberOf(given.get("decimal_places")),
    collation: stringOf(given.get("db_collation")),
    comment: stringOf(given.get("db_comment")),
    default: { kind: "none" },
    dbDefault: null,
    relation: relationIn(internal, given, flag),
    item: fieldOf(name, given.get("base_field") ?? given.get("output_field")),
    size: spell(given.get("size") ?? given.get("dimensions")),
    srid: given.get("srid") === undefined ? "4326" : spell(given.get("srid")),
    geography: flag("geography", false) === true,
    generated: null,
    json: flag("use_json_field", true) !== false,
    spelling: spellingOf(path, args.keywords, UNSEEN),
    typeSpelling: spellingOf(path, args.keywords, NO_TYPE),
    writtenDefault: given.get("default") === undefined ? null : spell(given.get("default")),
  };
  const dbDefault = given.get("db_default");
  if (dbDefault !== undefined && spell(dbDefault) !== "django.db.models.NOT_PROVIDED")
    field.dbDefault = { value: dbDefault };
  if (internal === "GeneratedField") {
    field.generated = {
      expression: spell(given.get("expression")),
      stored: flag("db_persist", true) !== false,
    };
  }
  field.default = defaultOf(field, given, flag("blank", false) === true);
  return field;
}

interface Source {
  path: string;
  args: Arguments;
  /** Undefined: a class that no table has. Null: what it is to the database is not known. */
  known: FieldClass | null | undefined;
}

function sourceOf(value: Value | undefined): Source | null {
  const known = made(value);
  if (known !== null) {
    const { path, args } = known;
    return path === ""
      ? null
      : { path, args, known: known.known === undefined ? (fieldClass(path) ?? undefined) : known.known };
  }
  if (value?.kind !== "instance") return null;
  // A class of the file itself: the database sees what it derives from.
  const base = value.class.bases.find((one) => one.kind === "symbol");
  const args = { positional: [], keywords: value.attributes, open: false };
  return base?.kind === "symbol"
    ? { path: base.path, args, known: fieldClass(base.path) ?? undefined }
    : null;
}

/** What a class of another module is, where it is given what only relations are given. */
function relationOf(path: string, keywords: ReadonlyMap<string, Value>): string | null {
  if (/ManyToMany\w*$/u.test(path)) return keywords.has("to") ? "ManyToManyField" : null;
  if (!keywords.has("to") || !keywords.has("on_delete")) return null;
  return /OneToOne\w*$/u.test(path) ? "OneToOneField" : "ForeignKey";
}

function relationIn(
  internal: string | null,
  given: Given,
  flag: (key: string, otherwise: boolean) => Maybe,
): Relation | null {
  const many = internal === "ManyToManyField";
  if (!many && (internal === null || !RELATIONS.has(internal))) return null;
  const through = given.get("through");
  return {
    to: targetOf(given.get("to")),
    toField: stringOf(given.get("to_field")),
    constraint: flag("db_constraint", true),
    many,
    through: through !== undefined && through.kind !== "none",
    table: stringOf(given.get("db_table")),
  };
}

/** The model that a relation is to, as Django's state names it. */
export function targetOf(value: Value | undefined): string {
  const text = stringOf(value);
  if (text !== null) return text.toLowerCase();
  const swappable = made(value);
  if (swappable !== null && lastName(swappable.path) === "swappable_dependency")
    return targetOf(swappable.args.positional[0]);
  return spell(value).replace(/^django\.conf\./u, "");
}

/** What is written, in one order, without what the database never sees. */
function spellingOf(
  path: string,
  keywords: ReadonlyMap<string, Value>,
  without: ReadonlySet<string>,
): string {
  const said = [...keywords]
    .filter(([name]) => !without.has(name))
    .map(([name, value]) => `${name}=${spell(value)}`)
    .filter((said) => !USUAL.has(said));
  return `${path}(${said.toSorted().join(", ")})`;
}

function numberOf(value: Value | undefined): number | null {
  return value?.kind === "number" ? value.value : null;
}

function isUnknown(value: Value | undefined): boolean {
  return value !== undefined && value.kind !== "none" && stringOf(value) === null;
}

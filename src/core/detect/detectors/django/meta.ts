/** Indexes, constraints and options of a model, as a migration makes them. */

import { stringOf, stringsOf, truthOf, type Value } from "../../reading/source/value.ts";
import { conditionSql } from "./conditions.ts";
import { spell } from "./spell.ts";
import { noOptions, type ConstraintState, type IndexState, type ModelOptions } from "./state.ts";
import { Given, lastName, made } from "./values.ts";

const METHODS: Readonly<Record<string, string>> = {
  Index: "btree",
  BTreeIndex: "btree",
  HashIndex: "hash",
  GinIndex: "gin",
  GistIndex: "gist",
  SpGistIndex: "spgist",
  BrinIndex: "brin",
  BloomIndex: "bloom",
  HnswIndex: "hnsw",
  IvfflatIndex: "ivfflat",
};

/** `Index(fields=[...])`, `GinIndex(Lower("name"), name="...")`; null: it is no index that can be told. */
export function indexOf(value: Value | undefined): IndexState | null {
  const known = made(value);
  if (known === null || known.parts !== null) return null;
  const { args, path } = known;
  const word = lastName(path);
  const given = new Given(args, []);
  const fields = given.get("fields");
  const names = fields === undefined ? [] : stringsOf(fields);
  if (names === null || args.open) return null;
  const condition = given.get("condition");
  return {
    name: stringOf(given.get("name")),
    fields: names,
    expressions: args.positional.map((item) => spell(item)),
    classes: stringsOf(given.get("opclasses")) ?? [],
    include: stringsOf(given.get("include")) ?? [],
    condition: condition === undefined || condition.kind === "none" ? null : spell(condition),
    method: Object.hasOwn(METHODS, word) ? (METHODS[word] ?? null) : null,
    spelling: spell(value),
  };
}

/** `UniqueConstraint(...)`, `CheckConstraint(...)`, `ExclusionConstraint(...)`; null: it is none that can be told. */
export function constraintOf(value: Value | undefined): ConstraintState | null {
  const known = made(value);
  if (known === null || known.parts !== null) return null;
  const given = new Given(known.args, []);
  const word = lastName(known.path);
  const type =
    word === "UniqueConstraint"
      ? "unique"
      : word === "CheckConstraint"
        ? "check"
        : word === "ExclusionConstraint"
          ? "exclusion"
          : "other";
  const check = given.get("condition") ?? given.get("check");
  const isCheck = type === "check" && check !== undefined;
  const condition = type === "unique" || type === "exclusion" ? given.get("condition") : undefined;
  const distinct = given.get("nulls_distinct");
  return {
    type,
    name: stringOf(given.get("name")),
    fields: stringsOf(given.get("fields")) ?? [],
    expressions: type === "unique" ? known.args.positional.map((item) => spell(item)) : [],
    include: stringsOf(given.get("include")) ?? [],
    classes: stringsOf(given.get("opclasses")) ?? [],
    condition: condition === undefined || condition.kind === "none" ? null : spell(condition),
    check: isCheck
      ? { sql: conditionSql(check, (name) => `"${name.replaceAll('"', '""')}"`), spelling: spell(check) }
      : null,
    deferrable: given.get("deferrable") !== undefined && given.get("deferrable")?.kind !== "none",
    nullsDistinct: distinct === undefined || distinct.kind === "none" ? null : truthOf(distinct),
    spelling: spell(value),
  };
}

/** `[("a", "b")]`, `{("a", "b")}`, `("a", "b")`; null: not known. */
export function togetherOf(value: Value | undefined): string[][] | null {
  if (value === undefined || value.kind === "none") return [];
  if (value.kind !== "list" || value.open) return null;
  if (value.items.length === 0) return [];
  const flat = stringsOf(value);
  if (flat !== null) return [flat];
  const sets = value.items.map((item) => stringsOf(item));
  return sets.every((set) => set !== null) ? sets : null;
}

/** What `options` says. Null: which options there are is not known. */
export function optionsOf(value: Value | undefined): ModelOptions | null {
  if (value === undefined || value.kind === "none") return noOptions;
  if (value.kind !== "dict") return null;
  const get = (name: string): Value | undefined => value.entries.get(`text ${name}`)?.value;
  const items = (name: string): Value[] => {
    const list = get(name);
    return list?.kind === "list" ? list.items : [];
  };
  const isFalse = (name: string): boolean => {
    const said = get(name);
    return said !== undefined && truthOf(said) === false;
  };
  const proxy = get("proxy");
  return {
    table: stringOf(get("db_table")) || null,
    managed: !isFalse("managed"),
    proxy: proxy !== undefined && truthOf(proxy) === true,
    comment: stringOf(get("db_table_comment")),
    uniqueTogether: togetherOf(get("unique_together")),
    indexTogether: togetherOf(get("index_together")),
    orderedBy: stringOf(get("order_with_respect_to")),
    indexes: items("indexes")
      .map(indexOf)
      .filter((index) => index !== null),
    constraints: items("constraints")
      .map(constraintOf)
      .filter((constraint) => constraint !== null),
  };
}

/** What is said behind a column or a command: `->nullable()`, `->references('id')->on('users')->cascadeOnDelete()`. */

import { textOf, type Syntax } from "../../reading/source/syntax.ts";
import { bool, stringOf, text, unknown, type Arguments, type Value } from "../../reading/source/value.ts";
import { blueprintMethod } from "./blueprint-methods.ts";
import { given, isMissing, nameOf } from "./given.ts";
import { plural } from "./inflection.ts";
import type { Migration } from "./migration.ts";
import { host, hosted, type Blueprint, type Fluent } from "./values.ts";

const ACTIONS: Record<string, [event: string, action: string]> = {
  cascadeondelete: ["onDelete", "cascade"],
  restrictondelete: ["onDelete", "restrict"],
  nullondelete: ["onDelete", "set null"],
  noactionondelete: ["onDelete", "no action"],
  cascadeonupdate: ["onUpdate", "cascade"],
  restrictonupdate: ["onUpdate", "restrict"],
  nullonupdate: ["onUpdate", "set null"],
  noactiononupdate: ["onUpdate", "no action"],
};

/** Names of attributes that a method sets under another spelling or another word. */
const ATTRIBUTES: Record<string, string> = Object.fromEntries(
  [
    ..."nullable default useCurrent useCurrentOnUpdate unsigned after first change comment charset collation autoIncrement from startingValue".split(
      " ",
    ),
    ..."invisible index unique primary fulltext fullText spatialIndex vectorIndex virtualAs virtualAsJson storedAs storedAsJson generatedAs always".split(
      " ",
    ),
    ..."references on onDelete onUpdate deferrable initiallyImmediate notValid algorithm language nullsNotDistinct online using lock instant type length".split(
      " ",
    ),
    ..."onUpdate persisted isGeometry srid renameTo operatorClass".split(" "),
  ].map((name) => [name.toLowerCase(), name]),
);

export function fluentMethod(
  migration: Migration,
  blueprint: Blueprint,
  fluent: Fluent,
  name: string,
  args: Arguments,
  node: Syntax,
): Value {
  const word = name.toLowerCase();
  const self = host({ host: "fluent", blueprint, fluent });
  fluent.at = { ...fluent.at, node };
  const isForeignId = fluent.attributes.has("foreignId");
  if (isForeignId && word === "constrained") return constrained(migration, blueprint, fluent, args, node);
  if (isForeignId && word === "references") {
    const key = foreignKey(migration, blueprint, fluent, given(args, 1, "indexName"), node);
    key?.attributes.set("references", given(args, 0, "column") ?? unknown("references"));
    return key === null ? self : host({ host: "fluent", blueprint, fluent: key });
  }
  const action = ACTIONS[word];
  if (action !== undefined) fluent.attributes.set(action[0], text(action[1]));
  else if (word === "when" || word === "unless" || word === "tap") return self;
  else
    fluent.attributes.set(ATTRIBUTES[word] ?? name, args.positional[0] ?? firstKeyword(args) ?? bool(true));
  if (word === "type") fluent.type = stringOf(args.positional[0]) ?? fluent.type;
  return self;
}

function firstKeyword({ keywords }: Arguments): Value | undefined {
  return [...keywords.values()][0];
}

/** A foreign key over a `foreignId`. */
function foreignKey(
  migration: Migration,
  blueprint: Blueprint,
  column: Fluent,
  name: Value | undefined,
  node: Syntax,
): Fluent | null {
  const positional: Value[] = [column.column === null ? unknown("column") : text(column.column)];
  if (name !== undefined && !isMissing(name)) positional.push(name);
  const made = hosted(
    blueprintMethod(migration, blueprint, "foreign", { positional, keywords: new Map(), open: false }, node),
  );
  return made?.host === "fluent" ? made.fluent : null;
}

/** `constrained()`: the table is the column's name without its key, in the plural. */
function constrained(
  migration: Migration,
  blueprint: Blueprint,
  column: Fluent,
  args: Arguments,
  node: Syntax,
): Value {
  const [table, key] = [given(args, 0, "table"), given(args, 1, "column")];
  const references = isMissing(key) ? (nameOf(column.attributes.get("modelKey")) ?? "id") : nameOf(key);
  const made = foreignKey(migration, blueprint, column, given(args, 2, "indexName"), node);
  if (made === null) return unknown(textOf(migration.run.file, node));
  made.attributes.set("references", references === null ? unknown("column") : text(references));
  if (!isMissing(table)) made.attributes.set("on", table ?? unknown("table"));
  else if (column.attributes.has("table"))
    made.attributes.set("on", column.attributes.get("table") ?? unknown("table"));
  else if (column.column !== null) {
    const end = column.column.lastIndexOf(`_${references ?? "id"}`);
    made.attributes.set("on", text(plural(end === -1 ? column.column : column.column.slice(0, end))));
  }
  return host({ host: "fluent", blueprint, fluent: made });
}

/** What calls on a Blueprint leave behind: columns, commands, indexes. */

import { standingAt } from "../../reading/source/send.ts";
import { textOf, type Syntax } from "../../reading/source/syntax.ts";
import { bool, NONE, text, unknown, type Arguments, type Value } from "../../reading/source/value.ts";
import { unknownCommand, vectorOptions } from "./build.ts";
import type { Declared } from "./column-methods.ts";
import { given, indexName, isMissing, nameOf } from "./given.ts";
import type { Migration } from "./migration.ts";
import { foreignKeyOf, modelOf } from "./models.ts";
import { host, type Blueprint, type Fluent, type Part } from "./values.ts";

export interface Call {
  migration: Migration;
  blueprint: Blueprint;
  name: string;
  args: Arguments;
  node: Syntax;
}

export function vague({ migration, blueprint, node }: Call, reason: string): Value {
  blueprint.commands.push(unknownCommand(standingAt(migration.run, node), reason));
  return unknown(textOf(migration.run.file, node));
}

export function addColumn({ migration, blueprint, node }: Call, { type, name, attributes }: Declared): Value {
  const known = Object.entries(attributes).flatMap(([key, value]): [string, Value][] =>
    value === undefined ? [] : [[key, value]],
  );
  const fluent: Fluent = {
    name: "add",
    column: name,
    type,
    columns: [],
    index: null,
    attributes: new Map(known),
    at: standingAt(migration.run, node),
  };
  if (blueprint.after !== null && name !== null) {
    fluent.attributes.set("after", text(blueprint.after));
    blueprint.after = name;
  }
  blueprint.commands.push(fluent);
  return host({ host: "fluent", blueprint, fluent });
}

export function addMorphs(call: Call, columns: readonly Declared[]): Value {
  for (const column of columns) addColumn(call, column);
  const names = columns.map(({ name }) => name ?? "?");
  addIndex(call, "index", names, given(call.args, 1, "indexName"));
  return NONE;
}

export function addCommand(
  { migration, blueprint, node }: Call,
  name: string,
  facts: { columns?: readonly Part[]; index?: string | null; attributes?: [string, Value | undefined][] },
): Value {
  const attributes = (facts.attributes ?? []).filter((one): one is [string, Value] => one[1] !== undefined);
  const fluent: Fluent = {
    name,
    column: null,
    type: "",
    columns: facts.columns ?? [],
    index: facts.index ?? null,
    attributes: new Map(attributes),
    at: standingAt(migration.run, node),
  };
  blueprint.commands.push(fluent);
  return host({ host: "fluent", blueprint, fluent });
}

/** An index or a key. */
export function addIndex(
  call: Call,
  type: string,
  columns: readonly Part[] | null,
  name: Value | undefined,
): Value {
  const { args, blueprint } = call;
  if (columns === null)
    return vague(call, `which columns ${type} of ${blueprint.table} is over is not known before it runs`);
  const index = isMissing(name) ? indexName(blueprint.table, columns, type) : nameOf(name);
  const third = type === "spatialIndex" ? "operatorClass" : "algorithm";
  return addCommand(call, type, {
    columns,
    index,
    attributes: [...vectorOptions(type), [third, type === "vectorIndex" ? undefined : given(args, 2, third)]],
  });
}

export function dropColumns(call: Call, names: readonly string[] | null): Value {
  if (names === null || names.length === 0)
    return vague(call, `which columns of ${call.blueprint.table} it drops is not known before it runs`);
  return addCommand(call, "dropColumn", { columns: names });
}

/** The foreign key's column of a model: `user_id`. */
export function modelColumn({ migration, args }: Call): string | null {
  const own = given(args, 1, "column");
  if (!isMissing(own)) return nameOf(own);
  const model = modelOf(migration, given(args, 0, "model"));
  return model === null ? null : foreignKeyOf(model);
}

/** `foreignIdFor(User::class)`. */
export const foreignFor =
  (type: string | null) =>
  (call: Call): Value => {
    const model = modelOf(call.migration, given(call.args, 0, "model"));
    const keyType = type ?? model?.keyType ?? "bigInteger";
    return addColumn(call, {
      type: keyType === "ulid" ? "char" : keyType,
      name: modelColumn(call),
      attributes: {
        foreignId: bool(true),
        unsigned: keyType === "bigInteger" ? bool(true) : undefined,
        length: keyType === "ulid" ? { kind: "number", value: 26 } : undefined,
        table: model === null ? undefined : text(model.table),
        modelKey: model === null ? undefined : text(model.key),
      },
    });
  };

const NESTED = ["_lft", "_rgt", "parent_id"];

/** Columns of the package kalnoy/nestedset. */
export function nestedSet(call: Call): Value {
  const integer = (name: string, attributes: Declared["attributes"]): Value =>
    addColumn(call, { type: "integer", name, attributes: { unsigned: bool(true), ...attributes } });
  integer("_lft", { default: { kind: "number", value: 0 } });
  integer("_rgt", { default: { kind: "number", value: 0 } });
  integer("parent_id", { nullable: bool(true) });
  return addIndex(call, "index", NESTED, undefined);
}

export function dropNestedSet(call: Call): Value {
  addCommand(call, "dropIndex", { columns: NESTED, index: indexName(call.blueprint.table, NESTED, "index") });
  return dropColumns(call, NESTED);
}

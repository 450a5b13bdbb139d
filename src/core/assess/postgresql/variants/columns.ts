/** Variants of operations on columns. */

import type { DefaultValue } from "../../../operation.ts";
import { conjunctsOf, saysNotNull } from "../../check-text.ts";
import { columnOf, holdsData, tableOf, typeKey } from "../../known-schema.ts";
import type { KnownTable } from "../../known-schema.ts";
import { code, listed } from "../../names.ts";
import { choice } from "../choice.ts";
import type { Choice, Choosers, SceneOf } from "../choice.ts";
import { volatilityOf } from "../functions.ts";
import { conversionOf, oldTypeOf } from "../types.ts";
import { isBaseType, parseType } from "../type-name.ts";

export const columnVariants: Choosers = {
  add_column: addColumn,
  alter_column_type: alterType,
  set_not_null: setNotNull,
  drop_default: dropDefault,
  set_storage: ({ operation }) =>
    choice(operation.details.value.startsWith("compression ") ? "compression" : "plain"),
};

/** Of a generated column it is DROP EXPRESSION. */
function dropDefault({ operation, schema }: SceneOf<"drop_default">): Choice {
  if (operation.table === null) return choice("plain");
  const table = { schema: operation.schema, table: operation.table };
  const generated = columnOf(schema, table, operation.columns[0] ?? "")?.generated ?? null;
  return choice(generated === null ? "plain" : "expression");
}

function addColumn(scene: SceneOf<"add_column">): Choice {
  const { column, separateReference } = scene.operation.details;
  if (column.generated !== null) return choice(column.generated);
  if (column.identity) return choice("identity");
  if (column.type !== null && parseType(column.type).name.endsWith("serial")) return choice("serial");
  const set = column.default !== null && column.default.kind !== "client" && !isNull(column.default);
  const required = column.nullable === false || column.primaryKey;
  if (required && !set && rowsMayExist(scene)) return choice("mandatory");
  const changing = column.default === null ? null : volatileDefault(column.default);
  if (changing !== null && set) return changing;
  const known = column.type === null ? undefined : scene.schema.types.get(typeKey(null, column.type));
  if (known?.constrained === true) return choice("constrained domain");
  const assumed = known === undefined ? unknownType(column.type) : [];
  const unique = column.unique || column.primaryKey;
  const checked = unique || column.check !== null || (set && column.references !== null);
  if (set) return choice(checked ? "checked default" : "constant default", ...assumed);
  if (!checked && separateReference) return choice("separate reference", apart, ...assumed);
  if (!checked && column.references !== null && column.default !== null && isNull(column.default))
    return choice("separate reference", writtenNull, ...assumed);
  if (!checked) return choice("plain", ...assumed);
  return choice(unique ? "unique" : "check", ...assumed);
}

const apart =
  "its foreign key comes in a second statement, which reads all rows although the new column is empty";

const writtenNull =
  "PostgreSQL checks the foreign key of a new column against all rows when a default is written, even NULL; without DEFAULT NULL it reads none";

/** A type that nobody knows is most likely an enum, and hardly ever a domain with a constraint: see docs/decisions. */
function unknownType(type: string | null): string[] {
  if (type === null) {
    return [
      "the type of the column is not known: if it is a domain with a constraint, the table is rewritten",
    ];
  }
  if (isBaseType(parseType(type))) return [];
  return [`what ${code(type)} is, is not known: if it is a domain with a constraint, the table is rewritten`];
}

function rowsMayExist({ operation, schema }: SceneOf<"add_column">): boolean {
  if (operation.table === null) return true;
  return holdsData(schema, { schema: operation.schema, table: operation.table });
}

/** `DEFAULT NULL`, as written. */
export function isNull({ text }: DefaultValue): boolean {
  return /^null(?:::.*)?$/iu.test(text.trim());
}

function volatileDefault(value: DefaultValue): Choice | null {
  if (value.kind === "client") return null;
  const kinds = value.functions.map((name) => ({ name, volatility: volatilityOf(name) }));
  // AT TIME ZONE of a time (not of a timestamp) is volatile before PostgreSQL 17.
  const ofTime = value.functions.includes("timezone") && value.functions.includes("current_time");
  if (ofTime || kinds.some(({ volatility }) => volatility === "changing")) return choice("volatile default");
  const unknown = kinds.filter(({ volatility }) => volatility === "unknown").map(({ name }) => code(name));
  if (unknown.length === 0) return null;
  const words = `whether ${listed(unknown)} gives every row the same value is not known: if it does not, the table is rewritten`;
  return choice("volatile default", words);
}

function alterType(scene: SceneOf<"alter_column_type">): Choice {
  const { type, using } = scene.operation.details;
  const conversion = conversionOf(scene);
  const column = code(scene.operation.columns[0] ?? "");
  if (type === null)
    return choice(conversion, `the new type of ${column} is not known: the table may be rewritten`);
  if (oldTypeOf(scene) === null && using === null) {
    return choice(conversion, `the type of ${column} before is not known: the table may be rewritten`);
  }
  if (conversion === "time zone") {
    return choice(
      conversion,
      "the table is rewritten unless the time zone of the session is UTC (from PostgreSQL 12 on), which the migration does not prove",
    );
  }
  return choice(conversion);
}

function setNotNull({ operation, schema }: SceneOf<"set_not_null">): Choice {
  const name = operation.columns[0];
  if (operation.table === null || name === undefined) return choice("scan");
  const table = { schema: operation.schema, table: operation.table };
  if (columnOf(schema, table, name)?.nullable === false) return choice("already");
  return choice(provesNotNull(tableOf(schema, table), name) ? "proved" : "scan");
}

/** A valid CHECK says so, alone or beside other things. */
export function provesNotNull(table: KnownTable | null, column: string): boolean {
  return [...(table?.constraints.values() ?? [])].some(
    ({ notNullOf, valid, expression }) =>
      valid &&
      (notNullOf === column || (expression !== null && saysNotNull(conjunctsOf(expression), column))),
  );
}

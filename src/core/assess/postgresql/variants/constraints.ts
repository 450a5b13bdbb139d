/** Variants of operations on constraints. */

import { columnOf, tableOf } from "../../known-schema.ts";
import { isPartitioned, lacksKey } from "../partitioned.ts";
import { code } from "../../names.ts";
import { choice } from "../choice.ts";
import type { Choice, Choosers, SceneOf } from "../choice.ts";
import { provesNotNull } from "./columns.ts";

export const constraintVariants: Choosers = {
  add_primary_key: addPrimaryKey,
  add_unique: addUnique,
  add_exclusion: (scene) => choice(isPartitioned(scene) ? "on a partitioned table" : "plain"),
  add_check: addCheck,
  add_foreign_key: addForeignKey,
  validate_constraint: validate,
  drop_constraint: dropConstraint,
};

function addUnique(scene: SceneOf<"add_unique">): Choice {
  const using = scene.operation.details.usingIndex !== null;
  if (!isPartitioned(scene)) return choice(using ? "using index" : "plain");
  if (using) return choice("using index on a partitioned table");
  return choice(lacksKey(scene) ? "without the partition key" : "on a partitioned table");
}

/** A primary key over a ready index is brief only when its columns are NOT NULL already. */
function addPrimaryKey(scene: SceneOf<"add_primary_key">): Choice {
  const { operation, schema } = scene;
  const { usingIndex } = operation.details;
  if (isPartitioned(scene)) {
    if (usingIndex !== null) return choice("using index on a partitioned table");
    return choice(lacksKey(scene) ? "without the partition key" : "on a partitioned table");
  }
  if (usingIndex === null) return choice("plain");
  if (operation.table === null) return choice("using index, nullable");
  const table = { schema: operation.schema, table: operation.table };
  const index = schema.indexes.get(`${operation.schema ?? "public"}.${usingIndex}`);
  const columns = operation.columns.length > 0 ? operation.columns : (index?.columns ?? []);
  const known = columns.map((column) => columnOf(schema, table, column)?.nullable ?? null);
  if (known.length > 0 && known.every((nullable) => nullable === false)) return choice("using index");
  const whole = tableOf(schema, table);
  const proved = columns.every((column, index) => known[index] === false || provesNotNull(whole, column));
  if (known.length > 0 && proved) return choice("using index, proved");
  if (known.includes(true)) return choice("using index, nullable");
  const words = `whether the columns of ${code(usingIndex)} are NOT NULL is not known: if not, all rows are read`;
  return choice("using index, nullable", words);
}

/** Without an expression it is the NOT NULL constraint that PostgreSQL 18 knows, not a CHECK. */
function addCheck({ operation }: SceneOf<"add_check">): Choice {
  const { expression, notNullOf, notValid } = operation.details;
  if (expression === null && notNullOf !== null) return choice(notValid ? "not null, not valid" : "not null");
  return choice(notValid ? "not valid" : "plain");
}

function addForeignKey(scene: SceneOf<"add_foreign_key">): Choice {
  const { notValid, references } = scene.operation.details;
  const parted = isPartitioned(scene);
  if (tableOf(scene.schema, references)?.partitioned === true && !parted) {
    return choice(notValid ? "not valid to a partitioned table" : "to a partitioned table");
  }
  if (notValid) return choice(parted ? "not valid on a partitioned table" : "not valid");
  return choice(parted ? "on a partitioned table" : "plain");
}

function validate({ operation, schema }: SceneOf<"validate_constraint">): Choice {
  const type = operation.details.type ?? knownType(operation, schema);
  if (type === "foreign_key") return choice("foreign key");
  if (type !== null) return choice("check");
  const words = `whether ${code(operation.name ?? "it")} is a foreign key is not known: if it is, the table that it references is read too`;
  return choice("foreign key", words);
}

function dropConstraint({ operation, schema }: SceneOf<"drop_constraint">): Choice {
  const type = operation.details.type ?? knownType(operation, schema);
  if (type !== null && type !== "foreign_key") return choice("plain");
  if (knownReferences(operation, schema)) return choice("plain");
  const name = code(operation.name ?? "it");
  const words =
    type === "foreign_key"
      ? `the table that ${name} references is not known: it is locked as well`
      : `whether ${name} is a foreign key is not known: if it is, the table that it references is locked as well`;
  return choice("plain", words);
}

type Named = SceneOf<"validate_constraint" | "drop_constraint">;

function knownType(operation: Named["operation"], schema: Named["schema"]): string | null {
  if (operation.table === null || operation.name === null) return null;
  const table = tableOf(schema, { schema: operation.schema, table: operation.table });
  return table?.constraints.get(operation.name)?.type ?? null;
}

function knownReferences(operation: Named["operation"], schema: Named["schema"]): boolean {
  if (operation.table === null || operation.name === null) return false;
  const table = tableOf(schema, { schema: operation.schema, table: operation.table });
  return (table?.constraints.get(operation.name)?.references ?? null) !== null;
}

/** Variants of operations on constraints. */

import { columnOf, tableOf } from "../../known-schema.ts";
import { code } from "../../names.ts";
import { choice } from "../choice.ts";
import type { Choice, Choosers, SceneOf } from "../choice.ts";

export const constraintVariants: Choosers = {
  add_primary_key: addPrimaryKey,
  add_unique: ({ operation }) => choice(operation.details.usingIndex === null ? "plain" : "using index"),
  add_check: addCheck,
  add_foreign_key: addForeignKey,
  validate_constraint: validate,
  drop_constraint: dropConstraint,
};

/** A primary key over a ready index is brief only when its columns are NOT NULL already. */
function addPrimaryKey({ operation, schema }: SceneOf<"add_primary_key">): Choice {
  const { usingIndex } = operation.details;
  if (usingIndex === null) return choice("plain");
  if (operation.table === null) return choice("using index, nullable");
  const table = { schema: operation.schema, table: operation.table };
  const index = schema.indexes.get(`${operation.schema ?? "public"}.${usingIndex}`);
  const columns = operation.columns.length > 0 ? operation.columns : (index?.columns ?? []);
  const known = columns.map((column) => columnOf(schema, table, column)?.nullable ?? null);
  if (known.length > 0 && known.every((nullable) => nullable === false)) return choice("using index");
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

function addForeignKey({ operation, schema }: SceneOf<"add_foreign_key">): Choice {
  if (!operation.details.notValid) return choice("plain");
  const table =
    operation.table === null ? null : tableOf(schema, { schema: operation.schema, table: operation.table });
  return choice(table?.partitioned === true ? "not valid on a partitioned table" : "not valid");
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

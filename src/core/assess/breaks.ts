/** Why code of the previous release fails once an operation has run: what it uses is gone, hidden, or newly asked for. */

import type { TableName } from "../operation.ts";
import type { EngineRules, Scene } from "./engine.ts";
import { columnOf, isNewTable, typeKey } from "./known-schema.ts";
import { code } from "./names.ts";

/** One clause, null when old code goes on working. In a contract phase there is none left. */
export function breakOf(scene: Scene, rules: EngineRules): string | null {
  const { operation, schema } = scene;
  if (operation.phase === "contract" || scene.remade || scene.unnamed !== undefined) return null;
  if (operation.table === null) return objectBreak(scene);
  const table = { schema: operation.schema, table: operation.table };
  if (isNewTable(schema, table)) return null;
  return columnBreak(scene, table, rules) ?? tableBreak(scene, table);
}

function columnBreak(scene: Scene, table: TableName, rules: EngineRules): string | null {
  const { operation, schema } = scene;
  const old = operation.columns.filter((column) => columnOf(schema, table, column)?.isNew !== true);
  switch (operation.kind) {
    case "add_column": {
      const { column } = operation.details;
      const given = column.identity || column.generated !== null || /serial[248]?$/u.test(column.type ?? "");
      const set = column.default !== null && column.default.kind !== "client";
      if (given || set || (column.nullable !== false && !column.primaryKey)) return null;
      return `old code does not know ${code(column.name)}, and its INSERT fails without it`;
    }
    case "drop_column":
      return old.length === 0 ? null : `old code still uses ${old.map((column) => code(column)).join(", ")}`;
    case "rename_column":
      return old.length === 0 ? null : `old code still uses the name ${code(old[0] ?? "")}`;
    case "alter_column_type":
      return old.length === 0 && operation.columns.length > 0
        ? null
        : rules.typeChange({ ...scene, operation }).breaks;
    case "set_not_null": {
      const known = columnOf(schema, table, operation.columns[0] ?? "");
      // Old code writes a column that it knows; one that came with this change it leaves out.
      if (known?.isNew !== true || known.hasDefault !== false || known.generated !== null) return null;
      return `old code does not know ${code(operation.columns[0] ?? "")}, and its INSERT fails without it`;
    }
    case "drop_default": {
      const known = columnOf(schema, table, operation.columns[0] ?? "");
      if (known === null || known.nullable !== false || known.hasDefault === false) return null;
      return `${code(operation.columns[0] ?? "")} is NOT NULL, and an INSERT of old code that leaves it out fails`;
    }
    default:
      return null;
  }
}

function tableBreak({ operation }: Scene, table: TableName): string | null {
  switch (operation.kind) {
    case "drop_table":
    case "drop_view":
    case "drop_materialized_view":
      return `old code still uses ${code(table)}`;
    case "rename_table":
    case "set_schema":
      return `old code still uses the name ${code(table)}`;
    case "alter_view":
      return operation.details.action.startsWith("rename")
        ? `old code still uses the old name in ${code(table)}`
        : null;
    case "refresh_materialized_view":
      return operation.details.withData
        ? null
        : `reading ${code(table)} fails until it is refreshed with data`;
    case "set_row_security":
      if (!operation.details.enabled || operation.details.force === false) return null;
      return `rows of ${code(table)} that no policy allows vanish for old code`;
    case "create_row_policy":
      return operation.details.permissive
        ? null
        : `rows of ${code(table)} that the policy does not allow vanish for old code`;
    case "drop_row_policy":
      return `rows of ${code(table)} that only this policy allowed vanish for old code`;
    case "detach_partition":
    case "drop_partition":
      return `the rows of ${code(operation.details.partition)} vanish from ${code(table)} for old code`;
    case "change_privileges":
      return operation.details.revoke
        ? `old code may need the right on ${code(table)} that is revoked`
        : null;
    default:
      return null;
  }
}

/** Nobody but a trigger can call it, and PostgreSQL drops no function that a trigger still calls, or drops the trigger too. */
function isTriggerFunction({ operation, schema }: Scene): boolean {
  return operation.name !== null && schema.triggerFunctions.has(typeKey(operation.schema, operation.name));
}

function objectBreak(scene: Scene): string | null {
  const { operation, schema } = scene;
  const { name } = operation;
  const shown = code(name ?? operation.kind);
  const made = (thing: string): boolean => name !== null && schema.made.has(`${thing} ${name}`);
  const newType = name !== null && schema.types.get(typeKey(operation.schema, name))?.isNew === true;
  switch (operation.kind) {
    case "drop_function":
      return made("function") || isTriggerFunction(scene) ? null : `old code may still call ${shown}`;
    case "drop_sequence":
      return made("sequence") ? null : `old code may still use ${shown}`;
    case "drop_extension":
      return made("extension") ? null : `old code may still use what ${shown} brings`;
    case "drop_schema":
      return made("schema") ? null : `old code may still use what is in ${shown}`;
    case "drop_type":
    case "drop_domain":
      return newType ? null : `old code may still use the type ${shown}`;
    case "rename_type":
      return newType ? null : `old code may still use the name ${shown}`;
    case "rename_enum_value":
      return newType ? null : `old code still reads and writes ${code(operation.details.value)}`;
    case "alter_type":
      return !newType && /^(?:drop|rename|alter) attribute|^rename/u.test(operation.details.action)
        ? `old code still uses ${shown} as it is`
        : null;
    case "alter_domain":
      return !newType && operation.details.action.startsWith("rename to")
        ? `old code may still use the name ${shown}`
        : null;
    case "alter_sequence":
      return !made("sequence") && /rename to|set schema/u.test(operation.details.action)
        ? `old code may still use the name ${shown}`
        : null;
    case "set_schema":
      return newType || made(operation.details.object) ? null : `old code may still use the name ${shown}`;
    case "change_privileges": {
      const { revoke, object } = operation.details;
      if (!revoke || object.startsWith("future ") || newType || made(object)) return null;
      return `old code may need the right that is revoked`;
    }
    default:
      return null;
  }
}

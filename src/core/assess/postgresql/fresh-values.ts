/** Whether an operation uses an enum value that its own transaction has just added, which PostgreSQL refuses. */

import type { IdentifiedOperation } from "../../operation.ts";
import type { Scene } from "../engine.ts";
import { columnOf, typeKey } from "../known-schema.ts";
import { code } from "../names.ts";
import { quoteLiteral } from "./quote.ts";

/** `certain`: the column has the type, or the text casts to it; else the same text may be another type's. */
export function usesFreshValue(scene: Scene): { certain: boolean; words: string } | null {
  if (scene.freshValues.length === 0) return null;
  const text = textOf(scene.operation);
  if (text === null) return null;
  for (const { type, value } of scene.freshValues) {
    if (!value.includes("'") && !value.includes("\\") && !text.includes(value)) continue;
    const shown = quoteLiteral(value);
    if (shown === null || !text.includes(shown)) continue;
    const words = `if ${code(value)} is meant as a value of ${code(type)}, PostgreSQL refuses it: the same transaction adds that value`;
    return { certain: isOfType(scene, text, type), words };
  }
  return null;
}

function isOfType({ operation, schema }: Scene, text: string, type: string): boolean {
  if (castsTo(text, type)) return true;
  const { table } = operation;
  if (table === null) return false;
  if (operation.kind === "add_column") return typeKey(null, operation.details.column.type ?? "") === type;
  const name = { schema: operation.schema, table };
  return operation.columns.some((column) => {
    const known = columnOf(schema, name, column)?.type;
    return known !== undefined && known !== null && typeKey(null, known) === type;
  });
}

function castsTo(text: string, type: string): boolean {
  const folded = `${text.toLowerCase().replaceAll('"', "").replaceAll(/::\s+/gu, "::")} `;
  const cast = `::${type.toLowerCase()}`;
  for (let at = folded.indexOf(cast); at !== -1; at = folded.indexOf(cast, at + 1)) {
    if (!/[\w.]/u.test(folded.charAt(at + cast.length))) return true;
  }
  return false;
}

function textOf(operation: IdentifiedOperation): string | null {
  switch (operation.kind) {
    case "change_data":
      return operation.details.source;
    case "set_default":
      return operation.details.default.text;
    case "add_column":
      return operation.details.column.default?.text ?? null;
    case "add_check":
      return operation.details.expression;
    case "create_index":
      return operation.details.where;
    default:
      return null;
  }
}

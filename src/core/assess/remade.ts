/** Things that a change drops and makes again: for old code they are replaced, not gone. */

import type { IdentifiedOperation } from "../operation.ts";

const makers: Readonly<Record<string, string>> = {
  drop_view: "view",
  create_view: "view",
  replace_view: "view",
  drop_materialized_view: "view",
  create_materialized_view: "view",
  drop_function: "function",
  create_function: "function",
  drop_row_policy: "policy",
  create_row_policy: "policy",
  drop_sequence: "sequence",
  create_sequence: "sequence",
  drop_extension: "extension",
  create_extension: "extension",
  drop_default: "default",
  set_default: "default",
};

/** The drops whose thing is made again later in these operations. */
export function remadeIn(operations: readonly IdentifiedOperation[]): Set<IdentifiedOperation> {
  const open = new Map<string, IdentifiedOperation>();
  const remade = new Set<IdentifiedOperation>();
  for (const operation of operations) {
    const thing = makers[operation.kind];
    if (thing === undefined) continue;
    const key = `${thing}\n${operation.schema ?? "public"}\n${operation.table ?? ""}\n${operation.name ?? operation.columns.join("\n")}`;
    if (operation.kind.startsWith("drop")) {
      open.set(key, operation);
      continue;
    }
    const dropped = open.get(key);
    if (dropped === undefined || (dropped.kind === "drop_default" && !isSet(operation))) continue;
    remade.add(dropped);
    open.delete(key);
  }
  return remade;
}

/** A default that is surely there in the end. */
function isSet(operation: IdentifiedOperation): boolean {
  if (operation.kind !== "set_default" || operation.conditional) return false;
  return operation.details.default.kind !== "client" && !/^null\b/iu.test(operation.details.default.text);
}

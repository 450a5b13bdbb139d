/** Where a call of a chain stands: each behind what it is chained to. */

import { field, type Syntax } from "../../reading/source/syntax.ts";

/** Of `a.b().c()` only `c()`, of `a.b()` all of it. */
export function spot(node: Syntax): Syntax {
  const callee = node.type === "call_expression" ? field(node, "function") : null;
  const object = callee === null ? null : field(callee, "object");
  const property = callee === null ? null : field(callee, "property");
  if (object === null || property === null || !chains(object)) return node;
  return { ...node, start: property.start };
}

function chains(object: Syntax): boolean {
  for (let node: Syntax | null = object; node !== null; node = field(node, "object"))
    if (node.type === "call_expression")
      return field(node, "function")?.type === "member_expression" || node !== object;
  return false;
}

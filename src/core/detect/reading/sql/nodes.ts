/** Small readers for the parser's nodes: names, lists and constants. */

import type { Node, RangeVar } from "libpg-query";

import type { TableName } from "../../../operation.ts";

/** The node's type name: the one key that it has. */
export function typeOf(node: Node): string {
  return Object.keys(node)[0] ?? "";
}

export function stringOf(node: Node | undefined): string | null {
  return node !== undefined && "String" in node ? (node.String.sval ?? "") : null;
}

/** The strings of a list, other nodes left out. */
export function strings(nodes: readonly Node[] | undefined): string[] {
  const found: string[] = [];
  for (const node of nodes ?? []) {
    const text = stringOf(node);
    if (text !== null) found.push(text);
  }
  return found;
}

export function tableOf(range: RangeVar | undefined): TableName {
  const schema =
    range?.catalogname === undefined ? range?.schemaname : `${range.catalogname}.${range.schemaname}`;
  return { schema: schema ?? null, table: range?.relname ?? "" };
}

/** The parts of a dotted name: the last is the name, those before it the schema. */
export interface Qualified {
  schema: string | null;
  name: string;
}

export function qualifiedOf(parts: readonly string[]): Qualified {
  return { schema: parts.length > 1 ? parts.slice(0, -1).join(".") : null, name: parts.at(-1) ?? "" };
}

/** The name of an object in a DROP, COMMENT, ALTER ... RENAME: a list, a string, a type name or a routine with arguments. */
export function objectParts(node: Node | undefined): string[] {
  if (node === undefined) return [];
  if ("String" in node) return [node.String.sval ?? ""];
  if ("List" in node) return strings(node.List.items);
  if ("TypeName" in node) return strings(node.TypeName.names);
  if ("ObjectWithArgs" in node) return strings(node.ObjectWithArgs.objname);
  if ("RangeVar" in node) {
    const { schema, table } = tableOf(node.RangeVar);
    return schema === null ? [table] : [schema, table];
  }
  return [];
}

/** Every RangeVar of a list. */
export function rangeVars(nodes: readonly Node[] | undefined): RangeVar[] {
  const found: RangeVar[] = [];
  for (const node of nodes ?? []) if ("RangeVar" in node) found.push(node.RangeVar);
  return found;
}

/** An option of a statement (`WITH (fillfactor = 70)`) as text, null when it has no value. */
export function valueOf(node: Node | undefined): string | null {
  if (node === undefined) return null;
  if ("String" in node) return node.String.sval ?? "";
  if ("Integer" in node) return String(node.Integer.ival ?? 0);
  if ("Float" in node) return node.Float.fval ?? "";
  if ("Boolean" in node) return node.Boolean.boolval === true ? "true" : "false";
  if ("TypeName" in node) return strings(node.TypeName.names).join(".");
  if ("List" in node) return node.List.items?.map((item) => valueOf(item) ?? "").join(", ") ?? "";
  if ("A_Const" in node) {
    const value = node.A_Const;
    if (value.sval !== undefined) return value.sval.sval ?? "";
    if (value.ival !== undefined) return String(value.ival.ival ?? 0);
    if (value.fval !== undefined) return value.fval.fval ?? "";
    if (value.boolval !== undefined) return value.boolval.boolval === true ? "true" : "false";
  }
  return null;
}

/** A DefElem of a list by its name. */
export function option(nodes: readonly Node[] | undefined, name: string): Node | true | undefined {
  for (const node of nodes ?? [])
    if ("DefElem" in node && node.DefElem.defname === name) return node.DefElem.arg ?? true;
  return undefined;
}

/** Is a boolean option on? `CONCURRENTLY`, `ANALYZE`, `FULL` count without a value. */
export function isOn(nodes: readonly Node[] | undefined, name: string): boolean {
  const value = option(nodes, name);
  if (value === undefined) return false;
  if (value === true) return true;
  return !["false", "off", "0", "no"].includes((valueOf(value) ?? "true").toLowerCase());
}

/** Calls `visit` for each node below and including `root`; it returns false to leave out what is below. Deep trees are walked without recursion. */
export function walk(
  root: unknown,
  visit: (type: string, body: Record<string, unknown>) => boolean | void,
): void {
  const stack: unknown[] = [root];
  while (stack.length > 0) {
    const node = stack.pop();
    if (Array.isArray(node)) {
      for (let at = node.length - 1; at >= 0; at -= 1) stack.push(node[at]);
      continue;
    }
    if (typeof node !== "object" || node === null) continue;
    const fields = node as Record<string, unknown>;
    const keys = Object.keys(fields);
    for (let at = keys.length - 1; at >= 0; at -= 1) {
      const key = keys[at] as string;
      const value = fields[key];
      if (typeof value !== "object" || value === null) continue;
      const first = key.charCodeAt(0);
      const isNode = first >= 65 && first <= 90 && !Array.isArray(value);
      if (isNode && visit(key, value as Record<string, unknown>) === false) continue;
      stack.push(value);
    }
  }
}

/** The tables and functions that a statement names. */

import type { TableName } from "../../../operation.ts";
import { qualified } from "../../../operation.ts";
import type { FuncCall, Node, RangeVar } from "libpg-query";
import { strings, tableOf, walk } from "./nodes.ts";

/** The tables that a part of a statement names, without its own common table expressions, each once, in order. */
export function tablesIn(...roots: unknown[]): TableName[] {
  const found = new Map<string, TableName>();
  const own = new Set<string>();
  walk(roots, (type, body) => {
    if (type === "CommonTableExpr") own.add(String(body["ctename"]));
    if (type === "RangeVar") note(found, body as RangeVar);
    // These nodes are in fields of their own name, without a wrapper.
    for (const key of ["relation", "rel"]) {
      const value = body[key];
      if (typeof value === "object" && value !== null && "relname" in value) note(found, value as RangeVar);
    }
  });
  return [...found.values()].filter((table) => table.schema !== null || !own.has(table.table));
}

function note(found: Map<string, TableName>, range: RangeVar): void {
  const table = tableOf(range);
  const key = qualified(table.schema, table.table);
  if (!found.has(key)) found.set(key, table);
}

/** The function calls in a part of a statement, in order. */
export function callsOf(...roots: unknown[]): FuncCall[] {
  const found: FuncCall[] = [];
  walk(roots, (type, body) => {
    if (type === "FuncCall") found.push(body as FuncCall);
  });
  return found;
}

/** The lower-case names of all functions, CURRENT_TIMESTAMP and the like among them. */
export function functionNames(...roots: unknown[]): string[] {
  const found = new Set<string>();
  walk(roots, (type, body) => {
    if (type === "FuncCall") {
      const parts = strings(body["funcname"] as Node[] | undefined);
      const plain = parts[0] === "pg_catalog" ? parts.slice(1) : parts;
      if (plain.length > 0) found.add(plain.join(".").toLowerCase());
    } else if (type === "SQLValueFunction") {
      const name = typeof body["op"] === "string" ? body["op"] : "";
      found.add(
        name
          .replace(/^SVFOP_/, "")
          .replace(/_N$/, "")
          .toLowerCase(),
      );
    }
  });
  return [...found];
}

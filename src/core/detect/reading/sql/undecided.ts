/** Which template placeholder decides what a statement does: one that stands for a whole name or type. As a part of a longer name, as a schema, a role or a value it does not. */

import type { Node } from "libpg-query";

import { typeOf } from "./nodes.ts";

/** A name that is a placeholder and nothing else. */
const MARKER = /^(?:\$\{[^{}\n]+\}|\{\{[^{}\n]+\}\}|<%[^%\n]*%>)$/;

/** Quoted names can be placeholders as well, and then the parser has nothing against them. */
export function mayHoldQuoted(text: string): boolean {
  return text.includes('"${') || text.includes('"{{') || text.includes('"<%');
}

/** Statements in which a placeholder in the place of a column is a value. */
const DATA = new Set(["InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt", "SelectStmt", "ViewStmt"]);
/** Keys whose strings name a schema or a role, or are literal texts. */
const FREE = new Set(["schemaname", "catalogname", "newschema", "rolename", "role", "comment", "newVal"]);
/** Lists of strings that are one dotted name: all but the last are its schema, or a table's alias. */
const DOTTED = new Set([
  "names",
  "funcname",
  "fields",
  "objname",
  "items",
  "typeName",
  "domainname",
  "defnames",
]);

interface Entry {
  value: unknown;
  key: string;
}

/** The first placeholder that decides, null when none does. */
export function undecided(
  nodes: readonly Node[],
  isMarker: (word: string) => boolean = (word) => MARKER.test(word),
): string | null {
  for (const root of nodes) {
    if (isAboutSchema(root)) continue;
    const isData = DATA.has(typeOf(root));
    const stack: Entry[] = [{ value: root, key: "" }];
    for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
      const { value, key } = entry;
      if (typeof value !== "object" || value === null || (isData && key === "ColumnRef")) continue;
      if (Array.isArray(value)) {
        const counts = DOTTED.has(key) ? value.slice(-1) : key === "vals" ? [] : value;
        for (const item of counts) stack.push({ value: item, key: "" });
        continue;
      }
      for (const [name, inner] of Object.entries(value)) {
        if (typeof inner !== "string") {
          if (!(key === "DefElem" && isFree(value))) stack.push({ value: inner, key: name });
        } else if (!FREE.has(name) && (name !== "sval" || key === "String") && isMarker(inner)) return inner;
      }
    }
  }
  return null;
}

/** An option whose value is a single word, or schemas. */
function isFree(option: { defname?: unknown; arg?: unknown }): boolean {
  if (option.defname === "schemas") return true;
  return typeof option.arg === "object" && option.arg !== null && "String" in option.arg;
}

/** The statement makes, drops, renames, grants or comments on schemas or databases. */
function isAboutSchema(node: Node): boolean {
  const body: unknown = Object.values(node)[0];
  return (
    typeof body === "object" &&
    body !== null &&
    Object.entries(body).some(
      ([key, value]) => OBJECT.has(key) && (value === "OBJECT_SCHEMA" || value === "OBJECT_DATABASE"),
    )
  );
}

const OBJECT = new Set(["removeType", "objtype", "objectType", "renameType"]);

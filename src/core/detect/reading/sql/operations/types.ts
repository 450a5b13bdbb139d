/** Types, enums and domains. */

import type {
  AlterDomainStmt,
  AlterEnumStmt,
  AlterTypeStmt,
  CompositeTypeStmt,
  CreateDomainStmt,
  CreateEnumStmt,
  CreateRangeStmt,
  Node,
} from "libpg-query";

import { type Qualified, qualifiedOf, strings, tableOf } from "../nodes.ts";
import type { Statement } from "../statement.ts";
import { typeText } from "../types-text.ts";

function named(nodes: readonly Node[] | undefined): Qualified {
  return qualifiedOf(strings(nodes));
}

export function createEnum(node: CreateEnumStmt, statement: Statement): void {
  const { schema, name } = named(node.typeName);
  statement.emit("create_type", { schema, name, details: { variant: "enum", values: strings(node.vals) } });
}

export function createComposite(node: CompositeTypeStmt, statement: Statement): void {
  const { schema, table } = tableOf(node.typevar);
  statement.emit("create_type", { schema, name: table, details: { variant: "composite", values: [] } });
}

export function createRange(node: CreateRangeStmt, statement: Statement): void {
  const { schema, name } = named(node.typeName);
  statement.emit("create_type", { schema, name, details: { variant: "range", values: [] } });
}

export function alterEnum(node: AlterEnumStmt, statement: Statement): void {
  const { schema, name } = named(node.typeName);
  const value = node.newVal ?? "";
  if (node.oldVal !== undefined)
    statement.emit("rename_enum_value", { schema, name, details: { value: node.oldVal, newName: value } });
  else
    statement.emit("add_enum_value", {
      schema,
      name,
      details: { value, ifNotExists: node.skipIfNewValExists === true },
    });
}

export function alterType(node: AlterTypeStmt, statement: Statement): void {
  const { schema, name } = named(node.typeName);
  const options = (node.options ?? []).map((item) => ("DefElem" in item ? (item.DefElem.defname ?? "") : ""));
  statement.emit("alter_type", { schema, name, details: { action: `set ${options.join(", ")}` } });
}

export function createDomain(node: CreateDomainStmt, statement: Statement): void {
  const { schema, name } = named(node.domainname);
  const constrained = (node.constraints ?? []).some(
    (item) =>
      "Constraint" in item &&
      (item.Constraint.contype === "CONSTR_CHECK" || item.Constraint.contype === "CONSTR_NOTNULL"),
  );
  statement.emit("create_domain", { schema, name, details: { type: typeText(node.typeName), constrained } });
}

/** `subtype` is the letter of the parser: T default, N drop not null, O set not null, C add, X drop, V validate. */
export function alterDomain(node: AlterDomainStmt, statement: Statement): void {
  const { schema, name } = named(node.typeName);
  const def = node.def !== undefined && "Constraint" in node.def ? node.def.Constraint : undefined;
  const actions: Record<string, [string, boolean]> = {
    T: [node.def === undefined ? "drop default" : "set default", false],
    N: ["drop not null", false],
    O: ["set not null", true],
    C: [`add constraint ${def?.conname ?? ""}`.trim(), def?.skip_validation !== true],
    X: [`drop constraint ${node.name ?? ""}`, false],
    V: [`validate constraint ${node.name ?? ""}`, true],
  };
  const [action, constrains] = actions[String(node.subtype ?? "")] ?? ["alter", true];
  statement.emit("alter_domain", { schema, name, details: { action, constrains } });
}

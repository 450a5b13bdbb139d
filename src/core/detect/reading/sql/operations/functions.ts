/** Routines and blocks of code: made, changed and run. */

import type { AlterFunctionStmt, CreateFunctionStmt, DefineStmt, DoStmt } from "libpg-query";

import { qualifiedOf, strings } from "../nodes.ts";
import type { Statement } from "../statement.ts";
import { objectWords } from "./drop.ts";

export function createFunction(node: CreateFunctionStmt, statement: Statement): void {
  const { schema, name } = qualifiedOf(strings(node.funcname));
  statement.emit("create_function", {
    schema,
    name,
    details: {
      replace: node.replace === true,
      routine: node.is_procedure === true ? "procedure" : "function",
    },
  });
}

/** ALTER FUNCTION changes how it runs (volatility, settings, security): the same as replacing it. */
export function alterFunction(node: AlterFunctionStmt, statement: Statement): void {
  const { schema, name } = qualifiedOf(strings(node.func?.objname));
  const routine = node.objtype === "OBJECT_PROCEDURE" ? "procedure" : "function";
  statement.emit("create_function", { schema, name, details: { replace: true, routine } });
}

/** CREATE AGGREGATE, TYPE, OPERATOR, COLLATION and TEXT SEARCH share one statement. */
export function define(node: DefineStmt, statement: Statement): void {
  const { schema, name } = qualifiedOf(strings(node.defnames));
  const type = node.kind ?? "OBJECT_TYPE";
  if (type === "OBJECT_AGGREGATE")
    statement.emit("create_function", {
      schema,
      name,
      details: { replace: node.replace === true, routine: "aggregate" },
    });
  else if (type === "OBJECT_TYPE")
    statement.emit("create_type", { schema, name, details: { variant: "base", values: [] } });
  else statement.unknown(`creates an object whose kind is not judged (${objectWords(type)} ${name})`);
}

export function doBlock(node: DoStmt, statement: Statement): void {
  void node;
  statement.emit("run_code", {
    details: { source: statement.original(statement.whole), called: null, tables: [] },
  });
}

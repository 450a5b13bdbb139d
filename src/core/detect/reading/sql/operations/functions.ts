/** Routines and blocks of code: made, changed and run. */

import type { AlterFunctionStmt, CreateFunctionStmt, DefineStmt, DoStmt, Node } from "libpg-query";

import { literalBody } from "../literal-body.ts";
import { option, qualifiedOf, stringOf, strings, valueOf } from "../nodes.ts";
import { readPieces } from "../pieces.ts";
import { parseBody } from "../plpgsql/parse-body.ts";
import { runBody } from "../plpgsql/run-body.ts";
import { split } from "../split.ts";
import type { SqlSource, Standing, Statement } from "../statement.ts";
import { tablesNamed } from "../tables-named.ts";
import { routineKey } from "./calls.ts";
import { objectWords } from "./drop.ts";

export function createFunction(node: CreateFunctionStmt, statement: Statement): void {
  const parts = strings(node.funcname);
  const { schema, name } = qualifiedOf(parts);
  statement.emit("create_function", {
    schema,
    name,
    details: {
      replace: node.replace === true,
      routine: node.is_procedure === true ? "procedure" : "function",
    },
  });
  statement.around.routines.set(routineKey(parts), {
    called: new Set(),
    read: (caller, args) => runRoutine(node, statement, caller, args),
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
  const language = (valueOf(optionOf(node.args, "language")) ?? "plpgsql").toLowerCase();
  const body = bodyOf(node.args, statement);
  const nodes = body === null || language !== "plpgsql" ? null : parseBody(body.text);
  if (body === null || nodes === null) {
    code(statement, null, body?.text ?? "");
    return;
  }
  runBody(nodes, {
    source: body,
    around: statement.around,
    standing: innerStanding(statement),
    constants: new Map(),
  });
}

/** Runs a routine's body where it is called, with its own places. */
function runRoutine(
  node: CreateFunctionStmt,
  made: Statement,
  caller: Statement,
  args: readonly (string | null)[],
): void {
  const language = (valueOf(optionOf(node.options, "language")) ?? "sql").toLowerCase();
  const standing = innerStanding(caller);
  if (node.sql_body !== undefined) {
    const inner = made.standingAt(standing);
    for (const item of statementsIn(node.sql_body)) inner.read(item);
    return;
  }
  const body = bodyOf(node.options, made);
  if (body !== null && language === "sql") {
    readPieces(body, split(body.text).pieces, caller.around, standing);
    return;
  }
  const nodes = body === null || language !== "plpgsql" ? null : parseBody(body.text);
  if (body === null || nodes === null) {
    code(caller, qualifiedOf(strings(node.funcname)).name, body?.text ?? "");
    return;
  }
  runBody(nodes, { source: body, around: caller.around, standing, constants: parameters(node, args) });
}

/** What the call gives to each parameter, where it is literal, by name and number. */
function parameters(node: CreateFunctionStmt, args: readonly (string | null)[]): Map<string, string> {
  const constants = new Map<string, string>();
  let number = 0;
  for (const item of node.parameters ?? []) {
    const parameter = "FunctionParameter" in item ? item.FunctionParameter : undefined;
    if (parameter?.mode === "FUNC_PARAM_OUT" || parameter?.mode === "FUNC_PARAM_TABLE") continue;
    const value = args[number];
    number += 1;
    if (value === null || value === undefined) continue;
    constants.set(`$${number}`, value);
    if (parameter?.name !== undefined) constants.set(parameter.name.toLowerCase(), value);
  }
  return constants;
}

/** All that a block of code does is one transaction where there is none around it. */
function innerStanding(statement: Statement): Standing {
  const { transaction, conditional, condition } = statement.standing;
  if (transaction === null) statement.around.blocks += 1;
  return {
    transaction: transaction ?? `code:${statement.around.blocks}`,
    conditional,
    condition,
    host: statement.host(),
  };
}

function optionOf(nodes: readonly Node[] | undefined, name: string): Node | undefined {
  const found = option(nodes, name);
  return found === true ? undefined : found;
}

/** The text of the body with its places, null when it is not in the file. */
function bodyOf(nodes: readonly Node[] | undefined, statement: Statement): SqlSource | null {
  for (const item of nodes ?? []) {
    if (!("DefElem" in item) || item.DefElem.defname !== "as") continue;
    const { arg, location } = item.DefElem;
    const value = arg !== undefined && "List" in arg ? stringOf(arg.List.items?.[0]) : stringOf(arg);
    return value === null ? null : literalBody(statement, statement.byte(location), value);
  }
  return null;
}

function statementsIn(body: Node): Node[] {
  const found: Node[] = [];
  const lists: Node[] = [body];
  for (let node = lists.pop(); node !== undefined; node = lists.pop()) {
    if ("List" in node) lists.push(...(node.List.items ?? []).toReversed());
    else found.push(node);
  }
  return found;
}

function code(statement: Statement, called: string | null, body: string): void {
  statement.emit("run_code", {
    details: { source: statement.original(statement.whole), called, tables: tablesNamed(body) },
  });
}

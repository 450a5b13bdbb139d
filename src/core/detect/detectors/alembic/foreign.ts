/** Calls of what neither the migration nor a library that we know defines: read by name, or reported as code that runs. */

import type { ForeignCall, Interpreter } from "../../reading/source/interpreter.ts";
import { field, textOf, type Syntax } from "../../reading/source/syntax.ts";
import { stringOf, type Value } from "../../reading/source/value.ts";
import { EXECUTES, isHandle } from "./connection.ts";
import { executeValue } from "./execute.ts";
import { isHarmlessMethod, isHarmlessModule } from "./harmless.ts";
import { operationMethod } from "./op-methods.ts";
import type { Reader } from "../../reading/source/reader.ts";
import { distinct, host, hosted } from "./values.ts";
import { does, looks, namesSchemaChange, snake } from "../../reading/source/schema-words.ts";
import { isStatementCall } from "./statement-call.ts";
import { readWrapper } from "./wrappers.ts";
import { tablesOf } from "./construct.ts";

const HANDLE =
  /(?:^|[._])(?:conn|connection|bind|session|sess|engine|cursor|cur|db|tx|transaction)\w*(?:\(\))?$/iu;

/** The result of the call where something is known of it, else null. */
export function foreign(reader: Reader, run: Interpreter, call: ForeignCall): Value | null {
  const { path, receiver, name, args, node } = call;
  if (receiver?.kind === "unknown" && receiver.source === "op")
    return operationMethod(reader, run, name, args, node, null);
  if (path === null && receiver === null && dispatches(run, node)) return null;
  if (path !== null && isHarmlessModule(path)) {
    runFunctions(run, call);
    return null;
  }
  if (receiver !== null && executes(reader, run, call, receiver)) return null;
  const table = loadedTable(call);
  if (table !== null) return table;
  if (path !== null || receiver?.kind === "unknown" || receiver === null) {
    const known = readWrapper(reader, run, call);
    if (known !== null) return known;
    if (namesSchemaChange(snake(name)) && !looks(name)) {
      reader.vague(run, node, `${name} is defined in another module, so what it changes is not known`);
      return null;
    }
  }
  runFunctions(run, call);
  if (acts(run, call)) reader.code(run, node, path ?? name, distinct(args.positional.flatMap(tablesOf)));
  return null;
}

/** `globals()["upgrade_%s" % engine_name]()`: the functions that it can call are all read. */
function dispatches(run: Interpreter, node: Syntax): boolean {
  const callee = field(node, "function");
  if (callee === null || !/^(?:globals|eval|locals)\b/u.test(textOf(run.file, callee))) return false;
  return run.globals.ownNames().some((name) => /^(?:up|down)grade_/u.test(name));
}

/** `cursor.execute(...)` of something that only its name tells. */
function executes(reader: Reader, run: Interpreter, call: ForeignCall, receiver: Value): boolean {
  if (!EXECUTES.test(call.name)) return false;
  const [first, second] = call.args.positional;
  if (first === undefined) return true;
  const sql =
    first.kind === "text" ||
    first.kind === "choice" ||
    ["statement", "expression", "ddl", "select"].includes(hosted(first)?.host ?? "");
  if (!sql && !(receiver.kind === "unknown" && HANDLE.test(receiver.source))) return false;
  executeValue(reader, run, first, second, "driver", call.node);
  return true;
}

/** `utils.load_table("shares", connection)` gives the table. */
function loadedTable(call: ForeignCall): Value | null {
  if (
    !/(?:^|_)(?:load|get|reflect|autoload|fetch|define)_(?:\w+_)?table$|^table_?(?:for|from)?$/u.test(
      snake(call.name),
    )
  )
    return null;
  const name =
    call.args.positional.map(stringOf).find((text) => text !== null) ??
    stringOf(call.args.keywords.get("name"));
  if (name === null || name === undefined) return null;
  return host({
    host: "table",
    name: { schema: stringOf(call.args.keywords.get("schema")), table: name },
    columns: [],
    constraints: [],
    indexes: [],
    prefixes: [],
    partitioned: false,
  });
}

/** Functions of the file that are handed over can be called there. */
function runFunctions(run: Interpreter, call: ForeignCall): void {
  for (const value of call.args.positional) {
    if (value.kind !== "function") continue;
    run.conditional += 1;
    run.callFunction(value, { positional: [], keywords: new Map(), open: true });
    run.conditional -= 1;
  }
}

/** Can the call change something in the database? */
function acts(run: Interpreter, call: ForeignCall): boolean {
  const { path, receiver, name, args, node } = call;
  if (receiver !== null && isHarmlessMethod(name) && !handsOver(call)) return false;
  if (/^[A-Z]/u.test(name) && !isStatementCall(run, node) && !handsOver(call)) return false;
  if (handsOver(call)) return !looks(name);
  if (isStatementCall(run, node)) return !looks(name) && name !== "__init__";
  const elsewhere = path !== null || (receiver !== null && receiver.kind === "unknown");
  return (
    elsewhere && receiver === null && does(name) && args.positional.every((value) => value.kind !== "unknown")
  );
}

function handsOver({ args }: ForeignCall): boolean {
  return [...args.positional, ...args.keywords.values()].some(isHandle);
}

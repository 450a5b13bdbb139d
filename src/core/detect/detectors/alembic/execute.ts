/** `execute`, wherever it is called: SQL text, SQLAlchemy statements and DDL. */

import type { Interpreter } from "../../reading/source/interpreter.ts";
import type { Syntax } from "../../reading/source/syntax.ts";
import type { Arguments, Value } from "../../reading/source/value.ts";
import { emitStatement } from "./data.ts";
import { runDdl } from "./ddl.ts";
import type { Reader } from "../../reading/source/reader.ts";
import { readSqlText, type Style } from "../../reading/source/sql.ts";
import { lastName } from "./types.ts";
import { hosted } from "./values.ts";

/** Functions that a SELECT calls for what they do. */
const ACTING =
  /^(?:setval|pg_advisory|lo_|dblink|pg_terminate|create_|drop_|add_|delete_|update_|insert_|migrate)/u;

/** Reads the call that runs a statement; what it runs is never dropped, also when it is handed on as `*args`. */
export function executeCall(
  reader: Reader,
  run: Interpreter,
  args: Arguments,
  style: Style,
  node: Syntax,
): void {
  const [first, second] = args.positional;
  const statement = first ?? args.keywords.get("statement") ?? args.keywords.get("object_");
  const given = second ?? args.keywords.get("parameters") ?? args.keywords.get("params");
  if (statement === undefined) reader.vague(run, node, "what it executes is not known before it runs");
  else executeValue(reader, run, statement, given, style, node);
}

/** Reads what is run. `given`: the parameters that come with it. `style`: what a bare string is. */
export function executeValue(
  reader: Reader,
  run: Interpreter,
  value: Value,
  given: Value | undefined,
  style: Style,
  node: Syntax,
): void {
  if (value.kind === "choice") {
    run.conditional += 1;
    for (const option of value.options) executeValue(reader, run, option, given, style, node);
    run.conditional -= 1;
    return;
  }
  if (value.kind === "text") {
    readSqlText(reader, run, value.pieces, style, node);
    return;
  }
  const known = hosted(value);
  if (known?.host === "statement") emitStatement(reader, run, known, node, given);
  else if (known?.host === "expression") {
    if (known.sql !== null && known.text) readSqlText(reader, run, known.sql, "text", node);
    else called(reader, run, known.functions, node);
  } else if (known?.host === "select") called(reader, run, known.functions, node);
  else if (known?.host === "ddl") runDdl(reader, run, known, node);
  else if (known?.host === "sequence") return;
  else if (known?.host === "query") return;
  else if (value.kind === "none") return;
  else reader.vague(run, node, "the statement that it runs is not known before it runs");
}

function called(reader: Reader, run: Interpreter, functions: readonly string[], node: Syntax): void {
  const acting = functions.find((name) => ACTING.test(lastName(name)));
  if (acting !== undefined) reader.code(run, node, acting, []);
}

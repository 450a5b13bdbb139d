/** Connections, engines and Alembic's context. */

import type { Interpreter } from "../../reading/source/interpreter.ts";
import { textOf, type Syntax } from "../../reading/source/syntax.ts";
import { NONE, stringOf, unknown, type Arguments, type Value } from "../../reading/source/value.ts";
import { executeCall } from "./execute.ts";
import type { Reader } from "../../reading/source/reader.ts";
import { host, hosted, type Alembic } from "./values.ts";

/** Methods that run a statement. */
export const EXECUTES =
  /^(?:execute|exec|exec_driver_sql|executemany|execute_sql|scalars?|stream|stream_scalars|copy_expert)$/u;

const CONNECTION: Value = host({ host: "connection", autocommit: false });

export function connectionMethod(
  reader: Reader,
  run: Interpreter,
  value: Alembic & { host: "connection" },
  name: string,
  args: Arguments,
  node: Syntax,
): Value {
  const [first] = args.positional;
  const vague = unknown(textOf(run.file, node));
  if (EXECUTES.test(name)) {
    const go = (): void => executeCall(reader, run, args, "driver", node);
    if (value.autocommit) reader.outside(go);
    else go();
    return vague;
  }
  if (name === "execution_options" || name === "connect" || name === "begin" || name === "begin_nested") {
    const level = stringOf(args.keywords.get("isolation_level"))?.toUpperCase();
    return host({
      host: "connection",
      autocommit: level === undefined ? value.autocommit : level === "AUTOCOMMIT",
    });
  }
  if (name === "run_sync" || name === "run_callable") {
    if (first === undefined) return vague;
    const rest: Arguments = { ...args, positional: [host(value), ...args.positional.slice(1)] };
    return run.call(first, rest, node);
  }
  if (name === "cursor" || name === "get_bind" || name === "raw_connection") return host(value);
  if (name === "commit") {
    if (reader.transaction !== null) reader.leave(reader.transaction);
    return NONE;
  }
  if (name === "__call__") return host(value);
  return vague;
}

export function contextMethod(
  reader: Reader,
  run: Interpreter,
  name: string,
  args: Arguments,
  node: Syntax,
): Value {
  if (name === "autocommit_block") return host({ host: "autocommit" });
  if (name === "get_bind") return CONNECTION;
  if (name === "get_context" || name === "begin_transaction") return host({ host: "context" });
  if (EXECUTES.test(name)) executeCall(reader, run, args, "text", node);
  return unknown(textOf(run.file, node));
}

/** Is this something through which code can reach the database? */
export function isHandle(value: Value): boolean {
  const known = hosted(value);
  return (
    known !== null && ["op", "batch", "connection", "session", "context", "metadata"].includes(known.host)
  );
}

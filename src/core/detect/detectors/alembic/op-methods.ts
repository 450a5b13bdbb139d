/** Methods of `op` and of a batch: operations, and what only leads to them. */

import type { TableName } from "../../../operation.ts";
import type { Interpreter } from "../../reading/source/interpreter.ts";
import { textOf, type Syntax } from "../../reading/source/syntax.ts";
import { NONE, stringOf, unknown, type Arguments, type Value } from "../../reading/source/value.ts";
import { tableNameOf } from "./columns.ts";
import { eachChoice } from "../../reading/source/choices.ts";
import { modelTable } from "./construct-table.ts";
import { readExtension } from "./extensions.ts";
import { isOperation, readOperation } from "./operations.ts";
import type { Reader } from "../../reading/source/reader.ts";
import { host } from "./values.ts";

/** Methods that ask, and change nothing. */
const ASKS = /^(?:get_|has_|is_|register_|implementation_for|to_|from_)/u;

export function operationMethod(
  reader: Reader,
  run: Interpreter,
  name: string,
  args: Arguments,
  node: Syntax,
  batch: { table: TableName | null } | null,
): Value {
  const [first] = args.positional;
  if (name === "f" || name === "inline_literal") return first ?? args.keywords.get("name") ?? NONE;
  if (name === "get_bind") return host({ host: "connection", autocommit: false });
  if (name === "get_context") return host({ host: "context" });
  if (name === "batch_alter_table") {
    const written = first ?? args.keywords.get("table_name");
    const table = tableNameOf(written, args.keywords.get("schema")) ?? modelTable(written)?.name ?? null;
    return host({ host: "batch", table });
  }
  if (name === "run_async" && first !== undefined) {
    const rest = {
      ...args,
      positional: [host({ host: "connection", autocommit: false }), ...args.positional.slice(1)],
    };
    return run.call(first, rest, node);
  }
  const plain = name.replace("_geospatial_", "_");
  if (isOperation(plain)) {
    return eachChoice(run, args, (chosen) => readOperation(reader, run, plain, chosen, node, batch) ?? NONE);
  }
  if (readExtension(reader, run, name, args, node)) return NONE;
  if (!ASKS.test(name)) reader.vague(run, node, reasonFor(name, args));
  return unknown(textOf(run.file, node));
}

function reasonFor(name: string, args: Arguments): string {
  const about = args.positional.map(stringOf).find((text) => text !== null);
  return `op.${name} is not one of Alembic's own operations${about === undefined ? "" : `, so what it does to ${about} is not known`}`;
}

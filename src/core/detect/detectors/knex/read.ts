/** Reads one migration of Knex: `up` and `down`, each with a connection. */

import type { FileReading, ReadContext } from "../../detector.ts";
import type { Interpreter } from "../../reading/source/interpreter.ts";
import { getItem } from "../../reading/source/value.ts";
import { exportedName } from "../../reading/typescript/modules.ts";
import { readScript } from "../../reading/typescript/read-script.ts";
import { makeHost } from "./host.ts";
import { host } from "./values.ts";

export function readMigration(path: string, text: string, context: ReadContext): FileReading {
  return readScript(path, text, context, {
    host: (reader, run) => makeHost({ reader, run, statements: 0, raws: new Map() }, run),
    entry: exportedName,
    // The second argument was Knex's own Promise, before there was one in the language.
    given: [host({ host: "connection", schema: null }), { kind: "symbol", path: "Promise" }],
    transaction: transactionOf,
  });
}

/** All pending migrations share a transaction, unless one of them says no. */
function transactionOf(run: Interpreter, context: ReadContext): string | null {
  const config = exportedName(run, "config");
  const said = config?.kind === "dict" ? getItem(config, "transaction") : null;
  if (said?.kind === "bool") return said.value ? (context.transaction === "all" ? "all" : "file") : null;
  if (context.transaction === "none") return null;
  return context.transaction ?? "all";
}

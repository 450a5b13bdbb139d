/** Reads one migration of TypeORM: the class that has `up` and `down`, each with a query runner. */

import type { FileReading, ReadContext } from "../../detector.ts";
import { memberOf } from "../../reading/source/classes.ts";
import type { Interpreter } from "../../reading/source/interpreter.ts";
import type { Value } from "../../reading/source/value.ts";
import { attribute } from "../../reading/typescript/member.ts";
import { given } from "../../reading/typescript/arguments.ts";
import { construct } from "../../reading/typescript/construct.ts";
import { exported } from "../../reading/typescript/modules.ts";
import { readScript } from "../../reading/typescript/read-script.ts";
import { makeHost } from "./host.ts";
import { quotedFor } from "./signs.ts";
import { host } from "./values.ts";

export function readMigration(path: string, text: string, context: ReadContext): FileReading {
  return readScript(path, text, context, {
    host: (reader, run) => makeHost({ reader, run, statements: 0 }),
    entry: (run, direction) => {
      const migration = instanceOf(run);
      const found = migration === null ? null : attribute(run, migration, direction, run.file.root);
      return found?.kind === "bound" ? null : found;
    },
    given: [host({ host: "runner" })],
    transaction: transactionOf,
    guess: (source) => {
      const engine = quotedFor(source);
      return engine === null ? null : { engine, why: "the way its SQL is written" };
    },
  });
}

/** An instance of the first class that has `up`; null: there is none. */
function instanceOf(run: Interpreter): Value | null {
  const value = exported(run);
  const exports = value.kind === "dict" ? [...value.entries.values()].map((entry) => entry.value) : [value];
  const globals = run.globals.ownNames().map((name) => run.globals.own(name));
  for (const candidate of [...exports, ...globals]) {
    if (candidate?.kind === "class" && memberOf(candidate, "up") !== undefined)
      return construct(run, candidate, given());
    if (candidate?.kind === "dict" && candidate.entries.has("text up")) return candidate;
  }
  return null;
}

/** All pending migrations share a transaction, unless the migration says no. */
function transactionOf(run: Interpreter, context: ReadContext): string | null {
  const migration = instanceOf(run);
  const said = migration?.kind === "instance" ? migration.attributes.get("transaction") : undefined;
  if (said?.kind === "bool" && !said.value) return null;
  if (context.transaction === "none") return null;
  return context.transaction ?? "all";
}

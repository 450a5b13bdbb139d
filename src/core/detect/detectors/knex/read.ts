/** Reads one migration of Knex: runs its head, then `up` and `down`, without running anything. */

import type { Direction } from "../../../operation.ts";
import type { FileReading, ReadContext } from "../../detector.ts";
import { dialectOf } from "../../file-dialect.ts";
import { guarded, noteSyntaxErrors, nothingRead } from "../../reading/source/attempt.ts";
import { readDirectives } from "../../reading/source/directives.ts";
import { interpreter } from "../../reading/source/interpret.ts";
import type { Interpreter } from "../../reading/source/interpreter.ts";
import { Reader } from "../../reading/source/reader.ts";
import { parseSource, placeOf } from "../../reading/source/syntax.ts";
import { getItem, type Value } from "../../reading/source/value.ts";
import { anything } from "../../reading/typescript/arguments.ts";
import { typescriptGrammar } from "../../reading/typescript/grammar.ts";
import { exportedName } from "../../reading/typescript/modules.ts";
import { typescript } from "../../reading/typescript/typescript.ts";
import { wholeFile } from "../../../place.ts";
import { makeHost } from "./host.ts";
import { host, type Knex } from "./values.ts";

export function readMigration(path: string, text: string, context: ReadContext): FileReading {
  const parser = context.parsers.typescript;
  if (parser === null) return nothingRead(path, "no parser for JavaScript was loaded");
  const said = dialectOf(path, context.dialect ?? { engines: [], stated: false });
  if ("unread" in said) return nothingRead(path, said.unread);
  const file = parseSource(path, text, parser, typescriptGrammar, context.expired);
  if ("refused" in file) return nothingRead(path, file.refused);
  const reader = new Reader(file, context, said.dialect);
  const run = interpreter(typescript, file, (run) => makeHost(knexOf(reader, run), run), {
    expired: context.expired,
    unread: (node, reason) => reader.cannotRead(placeOf(file, node), reason),
  });
  noteSyntaxErrors(reader, file);
  guarded(reader, run, () => run.execute(file.root, run.globals));
  for (const operation of reader.operations.splice(0))
    reader.cannotRead(operation.place, "it runs whenever the file is loaded, not only when it migrates");
  for (const direction of ["up", "down"] as const) runDirection(reader, run, direction, context);
  if (said.only) for (const operation of reader.operations) operation.onlyOn = said.dialect;
  return {
    ...(said.from === null ? {} : { dialect: { engine: said.dialect, why: said.from } }),
    operations: reader.operations,
    unread: reader.unread,
    directives: readDirectives(file),
    revision: null,
    dependsOn: [],
  };
}

function knexOf(reader: Reader, run: Interpreter): Knex {
  return { reader, run, statements: 0, raws: new Map() };
}

function runDirection(reader: Reader, run: Interpreter, direction: Direction, context: ReadContext): void {
  reader.direction = direction;
  reader.transaction = transactionOf(run, context);
  reader.blocks = 0;
  const entry = exportedName(run, direction);
  if (entry === null || entry.kind === "none") {
    if (direction === "up") reader.cannotRead(wholeFile(reader.file.path), "there is no function named up");
    return;
  }
  if (entry.kind !== "function" && entry.kind !== "partial") {
    reader.cannotRead(
      wholeFile(reader.file.path),
      `${direction} is defined elsewhere, so what it does is not known`,
    );
    return;
  }
  // The second argument was Knex's own Promise, before there was one in the language.
  const given = [host({ host: "connection", schema: null }), { kind: "symbol" as const, path: "Promise" }];
  guarded(reader, run, () => run.call(entry, { ...anything(), positional: given }, reader.file.root));
}

/** All pending migrations share a transaction, unless one of them says no. */
function transactionOf(run: Interpreter, context: ReadContext): string | null {
  const config: Value | null = exportedName(run, "config");
  const said = config?.kind === "dict" ? getItem(config, "transaction") : null;
  if (said?.kind === "bool") return said.value ? (context.transaction === "all" ? "all" : "file") : null;
  if (context.transaction === "none") return null;
  return context.transaction ?? "all";
}

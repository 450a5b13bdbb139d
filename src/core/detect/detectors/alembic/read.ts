/** Reads one migration: runs its head, then `upgrade` and `downgrade`, without running anything. */

import { pythonGrammar } from "../../reading/python/grammar.ts";
import { python } from "../../reading/python/python.ts";
import type { Direction } from "../../../operation.ts";
import { dialectOf } from "../../file-dialect.ts";
import type { FileDialect, SaidDialect } from "../../file-dialect.ts";
import type { FileReading, ReadContext } from "../../detector.ts";
import { guarded, noteSyntaxErrors, nothingRead } from "../../reading/source/attempt.ts";
import { interpreter } from "../../reading/source/interpret.ts";
import type { Interpreter } from "../../reading/source/interpreter.ts";
import {
  childOf,
  field,
  parseSource,
  placeOf,
  textOf,
  walk,
  type SourceFile,
  type Syntax,
} from "../../reading/source/syntax.ts";
import type { Arguments, Value } from "../../reading/source/value.ts";
import { wholeFile } from "../../../place.ts";
import { readDirectives } from "../../reading/source/directives.ts";
import { transactionOf } from "./environment.ts";
import { addMissing, otherDialects } from "../../reading/source/dialects.ts";
import { pathDialect } from "./dialects.ts";
import { headerOf, type Header } from "./header.ts";
import { makeHost } from "./host.ts";
import { phaseOf } from "./phases.ts";
import { Reader } from "../../reading/source/reader.ts";

export function readMigration(path: string, text: string, context: ReadContext): FileReading {
  const parser = context.parsers.python;
  if (parser === null) return nothingRead(path, "no parser for Python was loaded");
  const file = parseSource(path, text, parser, pythonGrammar, context.expired);
  if ("refused" in file) return nothingRead(path, file.refused);
  const said = dialectOf(path, context.dialect ?? { engines: [], stated: false });
  const { dialect, only, from } = dialectOfPath(said, path);
  const { reader, header } = readFor(dialect, file, context);
  if (reader.asked && !only) {
    for (const other of otherDialects(file, dialect))
      addMissing(reader, readFor(other, file, context).reader);
  }
  if (only) for (const operation of reader.operations) operation.onlyOn = dialect;
  return {
    ...(from === null ? {} : { dialect: from }),
    operations: reader.operations,
    unread: reader.unread,
    directives: readDirectives(file),
    revision: header.revision,
    dependsOn: [...header.down, ...header.dependsOn],
  };
}

/** What is for a system that no facts are known of is listed as that. */
function dialectOfPath(
  said: FileDialect,
  path: string,
): { dialect: string; only: boolean; from: SaidDialect | null } {
  const folder = pathDialect(path);
  if ("unread" in said) return { dialect: folder, only: folder !== "postgresql", from: null };
  const { dialect, only, from } = said;
  return { dialect, only, from: from === null ? null : { engine: dialect, why: from } };
}

/** Reads the migration as it runs on one database system. */
function readFor(
  dialect: string,
  file: SourceFile,
  context: ReadContext,
): { reader: Reader; header: Header } {
  const reader = new Reader(file, context, dialect);
  const run = interpreter(python, file, (run) => makeHost(reader, run), {
    expired: context.expired,
    unread: (node, reason) => reader.cannotRead(placeOf(file, node), reason),
  });
  noteSyntaxErrors(reader, file);
  guarded(reader, run, () => run.execute(file.root, run.globals));
  for (const operation of reader.operations.splice(0)) {
    reader.cannotRead(operation.place, "it runs whenever the file is loaded, not only when it migrates");
  }
  const header = headerOf((name) => run.globals.get(name));
  const mode = transactionOf(file.path, context);
  reader.revision = header.revision;
  reader.phase = phaseOf(file.path, header, context);
  for (const direction of ["up", "down"] as const) {
    runDirection(reader, run, direction, mode === "none" ? null : mode);
  }
  return { reader, header };
}

function runDirection(
  reader: Reader,
  run: Interpreter,
  direction: Direction,
  transaction: string | null,
): void {
  const name = direction === "up" ? "upgrade" : "downgrade";
  reader.direction = direction;
  reader.transaction = transaction;
  reader.blocks = 0;
  reader.types.clear();
  const functions = entries(run, name);
  if (functions.length === 0) {
    if (direction === "up") missing(reader, run, name);
    return;
  }
  for (const fn of functions) {
    const args: Arguments = { positional: [], keywords: new Map(), open: false };
    if (fn.kind === "function" || fn.kind === "partial")
      guarded(reader, run, () => run.call(fn, args, reader.file.root));
    else if (fn.kind !== "none") {
      reader.cannotRead(
        placeOf(reader.file, definition(reader.file, name)),
        `${name} is defined elsewhere, so what it does is not known`,
      );
    }
  }
}

/** `upgrade`, and for several databases each `upgrade_NAME` that it dispatches to by name. */
function entries(run: Interpreter, name: string): Value[] {
  const main = run.globals.get(name);
  const several = run.globals
    .ownNames()
    .filter((global) => global.startsWith(`${name}_`))
    .map((global) => run.globals.get(global))
    .filter((value) => value?.kind === "function");
  if (main?.kind !== "function") return main === undefined ? several : [main];
  const dispatches = [...walk(main.body)].some(
    (node) => node.type === "identifier" && /^(?:globals|eval|getattr|locals)$/u.test(textOf(run.file, node)),
  );
  return dispatches ? [main, ...several] : [main];
}

function missing(reader: Reader, run: Interpreter, name: string): void {
  const hides = run.wildcards.length > 0 || reader.file.errors.length > 0;
  reader.cannotRead(
    wholeFile(reader.file.path),
    hides ? `no function named ${name} can be seen` : `there is no function named ${name}`,
  );
}

/** Where a name is bound at the top of the file. */
function definition(file: SourceFile, name: string): Syntax {
  for (const node of file.root.children) {
    const inner = node.type === "expression_statement" ? (childOf(node, "assignment") ?? node) : node;
    const bound = field(inner, "left") ?? field(inner, "name");
    if (bound !== null && textOf(file, node).includes(name)) return node;
  }
  return file.root;
}

/** Reads one migration in JavaScript or TypeScript: its head, then each way, as a framework runs them. */

import type { EngineName } from "../../../impact.ts";
import type { Direction } from "../../../operation.ts";
import { wholeFile } from "../../../place.ts";
import type { FileReading, ReadContext } from "../../detector.ts";
import { dialectOf } from "../../file-dialect.ts";
import { guarded, noteSyntaxErrors, nothingRead } from "../source/attempt.ts";
import { readDirectives } from "../source/directives.ts";
import { interpreter } from "../source/interpret.ts";
import type { Host, Interpreter } from "../source/interpreter.ts";
import { Reader } from "../source/reader.ts";
import { parseSource, placeOf } from "../source/syntax.ts";
import type { Value } from "../source/value.ts";
import { anything } from "./arguments.ts";
import { typescriptGrammar } from "./grammar.ts";
import { typescript } from "./typescript.ts";

/** What a framework says of its migrations. */
export interface Framework {
  host(reader: Reader, run: Interpreter): Host;
  /** The function of a direction; null: there is none. */
  entry(run: Interpreter, direction: Direction): Value | null;
  /** What it is called with. */
  given: readonly Value[];
  transaction(run: Interpreter, context: ReadContext): string | null;
  /** Which engine the text is for, where neither policy nor project nor path says it. */
  guess?: (text: string) => { engine: EngineName; why: string } | null;
}

export function readScript(
  path: string,
  text: string,
  context: ReadContext,
  framework: Framework,
): FileReading {
  const parser = context.parsers.typescript;
  if (parser === null) return nothingRead(path, "no parser for JavaScript was loaded");
  const said = dialectOf(path, context.dialect ?? { engines: [], stated: false });
  if ("unread" in said) return nothingRead(path, said.unread);
  const isOpen = said.from === null && (context.dialect?.engines.length ?? 0) === 0;
  const guess = isOpen ? (framework.guess?.(text) ?? null) : null;
  const dialect = guess?.engine ?? said.dialect;
  const from = guess?.why ?? said.from;
  const file = parseSource(path, text, parser, typescriptGrammar, context.expired);
  if ("refused" in file) return nothingRead(path, file.refused);
  const reader = new Reader(file, context, dialect);
  const run = interpreter(typescript, file, (run) => framework.host(reader, run), {
    expired: context.expired,
    unread: (node, reason) => reader.cannotRead(placeOf(file, node), reason),
  });
  noteSyntaxErrors(reader, file);
  guarded(reader, run, () => run.execute(file.root, run.globals));
  for (const operation of reader.operations.splice(0))
    reader.cannotRead(operation.place, "it runs whenever the file is loaded, not only when it migrates");
  for (const direction of ["up", "down"] as const) {
    reader.direction = direction;
    reader.transaction = framework.transaction(run, context);
    reader.blocks = 0;
    runEntry(reader, run, direction, framework);
  }
  if (said.only) for (const operation of reader.operations) operation.onlyOn = dialect;
  return {
    ...(from === null ? {} : { dialect: { engine: dialect as EngineName, why: from } }),
    operations: reader.operations,
    unread: reader.unread,
    directives: readDirectives(file),
    revision: null,
    dependsOn: [],
  };
}

function runEntry(reader: Reader, run: Interpreter, direction: Direction, framework: Framework): void {
  const entry = framework.entry(run, direction);
  if (entry === null || entry.kind === "none") {
    if (direction === "up") reader.cannotRead(wholeFile(reader.file.path), "there is no function named up");
    return;
  }
  if (entry.kind !== "function" && entry.kind !== "partial") {
    const reason = `${direction} is defined elsewhere, so what it does is not known`;
    reader.cannotRead(wholeFile(reader.file.path), reason);
    return;
  }
  const args = { ...anything(), positional: [...framework.given] };
  guarded(reader, run, () => run.call(entry, args, reader.file.root));
}

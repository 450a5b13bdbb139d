/** Runs the methods of the class of a migration, as far as they can be followed. */

import { guarded } from "../source/attempt.ts";
import { derives } from "../source/classes.ts";
import type { Interpreter } from "../source/interpreter.ts";
import type { Reader } from "../source/reader.ts";
import type { ClassValue, Value } from "../source/value.ts";
import { callOn } from "./calls.ts";
import { methodOf } from "./names.ts";

/** An instance of the class that the file returns, or of the one that it declares; null where there is none. `base`: what such a class derives from. */
export function loadClass(reader: Reader, run: Interpreter, base: RegExp): Value | null {
  const { file } = reader;
  run.frames.push({ fn: null, returned: [], onYield: null });
  guarded(reader, run, () => run.execute(file.root, run.globals));
  const returned = run.frames[0]?.returned.at(-1);
  run.frames.length = 0;
  for (const operation of reader.operations.splice(0))
    reader.cannotRead(operation.place, "it runs whenever the file is loaded, not only when it migrates");
  if (returned?.kind === "instance") return returned;
  const declared = run.globals
    .ownNames()
    .filter((name) => name.startsWith("class "))
    .map((name) => run.globals.own(name))
    .filter((value): value is ClassValue => value?.kind === "class");
  const found =
    declared.find((value) => derives(value, base)) ??
    declared.find((value) => methodOf(value, "up") !== undefined);
  return found === undefined ? null : { kind: "instance", class: found, attributes: new Map() };
}

/** Runs a method; false where the class has none of that name. */
export function runMethod(
  reader: Reader,
  run: Interpreter,
  migration: Value,
  name: string,
  positional: Value[],
): boolean {
  const of = migration.kind === "instance" ? migration.class : migration;
  if (methodOf(of, name) === undefined) return false;
  const args = { positional, keywords: new Map<string, Value>(), open: false };
  guarded(reader, run, () => callOn(run, migration, name, args, reader.file.root, run.globals));
  return true;
}

/** Reads one migration: runs `change`, or `up` and `down`, without running anything. */

import type { FileReading, ReadContext } from "../../detector.ts";
import { dialectOf } from "../../file-dialect.ts";
import type { SaidDialect } from "../../file-dialect.ts";
import type { Direction } from "../../../operation.ts";
import { wholeFile } from "../../../place.ts";
import { rubyGrammar } from "../../reading/ruby/grammar.ts";
import { methodOf, singletonOf } from "../../reading/ruby/names.ts";
import { ruby } from "../../reading/ruby/ruby.ts";
import { guarded, noteSyntaxErrors, nothingRead } from "../../reading/source/attempt.ts";
import { addMissing, otherDialects } from "../../reading/source/dialects.ts";
import { readDirectives } from "../../reading/source/directives.ts";
import { interpreter } from "../../reading/source/interpret.ts";
import type { Interpreter } from "../../reading/source/interpreter.ts";
import { Reader } from "../../reading/source/reader.ts";
import { parseSource, placeOf, type SourceFile } from "../../reading/source/syntax.ts";
import type { ClassValue, FunctionValue, Value } from "../../reading/source/value.ts";
import { isMigrationClass } from "./constants.ts";
import { NO_TRANSACTION } from "./foreign.ts";
import { makeHost } from "./host.ts";
import type { Migration } from "./migration.ts";
import { isDataFolder, versionOf } from "./paths.ts";
import { revert } from "./record.ts";
import { versionWritten } from "./version.ts";

export function readMigration(path: string, text: string, context: ReadContext): FileReading {
  const parser = context.parsers.ruby;
  if (parser === null) return nothingRead(path, "no parser for Ruby was loaded");
  const file = parseSource(path, text, parser, rubyGrammar, context.expired);
  if ("refused" in file) return nothingRead(path, file.refused);
  const said = dialectOf(path, context.dialect ?? { engines: [], stated: false });
  if ("unread" in said) return nothingRead(path, said.unread);
  const { dialect, only, from } = said;
  const reader = readFor(dialect, file, context);
  if (reader.asked && !only)
    for (const other of otherDialects(file, dialect)) addMissing(reader, readFor(other, file, context));
  if (only) for (const operation of reader.operations) operation.onlyOn = dialect;
  const why: SaidDialect | null = from === null ? null : { engine: dialect, why: from };
  return {
    ...(why === null ? {} : { dialect: why }),
    operations: reader.operations,
    unread: reader.unread,
    directives: readDirectives(file),
    revision: versionOf(path),
    dependsOn: [],
  };
}

/** Reads the migration as it runs on one database system. */
function readFor(dialect: string, file: SourceFile, context: ReadContext): Reader {
  const reader = new Reader(file, context, dialect);
  reader.revision = versionOf(file.path);
  let migration: Migration | null = null;
  const made = (run: Interpreter): Migration => (migration ??= newMigration(reader, run, null));
  const run = interpreter(ruby, file, (run) => makeHost(run, () => migration ?? made(run)), {
    expired: context.expired,
    unread: (node, reason) => reader.cannotRead(placeOf(file, node), reason),
  });
  noteSyntaxErrors(reader, file);
  guarded(reader, run, () => void run.execute(file.root, run.globals));
  for (const operation of reader.operations.splice(0))
    reader.cannotRead(
      operation.place,
      file.errors.length > 0
        ? "what stands around it cannot be read, so it is not known when it runs"
        : "it runs whenever the file is loaded, not only when it migrates",
    );
  const of = migrationClass(run);
  if (of === null) {
    reader.cannotRead(wholeFile(file.path), "no class of it is a migration of Rails");
    return reader;
  }
  migration = newMigration(reader, run, versionWritten(of));
  const mode = transactionOf(dialect, run, context);
  for (const direction of ["up", "down"] as const) runDirection(migration, of, direction, mode);
  if (isDataFolder(file.path) && reader.operations.length === 0 && reader.unread.length === 0)
    reader.cannotRead(wholeFile(file.path), "a data migration that seems to do nothing");
  return reader;
}

/** A migration of which nothing has run yet. */
export function newMigration(reader: Reader, run: Interpreter, version: number | null): Migration {
  return {
    reader,
    run,
    version: version ?? 801,
    foreignBase: version === null,
    recorded: null,
    reverting: false,
    irreversible: false,
    statements: 0,
    together: null,
    overRecords: 0,
  };
}

/** Each migration runs in a transaction of its own, where the engine can take its schema back. */
function transactionOf(dialect: string, run: Interpreter, context: ReadContext): string | null {
  if (context.transaction !== null) return context.transaction === "none" ? null : context.transaction;
  if (dialect === "mysql" || dialect === "mariadb") return null;
  return run.globals.own(NO_TRANSACTION) === undefined ? "file" : null;
}

/** The class that Rails runs: the one that derives from a migration, else the one that has its methods. */
function migrationClass(run: Interpreter): ClassValue | null {
  const classes = [...classesIn(run.globals.ownNames().map((name) => run.globals.own(name)))];
  const runs = (of: ClassValue): boolean =>
    ["change", "up"].some((name) => methodOf(of, name) !== undefined || singletonOf(of, name) !== undefined);
  return (
    classes.find((of) => isMigrationClass(of) && runs(of)) ??
    classes.find(runs) ??
    classes.find(isMigrationClass) ??
    null
  );
}

function* classesIn(values: readonly (Value | undefined)[], depth = 0): Generator<ClassValue> {
  for (const value of values) {
    if (value?.kind !== "class") continue;
    yield value;
    const inside = value.members.ownNames().filter((name) => /^[A-Z]/u.test(name));
    if (depth < 3)
      yield* classesIn(
        inside.map((name) => value.members.own(name)).filter((inner) => inner !== value),
        depth + 1,
      );
  }
}

function runDirection(migration: Migration, of: ClassValue, direction: Direction, mode: string | null): void {
  const { reader, run } = migration;
  reader.direction = direction;
  reader.transaction = mode;
  reader.blocks = 0;
  reader.types.clear();
  Object.assign(migration, {
    recorded: null,
    reverting: false,
    irreversible: false,
    together: null,
    overRecords: 0,
  });
  const change = entry(of, "change");
  const visit = (fn: FunctionValue): void => {
    run.callFunction(fn, { positional: [], keywords: new Map(), open: false });
  };
  guarded(reader, run, () => {
    if (change !== null && direction === "down") revert(migration, () => visit(change));
    else if (change !== null) visit(change);
    else {
      const fn = entry(of, direction);
      if (fn !== null) visit(fn);
    }
  });
  if (direction === "up" && change === null && entry(of, "up") === null)
    reader.cannotRead(wholeFile(reader.file.path), "it has neither change nor up");
}

/** The method of an instance, or of the class itself, as migrations were written before 3.1. */
function entry(of: ClassValue, name: string): FunctionValue | null {
  const own = methodOf(of, name);
  if (own?.kind === "function")
    return { ...own, self: { kind: "instance", class: of, attributes: new Map() } };
  const single = singletonOf(of, name);
  return single?.kind === "function" ? { ...single, self: of } : null;
}

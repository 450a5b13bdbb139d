/** Reads one migration: runs its file, then `up` and `down` of the class in it, without running anything. */

import type { Direction } from "../../../operation.ts";
import type { EngineName } from "../../../impact.ts";
import { dialectOf } from "../../file-dialect.ts";
import type { FileReading, ReadContext } from "../../detector.ts";
import { phpGrammar } from "../../reading/php/grammar.ts";
import { php } from "../../reading/php/php.ts";
import { loadClass, runMethod } from "../../reading/php/run-class.ts";
import { noteSyntaxErrors, nothingRead } from "../../reading/source/attempt.ts";
import { derives, memberOf } from "../../reading/source/classes.ts";
import { readDirectives } from "../../reading/source/directives.ts";
import { interpreter } from "../../reading/source/interpret.ts";
import type { Interpreter } from "../../reading/source/interpreter.ts";
import { addMissing, otherDialects } from "../../reading/source/dialects.ts";
import { Reader } from "../../reading/source/reader.ts";
import { parseSource, placeOf, type SourceFile } from "../../reading/source/syntax.ts";
import type { Value } from "../../reading/source/value.ts";
import { wholeFile } from "../../../place.ts";
import { makeHost } from "./host.ts";
import { projectOf } from "./project.ts";

export function readMigration(path: string, text: string, context: ReadContext): FileReading {
  const parser = context.parsers.php;
  if (parser === null) return nothingRead(path, "no parser for PHP was loaded");
  const file = parseSource(path, text, parser, phpGrammar, context.expired);
  if ("refused" in file) return nothingRead(path, file.refused);
  const said = dialectOf(path, context.dialect ?? { engines: [], stated: false });
  if ("unread" in said) return nothingRead(path, said.unread);
  const { dialect, only, from } = said;
  const reader = readFor(dialect, file, context);
  if (reader.asked && !only)
    for (const other of otherEngines(file, dialect)) addMissing(reader, readFor(other, file, context));
  if (only) for (const operation of reader.operations) operation.onlyOn = dialect;
  return {
    ...(from === null ? {} : { dialect: { engine: dialect, why: from } }),
    operations: reader.operations,
    unread: reader.unread,
    directives: readDirectives(file),
    revision: revisionOf(path),
    dependsOn: [],
  };
}

/** Laravel runs migrations in the order of their names. */
function revisionOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.php$/iu, "");
}

/** The engines that the file names besides the one that it is read for; of others no facts are known. */
function otherEngines(file: SourceFile, own: EngineName): EngineName[] {
  const names: readonly string[] = otherDialects(file, own);
  return (["postgresql", "mysql", "mariadb", "sqlite"] as const).filter((engine) => names.includes(engine));
}

/** Reads the migration as it runs on one engine. */
function readFor(engine: EngineName, file: SourceFile, context: ReadContext): Reader {
  const reader = new Reader(file, context, engine);
  const project = projectOf(file.path, context);
  const run = interpreter(
    php,
    file,
    (made) =>
      makeHost(
        { reader, run: made, engine, project, stringLength: 255, morphKey: "int", statements: 0 },
        made,
      ),
    {
      expired: context.expired,
      unread: (node, reason) => reader.cannotRead(placeOf(file, node), reason),
    },
  );
  noteSyntaxErrors(reader, file);
  reader.revision = revisionOf(file.path);
  const of = loadClass(reader, run, /Migration$/u);
  if (of === null) reader.cannotRead(wholeFile(file.path), "there is no class of a migration in it");
  else for (const direction of ["up", "down"] as const) runDirection(reader, run, of, direction);
  return reader;
}

function runDirection(reader: Reader, run: Interpreter, migration: Value, direction: Direction): void {
  reader.direction = direction;
  reader.transaction = transactionOf(reader, migration);
  reader.blocks = 0;
  const of = migration.kind === "instance" ? migration.class : migration;
  // A migration that cannot be taken back has no `down`.
  if (runMethod(reader, run, migration, direction, []) || direction === "down") return;
  const elsewhere = derives(of, /^(?!.*(?:^|\\)Migration$)/u);
  reader.cannotRead(
    wholeFile(reader.file.path),
    elsewhere ? "its up is defined in another file" : "there is no method named up",
  );
}

/** On PostgreSQL a migration runs in a transaction of its own, unless it says otherwise. */
function transactionOf(reader: Reader, migration: Value): string | null {
  const { transaction } = reader.context;
  if (transaction !== null) return transaction === "none" ? null : transaction;
  const within = migration.kind === "instance" ? memberOf(migration.class, "->withinTransaction") : undefined;
  if (within?.kind === "bool" && !within.value) return null;
  // Laravel's grammars of MySQL and SQLite say that they have no transactions for the schema.
  return reader.dialect === "postgresql" ? "file" : null;
}

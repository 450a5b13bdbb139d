/** Reads one migration of Doctrine: `up` and `down` of its class, without running anything. */

import type { EngineName } from "../../../impact.ts";
import { wholeFile } from "../../../place.ts";
import type { FileReading, ReadContext } from "../../detector.ts";
import { dialectOf } from "../../file-dialect.ts";
import { phpGrammar } from "../../reading/php/grammar.ts";
import { methodOf } from "../../reading/php/names.ts";
import { php } from "../../reading/php/php.ts";
import { loadClass, runMethod } from "../../reading/php/run-class.ts";
import { noteSyntaxErrors, nothingRead } from "../../reading/source/attempt.ts";
import { addMissing, otherDialects } from "../../reading/source/dialects.ts";
import { readDirectives } from "../../reading/source/directives.ts";
import { interpreter } from "../../reading/source/interpret.ts";
import { Reader } from "../../reading/source/reader.ts";
import { parseSource, placeOf, textOf, type SourceFile } from "../../reading/source/syntax.ts";
import type { Value } from "../../reading/source/value.ts";
import { makeHost, schemaValue } from "./host.ts";

export function readMigration(path: string, text: string, context: ReadContext): FileReading {
  const parser = context.parsers.php;
  if (parser === null) return nothingRead(path, "no parser for PHP was loaded");
  const file = parseSource(path, text, parser, phpGrammar, context.expired);
  if ("refused" in file) return nothingRead(path, file.refused);
  const said = dialectOf(path, context.dialect ?? { engines: [], stated: false });
  if ("unread" in said) return nothingRead(path, said.unread);
  const { dialect, only, from } = said;
  const reader = readFor(dialect, file, context);
  if (reader.asked && !only) {
    const named: readonly string[] = otherDialects(file, dialect);
    for (const other of (["postgresql", "mysql", "mariadb", "sqlite"] as const).filter((one) =>
      named.includes(one),
    ))
      addMissing(reader, readFor(other, file, context));
  }
  if (only) for (const operation of reader.operations) operation.onlyOn = dialect;
  return {
    ...(from === null ? {} : { dialect: { engine: dialect, why: from } }),
    operations: reader.operations,
    unread: reader.unread,
    directives: readDirectives(file),
    revision: reader.revision,
    dependsOn: [],
  };
}

function readFor(engine: EngineName, file: SourceFile, context: ReadContext): Reader {
  const reader = new Reader(file, context, engine);
  const run = interpreter(php, file, (made) => makeHost(reader, made), {
    expired: context.expired,
    unread: (node, reason) => reader.cannotRead(placeOf(file, node), reason),
  });
  noteSyntaxErrors(reader, file);
  reader.revision = file.path.slice(file.path.lastIndexOf("/") + 1).replace(/\.php$/iu, "");
  const migration = loadClass(reader, run, /Migration$/u);
  if (migration === null) {
    reader.cannotRead(wholeFile(file.path), "there is no class of a migration in it");
    return reader;
  }
  for (const direction of ["up", "down"] as const) {
    reader.direction = direction;
    reader.transaction = transactionOf(reader, migration);
    reader.blocks = 0;
    const found = runMethod(reader, run, migration, direction, [schemaValue]);
    if (!found && direction === "up") reader.cannotRead(wholeFile(file.path), "there is no method named up");
  }
  return reader;
}

/** Each migration is a transaction, unless `isTransactional` says no. */
function transactionOf(reader: Reader, migration: Value): string | null {
  const { transaction } = reader.context;
  if (transaction !== null) return transaction === "none" ? null : transaction;
  const says = migration.kind === "instance" ? methodOf(migration.class, "isTransactional") : undefined;
  return says?.kind === "function" && /\breturn\s+false\b/u.test(textOf(reader.file, says.body))
    ? null
    : "file";
}

/** Rails' `db/schema.rb`, which it writes after each migration: the methods of a migration in one block. */

import type { FileReading, ReadContext } from "../detector.ts";
import { makeHost } from "../detectors/rails/host.ts";
import { newMigration } from "../detectors/rails/read.ts";
import { versionOfSchema } from "../detectors/rails/version.ts";
import { dialectOf } from "../file-dialect.ts";
import { rubyGrammar } from "../reading/ruby/grammar.ts";
import { ruby } from "../reading/ruby/ruby.ts";
import { guarded, noteSyntaxErrors, nothingRead } from "../reading/source/attempt.ts";
import { readDirectives } from "../reading/source/directives.ts";
import { interpreter } from "../reading/source/interpret.ts";
import type { Host, Interpreter } from "../reading/source/interpreter.ts";
import { Reader } from "../reading/source/reader.ts";
import { parseSource, placeOf, textOf } from "../reading/source/syntax.ts";
import { NONE } from "../reading/source/value.ts";
import type { Arguments, Value } from "../reading/source/value.ts";
import { isNoMigration } from "../reading/sql/no-migration.ts";
import { folderOf } from "../reading/sql/path.ts";
import type { SchemaReader } from "./schema-reader.ts";

const PATH = /(?:^|\/)db\/(?:\w+_)?schema\.rb$/;

export const railsSchema: SchemaReader = {
  name: "rails-schema",
  language: "ruby",
  madeBy: ["rails"],
  remedy:
    "`bin/rails generate migration ...` begins the migration, and `bin/rails db:migrate` writes this file",
  claims: (path, _tree, named) => PATH.test(path) && (named || !isNoMigration(path)),
  confirms: () => true,
  schemaOf: (path) => path,
  homeOf: (path) => folderOf(folderOf(path)),
  wants: () => [],
  read,
};

function read(path: string, text: string, context: ReadContext): FileReading {
  const parser = context.parsers.ruby;
  if (parser === null) return nothingRead(path, "no parser for Ruby was loaded");
  const file = parseSource(path, text, parser, rubyGrammar, context.expired);
  if ("refused" in file) return nothingRead(path, file.refused);
  const said = dialectOf(path, context.dialect ?? { engines: [], stated: false });
  if ("unread" in said) return nothingRead(path, said.unread);
  const reader = new Reader(file, context, said.dialect);
  reader.direction = "up";
  reader.transaction = null;
  const defined = { version: null as string | null };
  const run = interpreter(ruby, file, (of) => schemaHost(of, reader, defined), {
    expired: context.expired,
    unread: (node, reason) => reader.cannotRead(placeOf(file, node), reason),
  });
  noteSyntaxErrors(reader, file);
  guarded(reader, run, () => void run.execute(file.root, run.globals));
  if (said.only) for (const operation of reader.operations) operation.onlyOn = said.dialect;
  return {
    ...(said.from === null ? {} : { dialect: { engine: said.dialect, why: said.from } }),
    operations: reader.operations,
    unread: reader.unread,
    directives: readDirectives(file),
    revision: defined.version,
    dependsOn: [],
  };
}

/** `ActiveRecord::Schema[8.1].define(version: ...) do` is the file's one call; its block is read like a migration. */
function schemaHost(run: Interpreter, reader: Reader, defined: { version: string | null }): Host {
  const migration = newMigration(reader, run, 801);
  const host = makeHost(run, () => migration);
  return {
    ...host,
    call(path, args, node) {
      const version = versionOfSchema(path, textOf(run.file, node));
      if (version === null || args.block === undefined) return host.call(path, args, node);
      Object.assign(migration, { version });
      defined.version = versionGiven(args) ?? defined.version;
      run.callFunction(args.block, { positional: [], keywords: new Map(), open: false });
      return NONE;
    },
  };
}

function versionGiven({ positional, keywords }: Arguments): string | null {
  const last = positional.at(-1);
  const inDict =
    last?.kind === "dict" ? [...last.entries.values()].map((entry) => entry.value)[0] : undefined;
  const value: Value | undefined = keywords.get("version") ?? inDict;
  return value?.kind === "number" ? String(value.value) : null;
}

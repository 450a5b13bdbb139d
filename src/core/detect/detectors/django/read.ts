/** Reads one migration: what its operations do to the models, and so to the database. */

import { dialectOf } from "../../file-dialect.ts";
import type { FileReading, ReadContext } from "../../detector.ts";
import { pythonGrammar } from "../../reading/python/grammar.ts";
import { mostOperations } from "../../guards.ts";
import { guarded, noteSyntaxErrors, nothingRead } from "../../reading/source/attempt.ts";
import { readDirectives } from "../../reading/source/directives.ts";
import { Stopped } from "../../reading/source/interpreter.ts";
import { Reader } from "../../reading/source/reader.ts";
import { parseSource } from "../../reading/source/syntax.ts";
import { earlierModels, keepForLater } from "./earlier.ts";
import { labelOf } from "./label.ts";
import { migrationIn, type Dependency, type Migration } from "./migration.ts";
import { OwnClasses } from "./own-classes.ts";
import { folderOf, nameOf } from "./paths.ts";
import { perform } from "./perform.ts";
import { mostReverted, revert } from "./revert.ts";
import { Sink } from "./sink.ts";

export function readMigration(path: string, text: string, context: ReadContext): FileReading {
  const parser = context.parsers.python;
  if (parser === null) return nothingRead(path, "no parser for Python was loaded");
  const said = dialectOf(path, context.dialect ?? { engines: [], stated: false });
  if ("unread" in said) return nothingRead(path, said.unread);
  const file = parseSource(path, text, parser, pythonGrammar, context.expired);
  if ("refused" in file) return nothingRead(path, file.refused);
  const { dialect, only, from } = said;
  const reader = new Reader(file, context, dialect);
  noteSyntaxErrors(reader, file);
  const classes = new OwnClasses(path, context);
  const migration = migrationIn(reader, classes);
  const label = labelOf(path, context);
  const name = nameOf(path);
  reader.revision = `${label ?? ""}.${name}`;
  if (migration !== null) keepForLater(reader, migration, classes);
  if (migration !== null && !isReplaced(path, label, migration, context)) {
    reader.phase = migration.phase;
    reader.transaction = transactionOf(dialect, migration, context);
    const sink = new Sink(reader, migration.run, dialect);
    guarded(reader, migration.run, () => {
      const project = earlierModels(path, label, migration.dependencies, context);
      const states = [project.copy()];
      sink.origin = { node: migration.node, condition: null };
      for (const value of migration.operations ?? []) {
        if (context.expired() || reader.operations.length >= mostOperations)
          throw new Stopped(
            sink.origin.node,
            "it does too much, or takes too long to read: the rest was not read",
          );
        perform(sink, project, value);
        if (states.length <= mostReverted) states.push(project.copy());
      }
      sink.end();
      reader.direction = "down";
      revert(sink, states, migration.operations ?? []);
    });
  }
  if (only) for (const operation of reader.operations) operation.onlyOn = dialect;
  return {
    ...(from === null ? {} : { dialect: { engine: dialect, why: from } }),
    operations: reader.operations,
    unread: reader.unread,
    directives: readDirectives(file),
    revision: reader.revision,
    dependsOn: (migration?.dependencies ?? []).filter(isNamed).map((one) => `${one.app}.${one.name}`),
  };
}

function isNamed({ name }: Dependency): boolean {
  return !name.startsWith("__");
}

/** MySQL commits each statement by itself, whatever the migration says. */
function transactionOf(dialect: string, { atomic }: Migration, context: ReadContext): string | null {
  const mode = context.transaction ?? (atomic ? "file" : "none");
  return mode === "none" || dialect === "mysql" || dialect === "mariadb" ? null : mode;
}

/** A squashed migration runs nowhere where those that it replaces are there: they have run, or run in its place. */
function isReplaced(
  path: string,
  label: string | null,
  { replaces }: Migration,
  { tree }: ReadContext,
): boolean {
  const own = replaces.filter(({ app }) => app.toLowerCase() === label?.toLowerCase());
  if (own.length === 0) return false;
  const known = new Set(tree.paths);
  return own.every(({ name }) => known.has(`${folderOf(path)}${name}.py`));
}

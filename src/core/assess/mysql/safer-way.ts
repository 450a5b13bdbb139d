/** The steps of the safer way on MySQL and MariaDB, as commands in the author's own names. */

import type { Effect, Outcome, Scene } from "../engine.ts";
import { isDeceptive } from "../names.ts";
import { targetTable } from "../target.ts";
import type { MysqlName } from "./fact.ts";
import { quoteIdentifier, quoteTable } from "./quote.ts";

const retry =
  "SET SESSION lock_wait_timeout = 2; and try again when it runs out, so that nothing queues behind it for long";
const hidden = "Its names have characters that cannot be seen, so that no commands are given for them.";

/** On one line, because it stands inside sentences; null when the operation is the safe way already. */
export function saferWayOf(scene: Scene, effect: Effect, outcome: Outcome, engine: MysqlName): string | null {
  const target = targetTable(scene);
  const table = target === null ? "" : quoteTable(target);
  const columns = scene.operation.columns.map((column) => quoteIdentifier(column));
  if (table === null || columns.includes(null)) return hidden;
  const steps =
    outcome.offline || effect.refused !== null ? stepsOf(scene, effect, outcome, table, engine) : [];
  if (effect.locks.length > 0 && !outcome.newTable && effect.refused === null) {
    steps.push(steps.length === 0 ? `Before it: ${retry}.` : `Before each: ${retry}.`);
  }
  if (steps.length === 0) return null;
  return steps.length === 1 ? (steps[0] as string) : steps.map((step, at) => `(${at + 1}) ${step}`).join(" ");
}

function stepsOf(scene: Scene, effect: Effect, outcome: Outcome, table: string, engine: MysqlName): string[] {
  const { operation } = scene;
  const column = quoteIdentifier(operation.columns[0] ?? "") ?? "...";
  switch (operation.kind) {
    case "drop_column":
      if (outcome.breaks === null) break;
      return [
        `Release code that no longer uses ${column}.`,
        `When no process of the release before runs any more: ALTER TABLE ${table} DROP COLUMN ${column}${instantly(effect)};`,
      ];
    case "drop_table":
    case "drop_view":
    case "drop_partition":
      if (outcome.breaks === null) break;
      return [
        "Release code that no longer uses it.",
        "Drop it one release later, when no process of the release before runs any more.",
      ];
    case "rename_column": {
      const renamed = quoteIdentifier(operation.details.newName) ?? "...";
      return [
        `ALTER TABLE ${table} ADD COLUMN ${renamed} ...; of the same type, and let triggers or the code write both columns.`,
        batches(`UPDATE ${table} SET ${renamed} = ${column} WHERE ...;`),
        `Release code that uses ${renamed}, and drop ${column} one release later.`,
      ];
    }
    case "rename_table": {
      const renamed = quoteIdentifier(operation.details.newName) ?? "...";
      return [
        `RENAME TABLE ${table} TO ${renamed}; and at once CREATE VIEW ${table} AS SELECT * FROM ${renamed}; so that old code finds both names.`,
        `DROP VIEW ${table}; one release later.`,
      ];
    }
    case "alter_column_type": {
      const fresh = quoteIdentifier(`${operation.columns[0] ?? ""}_new`) ?? "...";
      const type = shown(operation.details.type);
      if (outcome.breaks === null)
        return beside(scene, `MODIFY ${plain(operation.columns[0])} ${plainType(operation.details.type)}`);
      return [
        `ALTER TABLE ${table} ADD COLUMN ${fresh} ${type}; and let triggers keep it equal to ${column}.`,
        batches(`UPDATE ${table} SET ${fresh} = ${column} WHERE ...;`),
        `Release code that uses ${fresh}, and drop ${column} one release later.`,
      ];
    }
    case "add_column":
      if (outcome.breaks !== null) {
        return [
          `ALTER TABLE ${table} ADD COLUMN ${column} ${shown(operation.details.column.type)} NULL${instantly(effect)};`,
          batches(`UPDATE ${table} SET ${column} = ... WHERE ${column} IS NULL LIMIT 1000;`),
          `Make it NOT NULL one release later, when all code writes it.`,
        ];
      }
      return beside(scene, `ADD COLUMN ${plain(operation.columns[0])} ...`);
    case "add_foreign_key":
      return [
        `Look for rows without a parent, and mend them.`,
        `SET SESSION foreign_key_checks = 0; ALTER TABLE ${table} ADD CONSTRAINT ... FOREIGN KEY (...) REFERENCES ..., ALGORITHM=${engine === "mysql" ? "INPLACE" : "NOCOPY"}, LOCK=NONE; SET SESSION foreign_key_checks = 1; (rows that are there are not checked)`,
      ];
    case "change_data":
      return [batches(`${operation.details.statement.toUpperCase()} ... ${table} ... LIMIT 1000;`)];
    case "drop_default":
      return [`Drop the default of ${column} one release later, when all code writes it.`];
    case "run_code":
      return ["Run it in a migration of its own, in small pieces that each commit."];
    case "add_check":
      return beside(scene, "ADD CONSTRAINT ... CHECK (...)");
    default:
  }
  return effect.work === "rewrite" || effect.work === "scan" ? beside(scene, "...") : [];
}

/** So that it fails, rather than copy, where it cannot be instant. */
function instantly({ algorithm }: Effect): string {
  return algorithm === "INSTANT" ? ", ALGORITHM=INSTANT" : "";
}

function batches(sql: string): string {
  return `In batches of some thousand rows, each in its own transaction, while replicas keep up: ${sql}`;
}

/** Tools that copy the table beside its writers, and swap it at the end. */
function beside(scene: Scene, clause: string): string[] {
  const target = targetTable(scene);
  const table = target === null ? "..." : plain(target.table);
  return [
    `Let a tool change the table beside its writers: gh-ost --table=${table} --alter="${clause}" --max-lag-millis=1500 --execute (no foreign keys or triggers on it), or pt-online-schema-change --alter "${clause}" --max-lag=1 t=${table} --execute.`,
  ];
}

/** A name inside a command for a shell: only one that means nothing else there. */
function plain(name: string | undefined): string {
  return name !== undefined && /^\w+$/u.test(name) ? name : "...";
}

/** A type inside a command for a shell. */
function plainType(type: string | null): string {
  return type !== null && /^[\w ,()']+$/u.test(type) ? type : "...";
}

/** The text, or an ellipsis where it is unknown, long, or has characters that cannot be seen. */
function shown(text: string | null): string {
  return text === null || text.length > 200 || isDeceptive(text) ? "..." : text;
}

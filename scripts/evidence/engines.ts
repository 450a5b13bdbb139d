/** Counts what is read of migrations for several engines: `node scripts/evidence/engines.ts NAME=GITDIR...` prints the sections of docs/evidence/engines.md on repositories. Every migration in SQL of the newest commit is read, each in the dialect that the repository says. */

import { parsersFor, readRepository } from "./engine-repository.ts";
import type { ReadFile } from "./engine-repository.ts";
import { twinsOf } from "./engine-twins.ts";
import { engineWords } from "../../src/core/detect/file-dialect.ts";
import type { EngineName } from "../../src/core/impact.ts";

const sources = process.argv.slice(2);
const parsers = await parsersFor();

for (const source of sources) {
  const [, name = "", folder = ""] = /^([^=]+)=(.+)$/u.exec(source) ?? [];
  const { commit, files } = await readRepository(folder, parsers);
  console.log(`## ${name}\n\nCommit \`${commit.slice(0, 12)}\`.\n`);
  table(files);
  kinds(files);
  leftOver(files);
  const twins = twinsOf(files);
  if (twins.length > 0) console.log(`${twins.join("\n")}\n`);
}

function byEngine(files: readonly ReadFile[]): [EngineName, ReadFile[]][] {
  const engines = ["postgresql", "mysql", "mariadb", "sqlite"] as const;
  return engines
    .map((engine): [EngineName, ReadFile[]] => [engine, files.filter((file) => file.engine === engine)])
    .filter(([, some]) => some.length > 0);
}

function table(files: readonly ReadFile[]): void {
  console.log(
    "| read as | why | files | operations | unknown | share | unread |\n|---|---|---:|---:|---:|---:|---:|",
  );
  for (const [engine, some] of byEngine(files)) {
    const operations = some.flatMap(({ reading }) => reading.operations);
    const unknown = operations.filter(({ kind }) => kind === "unknown_statement").length;
    const unread = some.flatMap(({ reading }) => reading.unread).length;
    const whys = [...new Set(some.map(({ reading }) => reading.dialect?.why ?? "nothing says otherwise"))];
    const share = operations.length === 0 ? 0 : (100 * unknown) / operations.length;
    console.log(
      `| ${engineWords[engine]} | ${whys.join("; ")} | ${some.length} | ${operations.length} | ${unknown} | ${share.toFixed(2)} % | ${unread} |`,
    );
  }
  const foreign = files.filter(({ engine }) => engine === null);
  const reasons = new Map<string, number>();
  for (const { reading } of foreign)
    for (const { reason } of reading.unread) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  for (const [reason, times] of reasons) console.log(`\n${times} more files: ${reason}.`);
  console.log();
}

function kinds(files: readonly ReadFile[]): void {
  for (const [engine, some] of byEngine(files)) {
    const counts = new Map<string, number>();
    for (const { kind } of some.flatMap(({ reading }) => reading.operations))
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const sorted = [...counts].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    console.log(`${engineWords[engine]}: ${sorted.map(([kind, times]) => `${kind} ${times}`).join(", ")}.\n`);
  }
}

/** Each statement that is not understood, and each part that is not read. */
function leftOver(files: readonly ReadFile[]): void {
  const lines: string[] = [];
  for (const { path, engine, reading } of files) {
    if (engine === null) continue;
    for (const { kind, details, place } of reading.operations)
      if (kind === "unknown_statement" && "reason" in details)
        lines.push(
          `- \`${path}:${place.line}\` unknown: ${cell(details.reason)}: \`${cell(details.source).slice(0, 120)}\``,
        );
    for (const { place, reason } of reading.unread)
      lines.push(`- \`${path}:${place.line}\` unread: ${cell(reason)}`);
  }
  if (lines.length > 0) console.log(`${lines.join("\n")}\n`);
}

function cell(text: string): string {
  return text.replaceAll(/\s+/gu, " ").replaceAll("`", "'").replaceAll("|", "/");
}

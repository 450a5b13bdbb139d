/**
 * Compares what is read of changelogs with the SQL that Liquibase itself writes, changeSet by changeSet:
 * `node scripts/evidence/frameworks/liquibase.ts LIQUIBASE CHECKOUT ROOT CHANGELOG ENGINE`. LIQUIBASE is the folder of its
 * distribution (`liquibase.jar` and `lib`), CHECKOUT a folder with the files, ROOT the folder of the class path in it.
 */

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

import { liquibase } from "../../../src/core/detect/detectors/liquibase.ts";
import type { ReadOperation } from "../../../src/core/operation.ts";
import { readSql } from "../../../src/core/detect/reading/sql/read-sql.ts";
import { readTolerant } from "../../../src/core/detect/reading/tolerant/read-tolerant.ts";
import type { EngineName } from "../../../src/core/impact.ts";
import { loadParsers } from "../../../src/edges/parsing/load-parsers.ts";

const [distribution, checkout, root = "", changelog, engine] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  EngineName,
];
const parsers = await loadParsers(["postgresql"]);
const folder = mkdtempSync(join(tmpdir(), "liquibase-"));
cpSync(join(checkout, root), folder, { recursive: true });
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
  .toSorted();
/** Code cannot be loaded, and is compared by nobody. */
for (const file of files) {
  if (!file.endsWith(".xml")) continue;
  const text = readFileSync(join(folder, file), "utf8");
  const plain = text
    .replaceAll(/dbchangelog-(?:4\.\d+|latest)\.xsd/gu, "dbchangelog-4.3.xsd")
    .replaceAll(/<customChange\b(?:[^>]*\/>|[\s\S]*?<\/customChange>)/gu, "<sql>SELECT 1</sql>")
    .replaceAll(
      /<customPrecondition\b(?:[^>]*\/>|[\s\S]*?<\/customPrecondition>)|<uniqueConstraintExists\b[^>]*\/>/gu,
      "<dbms type='all'/>",
    );
  if (plain !== text) writeFileSync(join(folder, file), plain);
}

const written = sectionsOf(updateSql());
const read = new Map<string, ReadOperation[]>();
const texts = new Map(files.map((file) => [file, readFileSync(join(folder, file), "utf8")]));
const tree = { paths: files, text: (path: string) => texts.get(path) ?? null };
for (const [path, text] of texts) {
  if (!liquibase.claims(`resources/${path}`, tree, false) || !liquibase.confirms(path, text)) continue;
  const dialect = { engines: [engine], stated: true };
  const context = { tree, parsers, transaction: null, dialect, expired: () => false };
  for (const operation of liquibase.read(path, text, context).operations) {
    if (operation.direction === "down" || operation.onlyOn !== undefined) continue;
    const key = `${logicalPath(path, text)}::${operation.revision}`;
    read.set(key, [...(read.get(key) ?? []), operation]);
  }
}

let same = 0;
let differing = 0;
let theirs = 0;
let ours = 0;
for (const [key, sql] of written) {
  const account = operationsIn(sql).map(keyOf);
  const own = (read.get(key) ?? []).map(keyOf);
  theirs += account.length;
  const missing = without(account, own);
  const more = without(own, account);
  ours += account.length - missing.length;
  if (missing.length + more.length === 0) same += 1;
  else {
    differing += 1;
    console.log(
      `${key}\n${missing.map((one) => `  Liquibase: ${one}\n`).join("")}${more.map((one) => `  Lockstep:  ${one}\n`).join("")}`,
    );
  }
}
console.log(
  `${written.size} changeSets, ${same} alike, ${differing} differ; ${theirs} operations, ${ours} found`,
);
const unheard = [...read.keys()].filter((key) => !written.has(key));
console.log(
  `${unheard.length} changeSets that Liquibase does not run here: ${unheard.slice(0, 10).join(", ")}`,
);
rmSync(folder, { recursive: true });

function logicalPath(path: string, text: string): string {
  return /<databaseChangeLog\b[^>]*\blogicalFilePath="([^"]+)"/u.exec(text)?.[1] ?? path;
}

function updateSql(): string {
  const path = [
    join(distribution, "liquibase.jar"),
    ...readdirSync(join(distribution, "lib")).map((name) => join(distribution, "lib", name)),
  ];
  const main = "liquibase.integration.commandline.LiquibaseCommandLine";
  const url = `offline:${engine}?outputLiquibaseSql=none`;
  const parameters = existsSync(join(checkout, "parameters"))
    ? readFileSync(join(checkout, "parameters"), "utf8").split(/\s+/u).filter(Boolean)
    : [];
  const words = [
    "-cp",
    path.join(":"),
    main,
    `--changeLogFile=${changelog}`,
    `--url=${url}`,
    "updateSQL",
    ...parameters,
  ];
  try {
    return execFileSync("java", words, {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 1e9,
      stdio: ["ignore", "pipe", "pipe"],
    });
  } catch (error) {
    const { stderr, stdout } = error as { stderr: string; stdout: string };
    console.error(`${stdout.slice(-500)}\n${stderr.slice(-1500)}`);
    process.exit(1);
  }
}

/** By `path::id:author`. */
function sectionsOf(sql: string): Map<string, string> {
  const found = new Map<string, string>();
  let key: string | null = null;
  for (const line of sql.split("\n")) {
    const head = /^--\s+Changeset (.*?)::(.*)::(.*)$/u.exec(line);
    if (head !== null) key = `${head[1]}::${head[2]}:${head[3]}`;
    else if (key !== null && !line.startsWith("Liquibase command '"))
      found.set(key, `${found.get(key) ?? ""}${line}\n`);
    if (head !== null && key !== null) found.set(key, found.get(key) ?? "");
  }
  return found;
}

function operationsIn(text: string): readonly ReadOperation[] {
  const nowhere = { path: "", line: 1, column: 1, endLine: 1, endColumn: 1 };
  const source = { text, place: () => nowhere };
  const common = {
    direction: "up" as const,
    phase: null,
    revision: null,
    transaction: null,
    conditional: false,
    statement: null,
    expired: () => false,
  };
  const { postgresql } = parsers;
  if (engine === "postgresql" && postgresql !== null)
    return readSql(source, { ...common, parser: postgresql }).operations;
  return readTolerant(source, { ...common, dialect: engine as "mysql" }).operations;
}

function keyOf({ kind, table, columns, name, details }: ReadOperation): string {
  const type =
    "type" in details
      ? ` ${details.type}`
      : "column" in details
        ? ` ${details.column.type} ${details.column.nullable}`
        : "";
  const made =
    kind === "create_table" && "columns" in details
      ? ` ${details.columns.map((one) => `${one.name} ${one.type} ${one.nullable}`).join(", ")}`
      : "";
  const of = kind === "drop_index" ? "" : (table ?? "");
  return `${kind} ${of} ${(kind === "change_data" ? columns.toSorted() : columns).join(",")} ${kind === "add_unique" || kind === "drop_constraint" ? "" : (name ?? "")}${kind === "drop_constraint" ? "" : type}${made}`.toLowerCase();
}

function without(list: readonly string[], taken: readonly string[]): string[] {
  const left = [...taken];
  return list.filter((one) => {
    const at = left.indexOf(one);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}

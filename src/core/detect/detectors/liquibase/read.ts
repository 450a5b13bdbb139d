/** Reads a changelog: each changeSet is a migration of its own, in one transaction, for the engines that it names. */

import type { EngineName } from "../../../impact.ts";
import { Lines, wholeFile } from "../../../place.ts";
import type { FileReading, ReadContext } from "../../detector.ts";
import { dialectOf, engineWords } from "../../file-dialect.ts";
import { engineOfPath } from "../../reading/sql/dialect.ts";
import { type ChangelogFile, ChangelogReader } from "./changelog-reader.ts";
import { changelogIn, type ChangeSet, changeSetsOf, wordOf } from "./change-sets.ts";
import { readDirectives } from "./directives.ts";
import { NamedFiles } from "./files.ts";
import { childrenOf, mostChangeSets } from "./node.ts";
import { isChangelogSql, mayBeChangelog } from "./paths.ts";
import { takes } from "./properties.ts";
import { treeOf } from "./trees.ts";

const engines = ["postgresql", "mysql", "mariadb", "sqlite"] as const;

export function readChangelog(path: string, text: string, context: ReadContext): FileReading {
  const tree = treeOf(path, text);
  const lines = new Lines(path, text);
  const unread = tree.faults.map(({ start, end, reason }) => ({ place: lines.place(start, end), reason }));
  const directives = readDirectives(tree.comments, lines);
  const reading: FileReading = { operations: [], unread, directives, revision: null, dependsOn: [] };
  const changelog = changelogIn(tree.root);
  if (changelog === null) {
    if (unread.length === 0) unread.push({ place: wholeFile(path), reason: "no databaseChangeLog is in it" });
    return reading;
  }
  const all = changeSetsOf(changelog);
  const sets = all.slice(0, mostChangeSets);
  if (all.length > sets.length)
    unread.push({
      place: wholeFile(path),
      reason: `it has more than ${mostChangeSets} changeSets: split it`,
    });
  const hints = context.dialect ?? { engines: [], stated: false };
  const isUnsaid = hints.engines.length === 0 && (hints.spoken ?? null) === null;
  const named = isUnsaid && engineOfPath(path) === null ? engineNamedBy(sets) : null;
  const said = dialectOf(path, hints, named === null ? null : engineWords[named]);
  if ("unread" in said) {
    if (sets.length > 0) unread.push({ place: wholeFile(path), reason: said.unread });
    return reading;
  }
  const why = named === null ? said.from : `dbms="${named}"`;
  if (why !== null) reading.dialect = { engine: said.dialect, why };
  const files = new NamedFiles(path, context.tree);
  const file: ChangelogFile = { path, text, lines, context, changelog, sets, files };
  const reader = new ChangelogReader(file);
  reader.read(said.dialect, null);
  const others = said.only ? [] : new Set<EngineName>([...hints.engines, ...engines]);
  for (const engine of others) if (engine !== said.dialect) reader.read(engine, engine);
  reading.operations = reader.operations();
  if (said.only) for (const operation of reading.operations) operation.onlyOn = said.dialect;
  unread.push(...reader.unread);
  for (const node of childrenOf(changelog, "include", "includeAll")) {
    const target = wordOf(node, "file") ?? wordOf(node, "path") ?? "";
    const isRelative = wordOf(node, "relativeToChangelogFile") === "true";
    const inner = node.name === "include" ? target : `${target}/x.xml`;
    const found = isRelative
      ? `${path.slice(0, path.lastIndexOf("/") + 1)}${inner}`
      : (files.find(inner, false) ?? `resources/${inner}`);
    if (mayBeChangelog(found) || isChangelogSql(found)) continue;
    const place = lines.place(node.start, node.end);
    unread.push({
      place,
      reason: `it includes ${target}, which does not lie where changelogs are looked for`,
    });
  }
  const parts = sets.filter(({ repeats }) => !repeats).map(({ revision }) => revision);
  return { ...reading, parts };
}

/** The one engine that all changeSets are for, where nothing else says what the project runs on. */
function engineNamedBy(sets: readonly ChangeSet[]): EngineName | null {
  const found = engines.filter((engine) => sets.some(({ dbms }) => namesEngine(dbms, engine)));
  const [engine, ...others] = found;
  if (engine === undefined || others.length > 0) return null;
  return sets.every(({ dbms }) => namesEngine(dbms, engine)) ? engine : null;
}

function namesEngine(dbms: string | null, engine: EngineName): boolean {
  return dbms !== null && takes(dbms, engine) && dbms.toLowerCase().includes(engine);
}

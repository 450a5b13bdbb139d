/** An example of a rule's page as a change: its files go through the real line, from reading to the verdict. */

import assert from "node:assert/strict";

import type { ReadMigration } from "../../../src/core/detect/compare.ts";
import { asMigrations } from "../../../src/core/detect/declared/as-migrations.ts";
import { compareSchemas } from "../../../src/core/detect/declared/compare-schemas.ts";
import type { ReadSchema } from "../../../src/core/detect/declared/compare-schemas.ts";
import { prismaSchema } from "../../../src/core/detect/declared/prisma-schema.ts";
import { golangMigrate } from "../../../src/core/detect/detectors/golang-migrate.ts";
import { liquibase } from "../../../src/core/detect/detectors/liquibase.ts";
import type { Detector, FileReading } from "../../../src/core/detect/detector.ts";
import type { Parsers } from "../../../src/core/detect/parsers.ts";
import { databaseOf, phaseOf } from "../../../src/core/detect/claim.ts";
import { inspect } from "../../../src/core/inspect.ts";
import type { BaseMigration, InspectInput, NoteFile } from "../../../src/core/inspect.ts";
import { readPolicy } from "../../../src/core/judge/policy-schema.ts";
import type { Policy } from "../../../src/core/judge/policy.ts";
import { defaultNoteSettings } from "../../../src/core/note/default-settings.ts";
import type { Verdict } from "../../../src/core/verdict.ts";
import { loadParsers } from "../../../src/edges/parsing/load-parsers.ts";
import type { Example } from "../../support/pages.ts";

const parsers: Parsers = await loadParsers(["postgresql"]);

/** What the fences of an example say. A `base:` file stays as it is unless the head has it too, or `deleted` lists it. */
export interface Change {
  base: Map<string, string>;
  head: Map<string, string>;
  policy: Policy;
  policyFindings: InspectInput["findings"];
  released: InspectInput["released"];
  today: string;
  requireGranted: boolean;
  approvals?: NonNullable<InspectInput["approvals"]>;
  commands?: NonNullable<InspectInput["commands"]>;
  rationale?: string | null;
}

export function changeOf(example: Example): Change {
  const base = new Map<string, string>();
  const changed = new Map<string, string>();
  let deleted: string[] = [];
  let policyText: string | null = null;
  let released: Change["released"] = null;
  let today = "2026-06-01";
  let requireGranted = false;
  for (const { meta, text, language } of example.blocks) {
    const lines = text.split("\n").filter((line) => line !== "");
    if (language === "problems") continue;
    if (meta.startsWith("base:")) base.set(meta.slice(5), text);
    else if (meta === "policy") policyText = text;
    else if (meta === "deleted") deleted = lines;
    else if (meta === "released") released = { tag: lines[0] ?? "", paths: new Set(lines.slice(1)) };
    else if (meta === "today") today = lines[0] ?? today;
    else if (meta === "require-granted") requireGranted = true;
    else changed.set(meta, text);
  }
  const head = new Map([...base, ...changed]);
  for (const path of deleted) assert.ok(head.delete(path), `${path} is not there to be deleted`);
  const layers = policyText === null ? [] : [{ path: ".github/lockstep.yml", text: policyText }];
  const { policy, findings } = readPolicy(layers);
  return { base, head, policy, policyFindings: findings, released, today, requireGranted };
}

export function verdictOf(change: Change): Verdict {
  const { base, head, policy } = change;
  const paths = [...new Set([...base.keys(), ...head.keys()])].toSorted();
  const written: ReadMigration[] = [];
  const declared: ReadSchema[] = [];
  const known: BaseMigration[] = [];
  const notes: NoteFile[] = [];
  for (const path of paths) {
    const before = base.get(path) ?? null;
    const after = head.get(path) ?? null;
    const status = before === null ? "added" : after === null ? "deleted" : "edited";
    if (path.endsWith(".yaml") && path.includes("notes/") && path !== policy.exceptions.file) {
      const same = before === after;
      notes.push({
        path,
        oldPath: null,
        status: same ? "unchanged" : status,
        before,
        after,
        released: change.released?.paths.has(path) === true,
      });
    } else if (path.endsWith(".sql") || /\/changelog\/[^/]+\.yaml$/u.test(path)) {
      const database = databaseOf(path, policy).name;
      const phase = phaseOf(path, policy);
      if (before !== null) {
        const unreleased = change.released?.paths.has(path) !== true;
        known.push({ path, database, phase, reading: read(path, before), unreleased });
      }
      if (before === after) continue;
      const version = (text: string | null): ReadMigration["before"] =>
        text === null ? null : { reading: read(path, text), text };
      const versions = { before: version(before), after: version(after) };
      written.push({
        path,
        oldPath: null,
        status,
        framework: detectorOf(path).name,
        database,
        phase,
        ...versions,
      });
    } else if (path.endsWith(".prisma") && before !== after) {
      const version = (text: string | null): ReadSchema["before"] =>
        text === null ? null : { reading: readWith(prismaSchema, path, text), text };
      const { name: reader, remedy } = prismaSchema;
      const migrated = paths.some((one) => one.endsWith(".sql"));
      const schema = prismaSchema.schemaOf(path);
      const versions = { before: version(before), after: version(after) };
      const { name: database } = databaseOf(path, policy);
      const existed = before !== null;
      declared.push({
        path,
        oldPath: null,
        reader,
        schema,
        existed,
        migrated,
        remedy,
        database,
        ...versions,
      });
    }
  }
  const schemas = compareSchemas(declared, written);
  const migrations = [...written, ...schemas.filter(({ migrated }) => !migrated).flatMap(asMigrations)];
  const file = policy.exceptions.file;
  const stood = base.get(file) ?? null;
  return inspect({
    migrations,
    schemas,
    base: known,
    ignored: 0,
    notes,
    notePaths: notes.filter(({ after }) => after !== null).map(({ path }) => path),
    noteSettings: {
      ...defaultNoteSettings,
      markup: policy.notes.markup,
      directories: policy.notes.directories ?? defaultNoteSettings.directories,
    },
    findings: change.policyFindings,
    exceptionsFile: { path: file, base: stood, tip: stood, head: head.get(file) ?? null },
    policy,
    policyDigest: "",
    released: change.released,
    today: change.today,
    requireGranted: change.requireGranted,
    approvals: change.approvals ?? [],
    commands: change.commands ?? [],
    rationale: change.rationale ?? null,
  });
}

function read(path: string, text: string): FileReading {
  return readWith(detectorOf(path), path, text);
}

function detectorOf(path: string): Detector {
  return path.endsWith(".sql") ? golangMigrate : liquibase;
}

function readWith(detector: Detector, path: string, text: string): FileReading {
  return detector.read(path, text, {
    tree: { paths: [], text: () => null },
    parsers,
    transaction: null,
    expired: () => false,
  });
}

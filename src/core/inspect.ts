/** The whole line in one function: what was read of a change goes in, the verdict comes out. */

import { assessChange, runsHere } from "./assess-change.ts";
import type { BaseMigration } from "./base-operations.ts";
import type { ReadMigration } from "./detect/compare.ts";
import type { SchemaChange } from "./detect/declared/compare-schemas.ts";
import type { SaidDialect } from "./detect/file-dialect.ts";
import { grantableKeys } from "./judge/approvals.ts";
import type { Approval } from "./judge/approvals.ts";
import { applyCommands, inOrder } from "./judge/commands.ts";
import { matchExceptions } from "./judge/exceptions.ts";
import { migrationChanges } from "./migration-changes.ts";
import { conclude, judge } from "./judge/judge.ts";
import { listedKeys } from "./judge/keys.ts";
import type { Policy } from "./judge/policy.ts";
import type { JudgeInput, NoteChange } from "./judge/rule.ts";
import type { StandingCommand } from "./judge/standing.ts";
import { notePathOf } from "./judge/note-directive.ts";
import { applyWaivers } from "./judge/waivers.ts";
import { copiedIds } from "./note/lint-tree.ts";
import { readNote } from "./note/read-note.ts";
import type { NoteSettings } from "./note/note.ts";
import type { IdentifiedOperation } from "./operation.ts";
import type { Finding } from "./problem.ts";
import { usagesOf } from "./usage/usage-of.ts";
import type { OldCode } from "./usage/usage.ts";
import type { CheckedFile, MigrationChange, Verdict } from "./verdict.ts";

export type { BaseMigration };

/** A note file as it stands on both sides. */
export interface NoteFile {
  path: string;
  oldPath: string | null;
  status: NoteChange["status"];
  before: string | null;
  after: string | null;
  released: boolean;
}

export interface InspectInput {
  /** Every migration that the change adds, edits, renames or deletes, read. */
  migrations: readonly ReadMigration[];
  /** The declared schemas that the change touches, compared; absent: none. */
  schemas?: readonly SchemaChange[];
  /** What is known of the schema before the change. */
  base: readonly BaseMigration[];
  /** Files that looked like migrations and are none. */
  ignored: number;
  notes: readonly NoteFile[];
  /** Paths of notes that a person says serve the change, beside those that its migrations name. */
  named?: readonly string[];
  /** All paths of notes at the head, to find ids that two of them share. */
  notePaths?: readonly string[];
  noteSettings: NoteSettings;
  /** What reading reno's configuration and the policy found wrong. */
  findings: readonly Finding[];
  /** The exceptions file at the merge base, at the tip of the base branch, and at the head. */
  exceptionsFile: { path: string; base: string | null; tip: string | null; head: string | null };
  policy: Policy;
  /** The digest of all policy layers, for the contract. */
  policyDigest: string;
  /** What files were read as, where something other than the policy says so. */
  dialects?: readonly SaidDialect[];
  /** Neither the base nor the change has a policy file. */
  policyMissing?: boolean;
  released: JudgeInput["released"];
  /** Today, UTC, `YYYY-MM-DD`. */
  today: string;
  requireGranted: boolean;
  /** Why the change is made, as far as the pull request says it; goes into drafted notes, to be confirmed. */
  rationale?: string | null;
  /** Approving reviews of people with the authority who are not authors of the change. */
  approvals?: readonly Approval[];
  /** What was looked for in the code of the previous release, and what was found; absent where nothing was. */
  oldCode?: readonly OldCode[];
  /** Standing commands of people who may, in the order in which they count. */
  commands?: readonly StandingCommand[];
}

/** Detects, assesses, reads the notes and judges. Pure: the same input gives the same verdict. */
export function inspect(input: InspectInput): Verdict {
  const { policy } = input;
  const migrations = migrationChanges(input.migrations, input.base);
  const all = assessChange(migrations, input.base, policy, usagesOf(input.oldCode ?? []));
  const operations = all.filter((operation) => runsHere(operation, policy));
  const named = new Set([
    ...(input.named ?? []),
    ...migrations.flatMap(({ directives }) => directives.flatMap(({ text }) => notePathOf(text) ?? [])),
  ]);
  const notes = input.notes.map((file): NoteChange => ({
    ...readNoteFile(file, input.noteSettings),
    named: named.has(file.path),
  }));
  const matched = matchExceptions({
    migrations,
    operations,
    file: input.exceptionsFile,
    today: input.today,
  });
  const { approvals = [] } = input;
  const commands = inOrder(input.commands ?? []);
  const sources = new Map(
    input.migrations.flatMap(({ path, after }) => (after?.text ? [[path, after.text] as const] : [])),
  );
  const permitted = applyCommands({
    commands,
    operations,
    exceptions: matched.exceptions,
    approvals,
    policy,
    today: input.today,
  });
  const { exceptions } = permitted;
  const judgeInput: JudgeInput = {
    operations,
    migrations: migrations.map((migration) => onlyHere(migration, policy)),
    notes,
    exceptions,
    policy,
    noteSettings: input.noteSettings,
    released: input.released,
    unreleased: unreleasedDemands(input.base, policy, notes),
    today: input.today,
    requireGranted: input.requireGranted,
    rationale: input.rationale ?? null,
    findings: [...settingFindings(input), ...matched.findings, ...sharedIds(input)],
    sources,
    approvals,
    schemas: input.schemas ?? [],
  };
  const found = judge(judgeInput);
  const { problems, ...waived } = applyWaivers(commands, found, input.today);
  const count = (severity: string): number =>
    problems.filter((problem) => problem.severity === severity).length;
  const up = operations.filter((operation) => operation.direction === "up");
  return {
    conclusion: conclude(problems, policy.mode),
    policy: input.policyDigest,
    mode: policy.mode,
    policyMissing: input.policyMissing ?? false,
    ...(input.dialects === undefined ? {} : { dialects: input.dialects }),
    files: migrations.map(checkedFile),
    operations: all,
    notes: notes.flatMap((note) => (note.after === null ? [] : [note.after])),
    exceptions,
    grantable: grantableKeys(exceptions, operations, migrations, sources),
    listed: listedKeys(operations, found, policy),
    waivers: waived.waivers,
    commands: commands.flatMap(({ id }) => permitted.results.get(id) ?? waived.results.get(id) ?? []),
    problems,
    counts: {
      files: migrations.length + notes.length,
      migrations: migrations.length,
      operations: up.length,
      offline: up.filter((operation) => operation.impact.offline).length,
      errors: count("error"),
      warnings: count("warning"),
      hints: count("hint"),
      ignored: input.ignored,
    },
  };
}

/** What is wrong with the settings stops no change that has neither a migration nor a note: it may be the one that mends them. */
function settingFindings({ findings, migrations, notes }: InspectInput): readonly Finding[] {
  if (migrations.length > 0 || notes.some(({ status }) => status !== "unchanged")) return findings;
  return findings.map((finding) =>
    finding.rule === "policy-is-sound" && finding.severity === "error"
      ? { ...finding, severity: "warning" }
      : finding,
  );
}

/** A migration without what runs on another database system only: no rule looks at that. */
function onlyHere(migration: MigrationChange, policy: Policy): MigrationChange {
  const here = (operations: readonly IdentifiedOperation[]): IdentifiedOperation[] =>
    operations.filter((operation) => runsHere(operation, policy));
  const { operations, removed, all } = migration;
  return { ...migration, operations: here(operations), removed: here(removed), all: here(all) };
}

/** Ids that a note of the change shares with another of the head. */
function sharedIds({ notes, notePaths = [] }: InspectInput): Finding[] {
  const touched = new Set(
    notes.filter(({ status, after }) => status !== "unchanged" && after !== null).map(({ path }) => path),
  );
  if (touched.size === 0) return [];
  return copiedIds(notePaths.map((path) => ({ path }))).filter(({ place }) => touched.has(place.path));
}

/** What the unreleased migrations of the base asked of notes; worked out only when the change touches a note that was there. */
function unreleasedDemands(
  base: readonly BaseMigration[],
  policy: Policy,
  notes: readonly NoteChange[],
): JudgeInput["unreleased"] {
  if (!notes.some((note) => note.before !== null && note.status !== "unchanged")) return [];
  const released = base.filter((migration) => !migration.unreleased);
  const pending = base.filter((migration) => migration.unreleased);
  const changes = migrationChanges(
    pending.map((migration) => ({
      path: migration.path,
      oldPath: null,
      status: "added",
      framework: "",
      database: migration.database,
      phase: migration.phase,
      before: null,
      after: { reading: migration.reading, text: null },
    })),
    released,
  );
  const operations = assessChange(changes, released, policy);
  return pending.map(({ path }) => ({
    path,
    operations: operations.filter(
      (operation) => operation.place.path === path && operation.direction === "up",
    ),
  }));
}

function readNoteFile(file: NoteFile, settings: NoteSettings): NoteChange {
  return {
    path: file.path,
    status: file.status,
    before: file.before === null ? null : readNote(file.oldPath ?? file.path, file.before, settings),
    after: file.after === null ? null : readNote(file.path, file.after, settings),
    released: file.released,
  };
}

function checkedFile(migration: MigrationChange): CheckedFile {
  const { path, framework, database, status, unread } = migration;
  return { path, framework, database, status, unread };
}

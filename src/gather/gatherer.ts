/** Gathers what a verdict on one change needs, and loads nothing else. */

import type { Content } from "../core/change.ts";
import type { FileReading } from "../core/detect/detector.ts";
import { languageOf } from "../core/detect/language-of.ts";
import { matchesAny } from "../core/glob.ts";
import { notePathOf } from "../core/judge/note-directive.ts";
import { isNotePath } from "../core/note/note-path.ts";
import type { NoteSettings } from "../core/note/note.ts";
import type { InspectInput } from "../core/inspect.ts";
import type { ReadMigration } from "../core/detect/compare.ts";
import { mayBeSchema } from "../core/detect/declared/registry.ts";
import { asBase, asMigrations } from "../core/detect/declared/as-migrations.ts";
import { compareSchemas } from "../core/detect/declared/compare-schemas.ts";
import { withEarlier } from "../core/catch-up.ts";
import { baseMigrations } from "./base-migrations.ts";
import { changedMigrations } from "./changed-migrations.ts";
import { Claims } from "./claims.ts";
import { declaredSchemas } from "./declared-schemas.ts";
import { namesOf, tablesOf } from "./names.ts";
import { changedNotes, loadChanged, loadUnchanged } from "./notes.ts";
import { searchOldCode } from "./old-code.ts";
import type { Readings, Surroundings } from "./readings.ts";
import { settleEngines } from "../core/settle-engines.ts";
import { spokenAround } from "./spoken.ts";
import { policyPath, unreadable } from "./settings.ts";
import type { Settings, SettingsReader } from "./settings.ts";
import { atBase, atHead, textOf } from "./sides.ts";
import type { ChangeSource, Release } from "./source.ts";

/** What changes have in common: read once, for a history or as long as a service runs. */
export interface Shared {
  readings: Readings;
  settings: SettingsReader;
}

export interface GatherOptions {
  /** Paths of notes that serve the change, wherever they lie. */
  notes: readonly string[];
  requireGranted: boolean;
  /** UTC, `YYYY-MM-DD`. */
  today: string;
}

/** One change after the other may be gathered. */
export class Gatherer {
  readonly #options: GatherOptions;
  readonly #settings: SettingsReader;
  readonly #readings: Readings;

  constructor({ readings, settings }: Shared, options: GatherOptions) {
    this.#options = options;
    this.#settings = settings;
    this.#readings = readings;
  }

  /** `concerns`: the change touches a migration or a note. `texts`: the head's texts that problems may point into. */
  async gather(
    source: ChangeSource,
  ): Promise<{ input: InspectInput; concerns: boolean; texts: Map<string, string> }> {
    const settings = await this.#settings.read(source);
    const { noteSettings } = settings;
    const paths = pathsAround(source);
    const candidates = source.files
      .flatMap(({ path, oldPath }) => (oldPath === null ? [path] : [path, oldPath]))
      .filter(
        (path) =>
          languageOf(path) !== null ||
          settings.policy.migrations.some((rule) => matchesAny(path, rule.paths)),
      );
    const claims = await Claims.load(source, settings.policy, candidates, paths);
    const spoken = await spokenAround(
      source,
      settings.policy,
      candidates.filter(
        (path) =>
          claims.maybe(path) || (languageOf(path) !== "prisma" && mayBeSchema(path, settings.policy.ignore)),
      ),
    );
    const around = { ...surroundings(source, paths), spoken };
    const written = await changedMigrations(source.files, claims, this.#readings, around, settings.policy);
    const declared = await declaredSchemas(source, claims, this.#readings, around, settings.policy);
    const compared = compareSchemas(declared, written.migrations);
    const ignored = written.ignored - declared.filter(({ path }) => languageOf(path) === "sql").length;
    const { policy, dialects, migrations } = settleEngines(settings.policy, [
      ...written.migrations,
      ...compared.filter(({ migrated }) => !migrated).flatMap(asMigrations),
    ]);
    const noteFiles = changedNotes(source.files, noteSettings);
    const editsNotes = noteFiles.some((file) => file.before !== null);
    const readings = migrations.flatMap(({ before, after }) =>
      [before, after].flatMap((one) => one?.reading ?? []),
    );
    const named = [...this.#options.notes, ...readings.flatMap(notesNamedIn)];
    const after = migrations.flatMap((migration) => migration.after?.reading ?? []);
    const tables = tablesOf(after);
    // It costs requests, and only what was there before can be in a release.
    const editsMigrations = migrations.some((migration) => migration.before !== null);
    const readsNotes =
      named.length > 0 ||
      (tables.length > 0 && source.tree.paths.some((path) => isNotePath(path, noteSettings)));
    const asked = editsMigrations || editsNotes || readsNotes;
    const release: Release = asked ? await source.release(policy.releaseTags) : null;
    const lacking = compared.flatMap((schema) => (schema.migrated ? schema.unexplained : []));
    const touching = [...readings, { operations: lacking }];
    const earlier = await this.#base(source, around, settings, touching, editsNotes, release);
    const base = [...earlier, ...declared.filter(({ migrated }) => !migrated).flatMap(asBase)];
    const schemas = compared.map((schema) => withEarlier(schema, earlier));
    const changed = await loadChanged(noteFiles, source, release);
    const kept = await loadUnchanged(source, noteSettings, release, named, tables);
    const notes = [...changed.notes, ...kept];
    const exceptionsFile = await this.#exceptions(source, policy.exceptions.file);
    const oldCode = await searchOldCode(source, policy, { migrations, base }, asked ? release : undefined);
    const input: InspectInput = {
      migrations,
      base,
      schemas,
      ignored,
      notes,
      named: this.#options.notes,
      notePaths: changed.notes.length === 0 ? [] : notePathsAtHead(source, noteSettings),
      noteSettings,
      findings: [...settings.findings, ...changed.findings],
      exceptionsFile,
      policy,
      policyDigest: settings.policyDigest,
      ...(dialects.length === 0 ? {} : { dialects }),
      policyMissing: !this.#settings.isNamed && !hasPolicy(source, settings),
      released: release,
      today: this.#options.today,
      requireGranted: this.#options.requireGranted,
      ...(oldCode === null ? {} : { oldCode }),
    };
    return {
      input,
      concerns: migrations.length + schemas.length + changed.notes.length > 0,
      texts: textsOf(input, settings),
    };
  }

  /** Nothing of the base is read for a change that neither has operations nor edits notes. */
  async #base(
    source: ChangeSource,
    around: Surroundings,
    { policy }: Settings,
    readings: readonly Pick<FileReading, "operations">[],
    editsNotes: boolean,
    release: Release,
  ): Promise<InspectInput["base"]> {
    const names = namesOf(readings);
    if (names.size === 0 && !editsNotes) return [];
    const { paths } = source.tree;
    const claims = await Claims.load(source, policy, paths, paths);
    const wanted = { names, unreleased: editsNotes };
    return baseMigrations(source.tree, claims, this.#readings, around, policy, wanted, release);
  }

  async #exceptions(source: ChangeSource, path: string): Promise<InspectInput["exceptionsFile"]> {
    const [base, tip, head] = await Promise.all([
      atBase(source, path),
      source.tip(path),
      atHead(source, path),
    ]);
    const text = (content: Content | null): string | null =>
      content === null ? null : (textOf(content) ?? unreadable);
    return { path, base: text(base), tip: text(tip), head: text(head) };
  }
}

/** The base's files, and those that the change adds: a new project has its settings in the change itself. */
function pathsAround({ files, tree }: ChangeSource): readonly string[] {
  const added = files.filter((file) => file.after !== null && tree.entry(file.path) === null);
  return added.length === 0 ? tree.paths : [...tree.paths, ...added.map((file) => file.path)].toSorted();
}

function surroundings(source: ChangeSource, paths: readonly string[]): Omit<Surroundings, "spoken"> {
  const text = async (path: string): Promise<string | null> => {
    const atMergeBase = await atBase(source, path);
    return textOf(atMergeBase ?? (await atHead(source, path)));
  };
  return { paths, text };
}

function notePathsAtHead({ tree, files }: ChangeSource, settings: NoteSettings): string[] {
  const gone = new Set(
    files.flatMap(({ path, oldPath, after }) => (after === null ? [path, oldPath] : [oldPath])),
  );
  const added = files.filter(({ after }) => after !== null).map(({ path }) => path);
  return [...new Set([...tree.paths.filter((path) => !gone.has(path)), ...added])].filter((path) =>
    isNotePath(path, settings),
  );
}

/** On the base, or in the change itself. */
function hasPolicy({ files, organisation }: ChangeSource, { texts }: Settings): boolean {
  return (
    organisation !== null ||
    texts.has(policyPath) ||
    files.some(({ path, after }) => path === policyPath && after !== null)
  );
}

function notesNamedIn(reading: FileReading): string[] {
  return reading.directives.flatMap(({ text }) => notePathOf(text) ?? []);
}

function textsOf(input: InspectInput, settings: Settings): Map<string, string> {
  const texts = new Map(settings.texts);
  const add = (path: string, text: string | null | undefined): void => {
    if (text !== null && text !== undefined) texts.set(path, text);
  };
  add(input.exceptionsFile.path, input.exceptionsFile.head);
  for (const note of input.notes) add(note.path, note.after ?? note.before);
  for (const { path, before, after } of input.migrations as readonly ReadMigration[]) {
    add(path, (after ?? before)?.text);
  }
  for (const { path, after } of (input.schemas ?? []).flatMap(({ files }) => files)) add(path, after?.text);
  return texts;
}

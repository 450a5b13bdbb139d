/** The declared schemas that a change touches, read on both sides. */

import { databaseOf } from "../core/detect/claim.ts";
import type { ReadVersion } from "../core/detect/compare.ts";
import type { ReadSchema } from "../core/detect/declared/compare-schemas.ts";
import { mayBeSchema, schemaReaderOf } from "../core/detect/declared/registry.ts";
import type { SchemaReader } from "../core/detect/declared/schema-reader.ts";
import type { Policy } from "../core/judge/policy.ts";
import type { Claim, Claims } from "./claims.ts";
import { KeptMigrations } from "./kept-migrations.ts";
import type { Readings, Surroundings } from "./readings.ts";
import { atBase, atHead, textOf } from "./sides.ts";
import type { ChangedFile, ChangeSource, Entry } from "./source.ts";

interface Touched {
  file: ChangedFile;
  reader: SchemaReader;
}

type Version = ReadVersion | null;

/** Each is read among the others of its folder, so that many cost much; nobody declares more in one change. */
const mostFiles = 100;
const tooMany = `the change has more than ${mostFiles} files of schemas: split it`;

/** Nothing is asked for where no file of the change is one. `claims`: what a detector reads as a migration is no schema. */
export async function declaredSchemas(
  source: ChangeSource,
  claims: Claims,
  readings: Readings,
  around: Surroundings,
  policy: Policy,
): Promise<ReadSchema[]> {
  const touched: Touched[] = [];
  for (const file of source.files) {
    if (!mayBeSchema(file.path, policy.ignore) || claims.maybe(file.path)) continue;
    const reader = await schemaReaderOf(file.path, policy.ignore);
    if (reader !== null) touched.push({ file, reader });
  }
  if (touched.length === 0) return [];
  const paths = headPaths(source);
  const head = { ...around, paths, text: async (path: string) => textOf(await atHead(source, path)) };
  const base = {
    ...around,
    paths: source.tree.paths,
    text: async (path: string) => textOf(await atBase(source, path)),
  };
  const after = await read(
    touched.map(({ file, reader }, at) => claimOn(reader, file.path, file.after, at)),
    head,
  );
  const own = await read(
    touched.map(({ file, reader }, at) => claimOn(reader, file.oldPath ?? file.path, file.before, at)),
    base,
  );
  const versions = touched.map((_, at) => ({ before: own[at] ?? null, after: after[at] ?? null }));
  const earlier = await read(
    touched.map(({ file, reader }, at) => {
      const { before, after: now } = versions[at] ?? { before: null, after: null };
      const path = now === null || isSame(before, now) ? null : (reader.previous?.(file.path, paths) ?? null);
      return path === null ? null : claimOn(reader, path, entryAtHead(source, path), at);
    }),
    head,
  );
  const kept = new KeptMigrations(source, policy);
  const found: ReadSchema[] = [];
  for (const [at, { file, reader }] of touched.entries()) {
    const schema = reader.schemaOf(file.path);
    const { before: was = null, after: now = null } = versions[at] ?? {};
    const before = was ?? earlier[at] ?? null;
    const { path, oldPath } = file;
    found.push({
      path,
      oldPath,
      reader: reader.name,
      schema,
      existed: before !== null || source.tree.paths.some((one) => isPart(one, reader, schema)),
      migrated: await kept.make(reader, path),
      remedy: reader.remedy,
      database: databaseOf(path, policy).name,
      before,
      earlier: earlier[at] ?? null,
      after: now,
    });
  }
  return found;

  async function claimOn(
    reader: SchemaReader,
    path: string,
    entry: Entry | null,
    at: number,
  ): Promise<Claim | null> {
    if (entry === null) return null;
    const content = at < mostFiles ? await source.content(entry) : { unread: tooMany };
    return { detector: reader, path, ...content };
  }

  async function read(
    asked: readonly (Promise<Claim | null> | null)[],
    surroundings: Surroundings,
  ): Promise<Version[]> {
    const all = await Promise.all(asked);
    const present = all.filter((claim) => claim !== null);
    const done = await readings.read(present, surroundings, policy);
    return all.map((claim): Version => {
      const reading = claim === null ? undefined : done[present.indexOf(claim)];
      if (claim === null || reading === undefined) return null;
      return { reading, text: "text" in claim ? claim.text : null };
    });
  }
}

/** The words differ, perhaps, but what they say does not. */
function isSame(before: Version, after: Version): boolean {
  if (before === null || after === null) return before === after;
  return JSON.stringify(before.reading.operations) === JSON.stringify(after.reading.operations);
}

function isPart(path: string, reader: SchemaReader, schema: string): boolean {
  return reader.claims(path, { paths: [], text: () => null }, false) && reader.schemaOf(path) === schema;
}

function entryAtHead({ files, tree }: ChangeSource, path: string): Entry | null {
  const changed = files.find((file) => file.path === path);
  return changed === undefined ? tree.entry(path) : changed.after;
}

function headPaths({ files, tree }: ChangeSource): readonly string[] {
  const gone = new Set(files.flatMap(({ path, oldPath, after }) => (after === null ? [path] : [oldPath])));
  const added = files.filter(({ path, after }) => after !== null && tree.entry(path) === null);
  return [...tree.paths.filter((path) => !gone.has(path)), ...added.map(({ path }) => path)].toSorted();
}

/** The declared schemas that a change touches, read on both sides. */

import { databaseOf } from "../core/detect/claim.ts";
import type { ReadVersion } from "../core/detect/compare.ts";
import type { ReadSchema } from "../core/detect/declared/compare-schemas.ts";
import { mayBeSchema, schemaReaderOf } from "../core/detect/declared/registry.ts";
import type { SchemaReader } from "../core/detect/declared/schema-reader.ts";
import type { Policy } from "../core/judge/policy.ts";
import type { Claim, Claims } from "./claims.ts";
import { keepsMigrations } from "./kept-migrations.ts";
import type { Readings, Surroundings } from "./readings.ts";
import { atBase, atHead, textOf } from "./sides.ts";
import type { ChangedFile, ChangeSource, Entry } from "./source.ts";

interface Touched {
  file: ChangedFile;
  reader: SchemaReader;
}

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
  const before = await side(touched, (path) => atBase(source, path), source.tree.paths);
  const after = await side(touched, (path) => atHead(source, path), headPaths(source));
  const found: ReadSchema[] = [];
  for (const [index, { file, reader }] of touched.entries()) {
    const schema = reader.schemaOf(file.path);
    found.push({
      path: file.path,
      oldPath: file.oldPath,
      reader: reader.name,
      schema,
      existed: source.tree.paths.some((path) => isPart(path, reader, schema)) || file.oldPath !== null,
      migrated: await keepsMigrations(source, policy, reader, schema),
      remedy: reader.remedy,
      database: databaseOf(file.path, policy).name,
      before: before[index] ?? null,
      after: after[index] ?? null,
    });
  }
  return found;

  /** The files of one side, each read among the others of that side. */
  async function side(
    files: readonly Touched[],
    load: (path: string) => ReturnType<typeof atBase>,
    paths: readonly string[],
  ): Promise<(ReadVersion | null)[]> {
    const isBefore = paths === source.tree.paths;
    const asked: Claim[] = [];
    const standing: (number | null)[] = [];
    for (const { file, reader } of files) {
      const entry: Entry | null = isBefore ? file.before : file.after;
      const path = isBefore ? (file.oldPath ?? file.path) : file.path;
      standing.push(entry === null ? null : asked.length);
      if (entry !== null) asked.push({ detector: reader, path, ...(await source.content(entry)) });
    }
    const text = async (path: string): Promise<string | null> => textOf(await load(path));
    const read = await readings.read(asked, { ...around, paths, text }, policy);
    return standing.map((index): ReadVersion | null => {
      const claim = index === null ? undefined : asked[index];
      const reading = index === null ? undefined : read[index];
      if (claim === undefined || reading === undefined) return null;
      return { reading, text: "text" in claim ? claim.text : null };
    });
  }
}

function isPart(path: string, reader: SchemaReader, schema: string): boolean {
  return reader.claims(path, { paths: [], text: () => null }, false) && reader.schemaOf(path) === schema;
}

function headPaths({ files, tree }: ChangeSource): readonly string[] {
  const gone = new Set(files.flatMap(({ path, oldPath, after }) => (after === null ? [path] : [oldPath])));
  const added = files.filter(({ path, after }) => after !== null && tree.entry(path) === null);
  return [...tree.paths.filter((path) => !gone.has(path)), ...added.map(({ path }) => path)].toSorted();
}

/** A declared schema that no migration makes: what differs in it is what the change does to the database. */

import type { ReadMigration, ReadVersion } from "../compare.ts";
import type { FileReading } from "../detector.ts";
import type { ReadSchema, SchemaChange } from "./compare-schemas.ts";

interface BaseSchema {
  path: string;
  database: string;
  phase: null;
  reading: FileReading;
  unreleased: false;
}

/** One per file of the schema, with what differs there. What it does is new, whatever the file was before. */
export function asMigrations({ files, differences }: SchemaChange): ReadMigration[] {
  return files.flatMap(({ path, oldPath, reader, database, before, after }) => {
    if (after === null) return [];
    const operations = differences.filter(({ place }) => place.path === path);
    return [
      {
        path,
        oldPath,
        status: "added",
        framework: reader,
        database,
        phase: null,
        before: before === null ? null : withOperations(before, []),
        after: withOperations(after, operations),
      },
    ];
  });
}

function withOperations(
  { reading, text }: ReadVersion,
  operations: ReadVersion["reading"]["operations"],
): ReadVersion {
  return { reading: { ...reading, operations }, text };
}

/** What it declared before, for what must be known of the tables that the change touches. */
export function asBase({ path, oldPath, database, before }: ReadSchema): BaseSchema[] {
  if (before === null) return [];
  return [{ path: oldPath ?? path, database, phase: null, reading: before.reading, unreleased: false }];
}

/** The readers of declared schemas, in the order in which they are asked. */

import { matchesAny } from "../../glob.ts";
import type { SchemaReader } from "./schema-reader.ts";

interface Entry {
  name: string;
  /** By path alone, before the reader is loaded. */
  mayBe: (path: string) => boolean;
  load: () => Promise<SchemaReader>;
}

/** One line each. Loaded only when a change has such a path. */
export const schemaReaders: readonly Entry[] = [
  {
    name: "prisma-schema",
    mayBe: (path) => /\.prisma$/iu.test(path),
    load: async () => (await import("./prisma-schema.ts")).prismaSchema,
  },
  {
    name: "drizzle-snapshot",
    mayBe: (path) => path.endsWith("snapshot.json"),
    load: async () => (await import("./drizzle-snapshot.ts")).drizzleSnapshot,
  },
  {
    name: "rails-schema",
    mayBe: (path) => /(?:^|\/)db\/(?:\w+_)?schema\.rb$/u.test(path),
    load: async () => (await import("./rails-schema.ts")).railsSchema,
  },
  {
    name: "rails-structure",
    mayBe: (path) => /structure\.sql$/iu.test(path),
    load: async () => (await import("./sql-schema.ts")).railsStructure,
  },
  {
    name: "sql-schema",
    mayBe: (path) => /(?:schema|structure)[^/]*\.sql(?:\.\w+)?$|\/schemas\/.+\.sql$/iu.test(path),
    load: async () => (await import("./sql-schema.ts")).sqlSchema,
  },
];

/** Whether a path could declare a schema. */
export function mayBeSchema(path: string, ignore: readonly string[]): boolean {
  return schemaReaders.some(({ mayBe }) => mayBe(path)) && !matchesAny(path, ignore);
}

/** The reader that claims a path, null where none does. */
export async function schemaReaderOf(path: string, ignore: readonly string[]): Promise<SchemaReader | null> {
  if (!mayBeSchema(path, ignore)) return null;
  for (const { mayBe, load } of schemaReaders) {
    if (!mayBe(path)) continue;
    const reader = await load();
    if (reader.claims(path, { paths: [], text: () => null }, false)) return reader;
  }
  return null;
}

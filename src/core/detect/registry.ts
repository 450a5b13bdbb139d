/** The detectors, in the order in which they are asked: the first that claims a path reads it. */

import { claimsPath, looksLikeRevision } from "./detectors/alembic/paths.ts";
import { mayBeChangelog, mayHoldChangelog } from "./detectors/liquibase/paths.ts";
import { schemaReaders } from "./declared/registry.ts";
import { looksLikeMigration } from "./detectors/django/paths.ts";
import { claimsPath as claimsRails } from "./detectors/rails/paths.ts";
import { mayBeScript } from "./reading/typescript/script-path.ts";
import { claimsPath as claimsDoctrine } from "./detectors/doctrine/paths.ts";
import { claimsPath as claimsLaravel } from "./detectors/laravel/paths.ts";
import type { Detector, Language } from "./detector.ts";
import { languageOf } from "./language-of.ts";

interface Entry {
  name: string;
  language: Language;
  /** Other languages that its migrations are written in. */
  others?: readonly Language[];
  /** By path alone, before it is loaded; absent: every path of its languages may be for it. */
  mayBe?: (path: string) => boolean;
  load: () => Promise<Detector>;
}

/** Which paths in each language but SQL can be migrations, before any detector is loaded: says yes where only the tree or the text could tell. */
const mayBe: Readonly<Partial<Record<Language, (path: string) => boolean>>> = {
  python: (path) => claimsPath(path, noTree, false) || looksLikeRevision(path) || looksLikeMigration(path),
  ruby: (path) => claimsRails(path, false),
  php: (path) => claimsLaravel(path, false) || claimsDoctrine(path, false),
  typescript: mayBeScript,
  xml: mayBeChangelog,
  yaml: mayBeChangelog,
  json: mayBeChangelog,
};

const noTree = { paths: [], text: () => null };

/** Whether a path could be a migration that is not written in SQL. */
export function mayBeSource(path: string): boolean {
  const language = languageOf(path);
  return language !== null && (mayBe[language]?.(path) ?? false);
}

/** One line each. Loaded only when a change has a file of their language. */
export const registry: readonly Entry[] = [
  { name: "alembic", language: "python", load: async () => (await import("./detectors/alembic.ts")).alembic },
  {
    name: "liquibase",
    language: "xml",
    others: ["yaml", "json", "sql"],
    mayBe: mayHoldChangelog,
    load: async () => (await import("./detectors/liquibase.ts")).liquibase,
  },
  { name: "django", language: "python", load: async () => (await import("./detectors/django.ts")).django },
  { name: "rails", language: "ruby", load: async () => (await import("./detectors/rails.ts")).rails },
  { name: "doctrine", language: "php", load: async () => (await import("./detectors/doctrine.ts")).doctrine },
  { name: "laravel", language: "php", load: async () => (await import("./detectors/laravel.ts")).laravel },
  { name: "prisma", language: "sql", load: async () => (await import("./detectors/prisma.ts")).prisma },
  { name: "knex", language: "typescript", load: async () => (await import("./detectors/knex.ts")).knex },
  {
    name: "typeorm",
    language: "typescript",
    load: async () => (await import("./detectors/typeorm.ts")).typeorm,
  },
  { name: "drizzle", language: "sql", load: async () => (await import("./detectors/drizzle.ts")).drizzle },
  { name: "supabase", language: "sql", load: async () => (await import("./detectors/supabase.ts")).supabase },
  { name: "sqitch", language: "sql", load: async () => (await import("./detectors/sqitch.ts")).sqitch },
  { name: "diesel", language: "sql", load: async () => (await import("./detectors/diesel.ts")).diesel },
  { name: "flyway", language: "sql", load: async () => (await import("./detectors/flyway.ts")).flyway },
  { name: "goose", language: "sql", load: async () => (await import("./detectors/goose.ts")).goose },
  { name: "dbmate", language: "sql", load: async () => (await import("./detectors/dbmate.ts")).dbmate },
  { name: "sqlx", language: "sql", load: async () => (await import("./detectors/sqlx.ts")).sqlx },
  {
    name: "golang-migrate",
    language: "sql",
    load: async () => (await import("./detectors/golang-migrate.ts")).golangMigrate,
  },
  { name: "sql", language: "sql", load: async () => (await import("./detectors/plain-sql.ts")).plainSql },
];

/** The detectors that could claim one of these paths, in the order of the registry. `named`: those that a person named, wherever they lie; but a file of SQL is a changelog only where its path says so, because to load what reads changelogs takes time for every such file. */
export async function loadDetectors(
  paths: Iterable<string>,
  named: ReadonlySet<string> = new Set(),
): Promise<Detector[]> {
  const found = new Set<Entry>();
  for (const path of paths) {
    const language = languageOf(path);
    if (language === null) continue;
    for (const entry of registry) {
      const isOwn = entry.language === language || entry.others?.includes(language) === true;
      if (
        isOwn &&
        !found.has(entry) &&
        (entry.mayBe?.(path) !== false || (named.has(path) && language !== "sql"))
      )
        found.add(entry);
    }
  }
  return Promise.all(registry.filter((entry) => found.has(entry)).map((entry) => entry.load()));
}

// Asking the module system again for each of a thousand files costs as much as a tenth of reading them.
const loaded = new Map<string, Promise<Detector>>();

/** One detector by name. Throws on a name that is not in the registry: a fault of ours. */
export async function detectorNamed(name: string): Promise<Detector> {
  let detector = loaded.get(name);
  if (detector === undefined) {
    const entry = [...registry, ...schemaReaders].find((candidate) => candidate.name === name);
    if (entry === undefined) throw new Error(`no detector is called ${name}`);
    detector = entry.load();
    loaded.set(name, detector);
  }
  return detector;
}

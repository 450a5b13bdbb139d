/** What a detector is: it claims the files of one framework, and reads them into operations. */

import type { ReadOperation } from "../operation.ts";
import type { Place } from "../place.ts";
import type { DialectHints, SaidDialect } from "./file-dialect.ts";
import type { Parsers, SourceLanguage } from "./parsers.ts";

/** Something in a migration that could not be read: a person must look at it. */
export interface Unread {
  place: Place;
  /** One clause: what it is, and why it could not be read. */
  reason: string;
}

/** A comment that speaks to Lockstep: `lockstep: exempt ...`, `lockstep: note PATH`. */
export interface Directive {
  /** What follows `lockstep:`, white space folded. */
  text: string;
  place: Place;
}

/** What one version of one migration file says. */
export interface FileReading {
  /** In the order in which they run, up before down. */
  operations: ReadOperation[];
  unread: Unread[];
  directives: Directive[];
  /** The id that other migrations name it by, null when it has none. */
  revision: string | null;
  /** The revisions that must have run before it (Alembic's `down_revision` and `depends_on`); empty where the order is that of the paths. */
  dependsOn: string[];
  /** The revisions of the migrations in it that run once, where one file holds several: an edit may add to them. Absent where the file is one migration. */
  parts?: readonly string[];
  /** What it was read as, where something other than the policy says so. */
  dialect?: SaidDialect;
}

/** The files of the repository beside the change, at the merge base; what is not loaded is not there. */
export interface Tree {
  /** All paths of the base, sorted. */
  paths: readonly string[];
  /** The text of a base file that `wants` asked for, null when it is not there or was not to be had. */
  text(path: string): string | null;
}

export type TransactionMode = "file" | "none" | "all";

export interface ReadContext {
  tree: Tree;
  parsers: Parsers;
  /** The policy's word on how the framework wraps migrations, null: the framework's own way. */
  transaction: TransactionMode | null;
  /** What the policy says of the engines of the file's database; without it nothing is known. */
  dialect?: DialectHints;
  /** `performance.now()` after which a reader stops and reports the rest as unread; null: no limit. */
  expired: () => boolean;
}

export interface Detector {
  /** The framework's name, lower-case: `alembic`, `flyway`, `prisma`. */
  name: string;
  /** The language of the files that it claims: decides the parser and the comment sign. */
  language: Language;
  /** Cheap and by path alone: is this path, in a tree of these paths, a migration of the framework? `named`: a person named this very file as a migration (on the command line or by policy). */
  claims(path: string, tree: Tree, named: boolean): boolean;
  /** A second look at the text, for paths that are not certain (Alembic: does it say `revision`?). Cheap: no parser. */
  confirms(path: string, text: string): boolean;
  /** Paths of the base that reading this file needs: settings, siblings that name the branch. Only of `paths`. */
  wants(path: string, text: string, paths: readonly string[]): string[];
  /** Where there is no base, files beside a migration tell nothing of it. */
  standsAlone?: true;
  /** Reads one version of the file. Never throws on any text, never looks at a clock except through `expired`. */
  read(path: string, text: string, context: ReadContext): FileReading;
}

/** How a file is written. JavaScript is read as TypeScript. */
export type Language = "sql" | SourceLanguage | "xml" | "yaml" | "json" | "prisma";

/** The comment of each language, for edits that put one into a migration; null: it has none. */
export const commentSigns: Record<Language, { open: string; close: string } | null> = {
  sql: { open: "--", close: "" },
  python: { open: "#", close: "" },
  ruby: { open: "#", close: "" },
  // A `?>` behind `//` ends the code.
  php: { open: "/*", close: " */" },
  typescript: { open: "//", close: "" },
  xml: { open: "<!--", close: " -->" },
  yaml: { open: "#", close: "" },
  json: null,
  prisma: { open: "//", close: "" },
};

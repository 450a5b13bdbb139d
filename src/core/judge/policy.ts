/** What the organisation and the repository ask for, once it is read and complete. `policy-schema.ts` reads it from YAML. */

import type { Verb } from "../command/request.ts";
import type { Engine, Topology } from "../impact.ts";
import type { Demand, Kind } from "../operation.ts";
import type { SectionName } from "../note/note.ts";
import type { TransactionMode } from "../detect/detector.ts";

export type Mode = "off" | "monitor" | "warn" | "enforce";

export interface Database {
  name: string;
  /** Globs of migration paths that are this database's; empty: all that no other entry takes. */
  paths: string[];
  engines: Engine[];
  /** Globs of note directories that belong to it; empty: all. */
  notes: string[];
  smallTables: string[];
  /** Null: nobody said. */
  topology: Topology | null;
  transaction: TransactionMode | null;
}

/** Asks for more or less than the default, for what matches all that it names. */
export interface DemandOverride {
  kinds: Kind[];
  tables: string[];
  paths: string[];
  database: string | null;
  demand: Demand;
}

/** A kind of operation, or rows that the migration itself carries: Alembic's `bulk_insert`, `INSERT ... VALUES`. */
export type Banned = Kind | "seed_rows";

/** Who may run which command. Of the entries that fit, the last one counts. */
export interface WhoMay {
  /** Empty: all of them. */
  commands: Verb[];
  /** Kinds of operations, for `exempt` and `revoke` and what an approval grants; empty: all. */
  kinds: Kind[];
  /** `read`, `triage`, `write`, `maintain`, `admin` (each and more than it), or the name of a custom role. */
  roles: string[];
  /** Slugs of teams of the repository's organisation. */
  teams: string[];
  /** Logins. */
  users: string[];
}

export interface Policy {
  mode: Mode;
  databases: Database[];
  /** Globs of paths that are migrations although their layout does not say so, with the framework that reads them. */
  migrations: { paths: string[]; framework: string }[];
  /** Globs that are never migrations. */
  ignore: string[];
  notes: {
    directories: string[] | null;
    markup: "rst" | "markdown";
    labels: Partial<Record<SectionName, string[]>>;
    /** `any-change`: every schema change needs a note. */
    demand: "default" | "any-change";
  };
  exceptions: { file: string; grant: "review" | "author" };
  commands: {
    who: WhoMay[];
    /** Slugs of teams that may exempt any kind. */
    emergency: string[];
  };
  demands: DemandOverride[];
  phases: {
    /** Globs of paths by phase. */
    expand: string[];
    contract: string[];
    data: string[];
    /** What may not stand in the phase (Keystone's ban lists). */
    banned: { expand: Banned[]; contract: Banned[] };
  };
  /** `off` or another severity for a rule by name; rules about unread and refused statements cannot be switched off. */
  rules: Record<string, "off" | "error" | "warning" | "hint">;
  /** Globs of tag names that are releases; default: every tag that looks like a version. */
  releaseTags: string[];
}

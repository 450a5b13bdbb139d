/** Which dialect of SQL a file is read as: the policy says so for its database, else the framework's settings or the path do, else it is PostgreSQL. */

import type { EngineName } from "../impact.ts";
import type { SpokenEngine } from "./engine/spoken-engine.ts";
import { engineOfPath } from "./reading/sql/dialect.ts";

/** What the policy says of the database that a file belongs to. */
export interface DialectHints {
  /** The engines of its database; empty: the policy says nothing. */
  engines: readonly EngineName[];
  /** The policy names the paths of that database, and so this very file. */
  stated: boolean;
  /** What the files of the project say, where the policy says nothing. */
  spoken?: SpokenEngine | null;
}

/** What a file was read as; `why`: where that is said, in few words: `its path`, `package.json: mysql2`. */
export interface SaidDialect {
  engine: EngineName;
  why: string;
}

/** `only`: of several engines of the database, the one that the file is for. `why`: who says so, in words. `from`: the same in few words, where it is not the policy. */
export type FileDialect =
  | { dialect: EngineName; only: boolean; why: string; from: string | null }
  | { unread: string };

/** How people write the engines. */
export const engineWords: Record<EngineName, string> = {
  postgresql: "PostgreSQL",
  mysql: "MySQL",
  mariadb: "MariaDB",
  sqlite: "SQLite",
};

const names = Object.entries(engineWords) as [EngineName, string][];

/** The dialect of a file; `setting` is the engine that its framework's settings name, as people write it. */
export function dialectOf(
  path: string,
  { engines, stated, spoken = null }: DialectHints,
  setting: string | null = null,
): FileDialect {
  const said = setting ?? engineOfPath(path);
  const from = setting === null ? "its path" : "the framework's settings";
  const why = setting === null ? "its path says" : "the framework's settings say";
  const named = said === null ? undefined : names.find(([, words]) => words === said)?.[0];
  const [first, ...others] = engines;
  if (first !== undefined && stated && others.length === 0)
    return { dialect: first, only: false, why: policySays, from: null };
  if (said !== null && named === undefined) return { unread: `it is written for ${said}, which is not read` };
  // Which engines count is not known before all files were read.
  if (first === undefined) {
    return named === undefined
      ? { ...unsaid(spoken), only: false }
      : { dialect: named, only: true, why, from };
  }
  if (named === undefined) {
    const dialect = engines.includes("postgresql") ? "postgresql" : first;
    return { dialect, only: false, why: policySays, from: null };
  }
  const found = engines.find((engine) => engine === named) ?? engines.find((engine) => isKin(engine, named));
  if (found === undefined) {
    const policy = engines.map((engine) => engineWords[engine]).join(" and ");
    return { unread: `it is written for ${said}, and the policy's engine is ${policy}` };
  }
  return { dialect: found, only: others.length > 0, why, from: null };
}

const policySays = "the policy says";

function unsaid(spoken: SpokenEngine | null): { dialect: EngineName; why: string; from: string | null } {
  return spoken === null
    ? { dialect: "postgresql", why: "nothing says otherwise than", from: null }
    : { dialect: spoken.engine, why: `${spoken.why.replace(/: (.*)$/u, " ($1)")} says`, from: spoken.why };
}

const kin: ReadonlySet<EngineName> = new Set(["mysql", "mariadb"] as const);

/** Files for MySQL and for MariaDB are often the same. */
function isKin(a: EngineName, b: EngineName): boolean {
  return kin.has(a) && kin.has(b);
}

/** Which dialect of SQL a file is read as: the policy says so for its database, else the framework's settings or the path do, else it is PostgreSQL. */

import type { EngineName } from "../impact.ts";
import { engineOfPath } from "./reading/sql/dialect.ts";

/** What the policy says of the database that a file belongs to. */
export interface DialectHints {
  /** The engines of its database; empty: the policy says nothing. */
  engines: readonly EngineName[];
  /** The policy names the paths of that database, and so this very file. */
  stated: boolean;
}

/** `only`: of several engines of the database, the one that the file is for. `why`: who says so, in words. */
export type FileDialect = { dialect: EngineName; only: boolean; why: string } | { unread: string };

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
  { engines, stated }: DialectHints,
  setting: string | null = null,
): FileDialect {
  const listed = engines.length > 0 ? engines : (["postgresql"] as const);
  const [first = "postgresql", ...others] = listed;
  if (stated && others.length === 0) return { dialect: first, only: false, why: "the policy says" };
  const said = setting ?? engineOfPath(path);
  if (said === null) {
    const dialect = engines.includes("postgresql") ? "postgresql" : first;
    return {
      dialect,
      only: false,
      why: engines.length > 0 ? "the policy says" : "nothing says otherwise than",
    };
  }
  const named = names.find(([, words]) => words === said)?.[0];
  if (named === undefined) return { unread: `it is written for ${said}, which is not read` };
  const found = listed.find((engine) => engine === named) ?? listed.find((engine) => isKin(engine, named));
  if (found === undefined) {
    const policy = listed.map((engine) => engineWords[engine]).join(" and ");
    return { unread: `it is written for ${said}, and the policy's engine is ${policy}` };
  }
  const why = setting === null ? "its path says" : "the framework's settings say";
  return { dialect: found, only: others.length > 0, why };
}

const kin: ReadonlySet<EngineName> = new Set(["mysql", "mariadb"] as const);

/** Files for MySQL and for MariaDB are often the same. */
function isKin(a: EngineName, b: EngineName): boolean {
  return kin.has(a) && kin.has(b);
}

/** Which detector reads a file, and what the policy says of its path. */

import { matchesAny } from "../glob.ts";
import type { Phase } from "../operation.ts";
import type { EngineName } from "../impact.ts";
import type { SpokenEngine } from "./engine/spoken-engine.ts";
import type { DialectHints } from "./file-dialect.ts";
import type { Detector, TransactionMode, Tree } from "./detector.ts";
import { engineOfPath } from "./reading/sql/dialect.ts";

/** What detection needs of the policy. */
export interface DetectSettings {
  databases: readonly {
    name: string;
    paths: readonly string[];
    transaction: TransactionMode | null;
    engines?: readonly { engine: EngineName; assumed?: true }[];
  }[];
  migrations: readonly { paths: readonly string[]; framework: string }[];
  ignore: readonly string[];
  phases: Readonly<Record<Phase, readonly string[]>>;
}

/** How sure it is that a path is a migration: `named` when a person said so. */
type Standing = { detector: Detector; named: boolean };

/** The detectors that claim a path, best first; the text decides between them (`confirmed`). Empty: it is no migration. */
export function claimants(
  path: string,
  tree: Tree,
  detectors: readonly Detector[],
  settings: DetectSettings,
  named = false,
): Standing[] {
  if (!named && matchesAny(path, settings.ignore)) return [];
  const rule = settings.migrations.find((entry) => matchesAny(path, entry.paths));
  if (rule !== undefined) {
    const detector = detectors.find((candidate) => candidate.name === rule.framework);
    return detector === undefined ? [] : [{ detector, named: true }];
  }
  return detectors
    .filter((detector) => detector.claims(path, tree, named))
    .map((detector) => ({ detector, named }));
}

/** The first claimant that stands by its claim once it sees the text. */
export function confirmed(claims: readonly Standing[], path: string, text: string): Detector | null {
  const last = claims.at(-1);
  for (const { detector, named } of claims) {
    if (detector.confirms(path, text) || (named && detector === last?.detector)) return detector;
  }
  return null;
}

/** The database whose paths take this one: the first that names it, else the first that names none. */
export function databaseOf(path: string, settings: DetectSettings): DetectSettings["databases"][number] {
  const databases = settings.databases;
  const found =
    databases.find((database) => matchesAny(path, database.paths)) ??
    databases.find((database) => database.paths.length === 0) ??
    databases[0];
  if (found === undefined) throw new Error("a policy has at least one database");
  return found;
}

/** What is known of the engines that a file is for. `spoken`: what the files of the project say. */
export function dialectHints(
  path: string,
  { databases }: DetectSettings,
  spoken: SpokenEngine | null = null,
): DialectHints {
  const stated = databases.find((database) => matchesAny(path, database.paths));
  const found = stated ?? databases.find((database) => database.paths.length === 0) ?? databases[0];
  const named = (found?.engines ?? []).filter(({ assumed }) => assumed !== true);
  const engines = [...new Set(named.map(({ engine }) => engine))];
  const hints = { engines, stated: stated !== undefined };
  return engines.length === 0 && spoken !== null ? { ...hints, spoken } : hints;
}

/** Whether only the files of the project can say what the file is written for. */
export function isUnsaid(path: string, settings: DetectSettings): boolean {
  return dialectHints(path, settings).engines.length === 0 && engineOfPath(path) === null;
}

/** The phase that the policy gives to a path, null when it gives none. */
export function phaseOf(path: string, settings: DetectSettings): Phase | null {
  for (const phase of ["expand", "data", "contract"] as const) {
    if (matchesAny(path, settings.phases[phase])) return phase;
  }
  return null;
}

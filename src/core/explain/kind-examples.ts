/** The samples of a kind as files to be read, and what their readings come to on every version that is known. */

import { assess } from "../assess/assess.ts";
import { engines as rules } from "../assess/registry.ts";
import { foldRewrites } from "../assess/rewrites.ts";
import { versionsIn } from "../assess/versions.ts";
import type { FileReading, TransactionMode } from "../detect/detector.ts";
import { numberings } from "../engine-version.ts";
import type { Engine, EngineName, Impact } from "../impact.ts";
import { defaultPolicy } from "../judge/default-policy.ts";
import { demandOf } from "../judge/demand.ts";
import type { AssessedOperation, Demand, IdentifiedOperation, Kind, ReadOperation } from "../operation.ts";
import { schemaAround } from "./example-schema.ts";
import { samplesOf } from "./kind-samples.ts";
import type { Sample } from "./kind-samples.ts";

/** What one sample means on one version. */
export interface VersionImpact {
  version: number;
  impact: Impact;
  demand: Demand;
  /** Whether the engine takes it inside a transaction, and outside of one. */
  inside: boolean;
  outside: boolean;
}

/** One statement and what it means on the known versions of an engine, oldest first. */
export interface KindExample extends Sample {
  kind: Kind;
  engine: Engine;
  /** The engine has no statement for it: this is the one of another engine. */
  borrowed: boolean;
  versions: VersionImpact[];
}

/** All that is known of every engine. */
export const everyEngine: readonly Engine[] = (Object.keys(numberings) as EngineName[]).map((engine) => ({
  engine,
  from: numberings[engine].oldest,
  to: null,
}));

const path = "example.sql";

export interface SampleFile {
  detector: string;
  path: string;
  text: string;
  transaction: TransactionMode | null;
  treePaths: readonly string[];
  treeTexts: Record<string, string>;
  dialect: { engines: EngineName[]; stated: boolean };
}

interface Plan {
  engine: Engine;
  dialect: EngineName;
  sample: Sample;
}

/** Each engine with its own samples; without any, with the first that another engine has. */
function plansOf(kind: Kind, engines: readonly Engine[]): Plan[] {
  return engines.flatMap((engine) => {
    const own = samplesOf(kind, engine.engine);
    if (own.length > 0) return own.map((sample) => ({ engine, dialect: engine.engine, sample }));
    const other = everyEngine.find((one) => samplesOf(kind, one.engine).length > 0)?.engine;
    const [sample] = other === undefined ? [] : samplesOf(kind, other);
    return other === undefined || sample === undefined ? [] : [{ engine, dialect: other, sample }];
  });
}

/** Whose schema is read: MariaDB's is MySQL's. */
function schemaOf(dialect: EngineName): EngineName {
  return dialect === "mariadb" ? "mysql" : dialect;
}

function schemasOf(plans: readonly Plan[]): EngineName[] {
  return [...new Set(plans.map(({ dialect }) => schemaOf(dialect)))];
}

/** What a reader of migrations reads, so that `kindExamples` can be told what it says. */
export function sampleFiles(kind: Kind, engines: readonly Engine[] = everyEngine): SampleFile[] {
  const plans = plansOf(kind, engines);
  return [
    ...schemasOf(plans).map((schema) => {
      const own = plans.filter(({ dialect }) => schemaOf(dialect) === schema);
      return fileOf(
        schema,
        schemaAround(
          schema,
          own.map(({ sample }) => sample.sql),
        ),
      );
    }),
    ...plans.map(({ dialect, sample }) => fileOf(dialect, `${sample.sql};\n`)),
  ];
}

function fileOf(dialect: EngineName, text: string): SampleFile {
  const hints = { engines: [dialect], stated: true };
  return { detector: "sql", path, text, transaction: null, treePaths: [], treeTexts: {}, dialect: hints };
}

/** `readings`: one for each of `sampleFiles`, in their order. */
export function kindExamples(
  kind: Kind,
  readings: readonly FileReading[],
  engines: readonly Engine[] = everyEngine,
): KindExample[] {
  const plans = plansOf(kind, engines);
  const names = schemasOf(plans);
  const schemas = new Map(names.map((name, at) => [name, readings[at]?.operations ?? []]));
  return plans.flatMap(({ engine, dialect, sample }, at) => {
    const schema = schemas.get(schemaOf(dialect)) ?? [];
    const read = foldRewrites(readings[names.length + at]?.operations ?? [], () => schema);
    const versions = impactsOf(kind, read, schema, engine);
    return versions.length === 0
      ? []
      : [{ ...sample, kind, engine, borrowed: dialect !== engine.engine, versions }];
  });
}

function impactsOf(
  kind: Kind,
  read: readonly ReadOperation[],
  schema: readonly ReadOperation[],
  engine: Engine,
): VersionImpact[] {
  const known = versionsIn(engine, rules[engine.engine].versions);
  const each = known.map((version) => ({ engine: engine.engine, from: version, to: version }));
  const assessed = (transaction: string | null): AssessedOperation | undefined => {
    const operations = read.map(
      (one, at) => ({ ...one, transaction, id: `${at}`, database: "main" }) as IdentifiedOperation,
    );
    const found = assess(operations, schema, { engines: each, smallTables: [] });
    return found.find((one) => one.kind === kind);
  };
  const outside = assessed(null);
  const inside = rules[engine.engine].transactional ? assessed("example") : outside;
  return known.flatMap((version, at) => {
    const alone = outside?.impacts[at];
    const within = inside?.impacts[at];
    if (outside === undefined || alone === undefined || within === undefined) return [];
    const impact = alone.refused !== null && within.refused === null ? within : alone;
    const operation = { ...outside, impact, impacts: [impact] };
    const demand = demandOf(operation, defaultPolicy, [operation]);
    return [{ version, impact, demand, inside: within.refused === null, outside: alone.refused === null }];
  });
}

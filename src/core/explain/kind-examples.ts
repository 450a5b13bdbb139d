/** The samples of a kind as files to be read, and what their readings come to on every version that was measured. */

import { assessChange } from "../assess-change.ts";
import { compareMigrations } from "../detect/compare.ts";
import type { FileReading } from "../detect/detector.ts";
import { defaultPolicy } from "../judge/default-policy.ts";
import type { Kind, Operation } from "../operation.ts";
import { kindSamples } from "./kind-samples.ts";

/** One statement and the operation that it is, with one impact per version, oldest first. */
export interface KindExample {
  sql: string;
  operation: Operation;
}

/** PostgreSQL's. */
const versions = [10, 11, 12, 13, 14, 15, 16, 17, 18];
const path = "example.sql";

/** A reader of migrations reads these; `kindExamples` takes what it says. */
export function sampleFiles(kind: Kind) {
  return kindSamples[kind].map((sql) => ({
    detector: "sql",
    path,
    text: `${sql};\n`,
    transaction: null,
    treePaths: [],
    treeTexts: {},
  }));
}

/** `readings`: one for each sample, in their order. */
export function kindExamples(kind: Kind, readings: readonly FileReading[]): KindExample[] {
  const engines = versions.map((version) => ({ engine: "postgresql" as const, from: version, to: version }));
  const policy = {
    ...defaultPolicy,
    databases: defaultPolicy.databases.map((database) => ({ ...database, engines })),
  };
  return readings.flatMap((reading, at) => {
    const sql = kindSamples[kind][at] ?? "";
    const changes = compareMigrations([
      {
        path,
        oldPath: null,
        status: "added",
        framework: "sql",
        database: policy.databases[0]?.name ?? "",
        phase: null,
        before: null,
        after: { reading, text: sql },
      },
    ]);
    const operation = assessChange(changes, [], policy).find((one) => one.kind === kind);
    return operation === undefined ? [] : [{ sql, operation }];
  });
}

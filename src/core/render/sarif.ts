/** The verdict as SARIF 2.1.0, for code scanning and editors. */

import type { Operation } from "../operation.ts";
import type { Place } from "../place.ts";
import type { Fix, Problem, Severity } from "../problem.ts";
import type { Verdict } from "../verdict.ts";
import { serialize } from "./visible.ts";

export interface SarifOptions {
  /** Lockstep's own version. */
  version: string;
  /** The page of a rule or finding: its one sentence and its whole text in Markdown; null when there is none. */
  page: (rule: string) => { summary: string; markdown: string } | null;
}

const levels: Record<Severity, "error" | "warning" | "note"> = {
  error: "error",
  warning: "warning",
  hint: "note",
};

export function renderSarif(verdict: Verdict, options: SarifOptions): string {
  const rules = [...new Set(verdict.problems.map((problem) => problem.rule))].toSorted();
  const operations = new Map(verdict.operations.map((operation) => [operation.id, operation]));
  return serialize({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Lockstep",
            version: options.version,
            semanticVersion: options.version,
            rules: rules.map((rule) => ruleJson(rule, options.page(rule))),
          },
        },
        columnKind: "utf16CodeUnits",
        results: verdict.problems.map((problem) => resultJson(problem, rules, operations)),
      },
    ],
  });
}

function ruleJson(rule: string, page: { summary: string; markdown: string } | null) {
  const summary = page?.summary ?? rule;
  return {
    id: rule,
    shortDescription: { text: summary },
    help: {
      text: page?.markdown ?? `lockstep explain ${rule}`,
      ...(page === null ? {} : { markdown: page.markdown }),
    },
  };
}

function resultJson(problem: Problem, rules: readonly string[], operations: ReadonlyMap<string, Operation>) {
  const operation = problem.operation === null ? undefined : operations.get(problem.operation);
  return {
    ruleId: problem.rule,
    ruleIndex: rules.indexOf(problem.rule),
    level: levels[problem.severity],
    message: { text: problem.message },
    locations: [location(problem.place)],
    ...(problem.related.length === 0
      ? {}
      : {
          relatedLocations: problem.related.map((one, at) => ({
            id: at,
            message: { text: one.message },
            ...location(one.place),
          })),
        }),
    partialFingerprints: { "lockstepProblem/v1": problem.id },
    ...(problem.fix === null ? {} : { fixes: [fixJson(problem.fix)] }),
    ...(operation === undefined
      ? {}
      : { properties: { operation: operation.id, kind: operation.kind, demand: operation.demand } }),
  };
}

function fixJson(fix: Fix) {
  const paths = [...new Set(fix.edits.map((edit) => edit.place.path))];
  return {
    description: { text: fix.title },
    artifactChanges: paths.map((path) => ({
      artifactLocation: { uri: uriOf(path) },
      replacements: fix.edits
        .filter((edit) => edit.place.path === path)
        .map((edit) => ({ deletedRegion: region(edit.place), insertedContent: { text: edit.text } })),
    })),
  };
}

function location(place: Place) {
  return { physicalLocation: { artifactLocation: { uri: uriOf(place.path) }, region: region(place) } };
}

function region(place: Place) {
  return {
    startLine: place.line,
    startColumn: place.column,
    endLine: place.endLine,
    endColumn: place.endColumn,
  };
}

/** A relative reference: each segment is escaped, so that no file name reads as a scheme or leaves its place. */
function uriOf(path: string): string {
  return path
    .split("/")
    .map((segment) => encodeURIComponent(segment.replace(/\p{Cs}/gu, "\uFFFD")))
    .join("/");
}

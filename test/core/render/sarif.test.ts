import assert from "node:assert/strict";
import { test } from "node:test";

import { renderSarif } from "../../../src/core/render/sarif.ts";
import { dropColumn, migrationPath, noteProblem, place, problem, verdict } from "./verdicts.ts";

const page = (rule: string) =>
  rule === "exception-is-there" ? { summary: "An exception is there.", markdown: "# Page" } : null;

interface Region {
  startLine: number;
  startColumn: number;
  endLine: number;
  endColumn: number;
}
interface Location {
  physicalLocation: { artifactLocation: { uri: string }; region: Region };
}
interface Result {
  ruleId: string;
  ruleIndex: number;
  level: string;
  message: { text: string };
  locations: Location[];
  relatedLocations?: (Location & { id: number; message: { text: string } })[];
  partialFingerprints: Record<string, string>;
  fixes?: {
    artifactChanges: {
      artifactLocation: { uri: string };
      replacements: { deletedRegion: Region; insertedContent: { text: string } }[];
    }[];
  }[];
}
interface Sarif {
  version: string;
  runs: {
    columnKind: string;
    tool: {
      driver: {
        name: string;
        version: string;
        rules: { id: string; help: { text: string; markdown?: string } }[];
      };
    };
    results: Result[];
  }[];
}

function sarif(...args: Parameters<typeof problem>[0][]): Sarif {
  const problems = args.map((given) => problem(given));
  const given = verdict({ operations: [dropColumn()], problems: [...problems, noteProblem()] });
  return JSON.parse(renderSarif(given, { version: "0.1.0", page })) as Sarif;
}

test("a log has one run, whose results point at rules that are there and have help", () => {
  const log = sarif(
    {},
    { severity: "warning", id: "1".repeat(32) },
    { severity: "hint", id: "2".repeat(32) },
  );
  assert.equal(log.version, "2.1.0");
  assert.equal(log.runs.length, 1);
  const [run] = log.runs;
  assert.ok(run);
  assert.equal(run.columnKind, "utf16CodeUnits");
  const { rules } = run.tool.driver;
  assert.deepEqual(rules.map((rule) => rule.id).toSorted(), ["downtime-is-told", "exception-is-there"]);
  for (const rule of rules) assert.notEqual(rule.help.text, "");
  assert.equal(rules.find((rule) => rule.id === "exception-is-there")?.help.markdown, "# Page");
  assert.deepEqual(
    run.results.map((result) => result.level),
    ["error", "warning", "note", "error"],
  );
  for (const result of run.results) assert.equal(rules[result.ruleIndex]?.id, result.ruleId);
});

test("the fingerprint is the problem's id, whatever line it stands on", () => {
  const [here] = sarif({}).runs[0]?.results ?? [];
  const [there] = sarif({ place: place(migrationPath, 99, 1, 1) }).runs[0]?.results ?? [];
  assert.deepEqual(here?.partialFingerprints, { "lockstepProblem/v1": problem().id });
  assert.deepEqual(here?.partialFingerprints, there?.partialFingerprints);
});

test("fixes are replacements, grouped by file; places are one-based regions", () => {
  const other = { place: place("b.yaml", 2, 1, 3), text: "x" };
  const edits = [...(problem().fix?.edits ?? []), other, { ...other, place: place("b.yaml", 4, 1, 0) }];
  const [result] = sarif({ fix: { title: "Mend", edits } }).runs[0]?.results ?? [];
  const changes = result?.fixes?.[0]?.artifactChanges ?? [];
  assert.deepEqual(
    changes.map((change) => [change.artifactLocation.uri, change.replacements.length]),
    [
      [migrationPath, 1],
      ["b.yaml", 2],
    ],
  );
  assert.deepEqual(changes[1]?.replacements[0], {
    deletedRegion: { startLine: 2, startColumn: 1, endLine: 2, endColumn: 4 },
    insertedContent: { text: "x" },
  });
});

test("related places follow, and paths are relative references that cannot be read as a scheme", () => {
  const results = sarif({ place: place("a b/c:d#é.sql", 1, 1, 1) }).runs[0]?.results ?? [];
  assert.equal(results[0]?.locations[0]?.physicalLocation.artifactLocation.uri, "a%20b/c%3Ad%23%C3%A9.sql");
  assert.equal(results[1]?.relatedLocations?.[0]?.message.text, "drop_column user.legacy_id breaks old code");
});

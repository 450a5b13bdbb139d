/** The samples of all pages, as one version of one engine has them. */

import { kindExamples, sampleFiles } from "../../../src/core/explain/kind-examples.ts";
import type { KindExample, VersionImpact } from "../../../src/core/explain/kind-examples.ts";
import { piecesOf, saferWay } from "../../../src/core/explain/safer-steps.ts";
import type { EngineName } from "../../../src/core/impact.ts";
import { kinds } from "../../../src/core/kinds.ts";
import { Reader } from "../../../src/edges/isolation/reader.ts";

export type ExampleAt = KindExample & { at: VersionImpact };

/** `version`: as a number of `engine-version.ts`. Without those that another engine writes. */
export async function examplesOn(engine: EngineName, version: number): Promise<ExampleAt[]> {
  const reader = new Reader();
  const asked = [{ engine, from: version, to: version }];
  const found: ExampleAt[] = [];
  for (const kind of kinds) {
    const readings = await reader.read(sampleFiles(kind, asked));
    for (const example of kindExamples(kind, readings, asked)) {
      const [at, ...others] = example.versions;
      if (at === undefined || others.length > 0) throw new Error("one version was asked for");
      if (!example.borrowed) found.push({ ...example, at });
    }
  }
  await reader.close();
  return found;
}

export async function queriesOf(engine: EngineName, version: number): Promise<string[]> {
  const examples = await examplesOn(engine, version);
  return [...new Set(examples.flatMap(({ at }) => at.impact.variables.flatMap(({ query }) => query ?? [])))];
}

/** What a person has to fill in, and what stands for each partition's own. */
const leftOpen = /\.\.\.|<\w+>|\bits_part\b/u;

/** Of each safer way the commands that are whole. */
export async function commandsOf(engine: EngineName, version: number): Promise<string[][]> {
  const examples = await examplesOn(engine, version);
  const ways = examples.map(({ at }) =>
    at.impact.saferWay === null
      ? []
      : saferWay(at.impact.saferWay)
          .steps.flatMap(piecesOf)
          .filter(({ copy, text }) => copy && !leftOpen.test(text))
          .map(({ text }) => text),
  );
  return [...new Set(ways.map((way) => way.join("\n")))]
    .filter((way) => way !== "")
    .map((way) => way.split("\n"));
}

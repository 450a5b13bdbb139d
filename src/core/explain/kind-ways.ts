/** The safer ways of a page: each once, with the variants and versions that need it. */

import { engines as rules } from "../assess/registry.ts";
import { versionsIn } from "../assess/versions.ts";
import { numberings } from "../engine-version.ts";
import type { Engine } from "../impact.ts";
import type { KindExample } from "./kind-examples.ts";
import { versionsWords } from "./kind-rows.ts";
import { saferWay, shapeOf } from "./safer-steps.ts";

export interface SaferSteps {
  /** The variants that need all of the steps, and those that need some of them. */
  of: string[];
  partly: string[];
  steps: string[];
}

interface Way {
  steps: string[];
  /** What it has in common with those that differ in names only. */
  shape: string[];
  /** On which versions of which engine each variant has it. */
  of: Map<string, { engine: Engine; on: number[] }[]>;
}

/** Of ways that differ in names only the first stands for all, as the newest version has it. */
export function waysOf(examples: readonly KindExample[]): {
  ways: SaferSteps[];
  /** What is to be done before each statement, null when nothing is. */
  before: string | null;
} {
  const ways = new Map<string, Way>();
  let before: string | null = null;
  for (const { variant, sql, engine, versions } of examples) {
    for (const { version, impact } of versions.toReversed()) {
      if (impact.saferWay === null) continue;
      const way = saferWay(impact.saferWay);
      before ??= way.before;
      if (way.steps.length === 0) continue;
      const shape = shapeOf(way.steps, sql);
      const key = shape.join("\n");
      const known: Way = ways.get(key) ?? { steps: way.steps, shape, of: new Map() };
      ways.set(key, known);
      const on = known.of.get(variant) ?? [];
      known.of.set(variant, on);
      const same = on.find((one) => one.engine === engine);
      if (same === undefined) on.push({ engine, on: [version] });
      else same.on.unshift(version);
    }
  }
  const all = [...new Set(examples.map(({ engine }) => engine))];
  const wordsOf = (way: Way): string[] => {
    const places = Map.groupBy(way.of, ([, where]) => placeWords(where, all));
    return [...places].map(([place, of]) =>
      `${of.map(([variant]) => variant).join("; ")}${place === "" ? "" : ` (${place})`}`.trim(),
    );
  };
  const longest = [...ways.values()].filter((way) => widerOf(way, [...ways.values()]) === null);
  return {
    ways: longest.map((way) => ({
      steps: way.steps,
      of: wordsOf(way),
      partly: [...ways.values()]
        .filter((one) => widerOf(one, longest) === way)
        .flatMap((one) => wordsOf(one)),
    })),
    before,
  };
}

/** The first way that has all steps of this one, and more. */
function widerOf(way: Way, among: readonly Way[]): Way | null {
  return among.find((other) => other !== way && isWithin(way.shape, other.shape)) ?? null;
}

function isWithin(few: readonly string[], many: readonly string[]): boolean {
  if (few.length >= many.length) return false;
  let at = 0;
  for (const step of many) if (step === few[at]) at++;
  return at === few.length;
}

/** The engines and versions on which it is so, empty where that is all of them. */
function placeWords(
  where: readonly { engine: Engine; on: readonly number[] }[],
  all: readonly Engine[],
): string {
  const whole = (engine: Engine, on: readonly number[]): boolean =>
    on.length === versionsIn(engine, rules[engine.engine].versions).length;
  if (where.length === all.length && where.every(({ engine, on }) => whole(engine, on))) return "";
  const words = where.map(({ engine, on }) => {
    const { title } = numberings[engine.engine];
    return whole(engine, on) ? title : `${title} ${versionsWords(engine, on)}`;
  });
  return words.join(", ");
}

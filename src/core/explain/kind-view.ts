/** What the page of a kind says, whoever shows it: made of its assessed samples, and of nothing else. */

import { engines as rules } from "../assess/registry.ts";
import { sourceKind } from "../assess/sources.ts";
import { someVersions, versionText, versionsIn } from "../assess/versions.ts";
import { numberings } from "../engine-version.ts";
import type { Engine, EngineName, Variable } from "../impact.ts";
import { lockWords, queryWords } from "./engine-words.ts";
import { demandWords } from "../render/words.ts";
import type { Kind } from "../operation.ts";
import type { KindExample, VersionImpact } from "./kind-examples.ts";
import type { Sample } from "./kind-samples.ts";
import { saferWay, shapeOf } from "./safer-steps.ts";
import { howDone, whoWaits } from "./wait-words.ts";

/** One variant on neighbouring versions on which it means the same. */
export interface Row {
  variant: string;
  versions: string;
  refused: string | null;
  waits: string;
  how: string;
  oldCode: string;
  undo: string;
  demand: string;
}

export interface Section {
  title: string;
  /** The statements that the rows are about; none where the engine has no statement for it. */
  samples: Sample[];
  rows: Row[];
  /** Why every version of each engine refuses it; null where one takes it. */
  absent: string | null;
  /** How long locks last there; null where nobody waits. */
  lockWords: string | null;
  /** What the queries cannot see. */
  queryWords: string;
  /** What else is to be known, each thing once. */
  notes: string[];
  variables: Variable[];
  ways: SaferSteps[];
  /** What is to be done before each statement, null when nothing is. */
  before: string | null;
}

export interface SaferSteps {
  /** The variants that need all of the steps, and those that need some of them. */
  of: string[];
  partly: string[];
  steps: string[];
}

export interface SourceList {
  name: EngineName;
  engine: string;
  measured: string[];
  cited: string[];
  assumed: string[];
}

export interface KindView {
  sections: Section[];
  sources: SourceList[];
}

/** MySQL and MariaDB share their page: most of what there is to say of one holds for the other. */
const together: readonly (readonly EngineName[])[] = [["postgresql"], ["mysql", "mariadb"], ["sqlite"]];

export function kindView(examples: readonly KindExample[]): KindView {
  const sections = together.flatMap((names) => {
    const own = examples.filter(({ engine }) => names.includes(engine.engine));
    return own.length === 0 ? [] : [sectionOf(own)];
  });
  const engines = [...new Set(examples.map(({ engine }) => engine.engine))];
  return {
    sections,
    sources: engines.map((name) =>
      sourcesOf(
        name,
        examples.filter(({ engine }) => engine.engine === name),
      ),
    ),
  };
}

function sectionOf(examples: readonly KindExample[]): Section {
  const engines = [...new Set(examples.map(({ engine }) => engine))];
  const samples = new Map<string, Sample>();
  for (const { sql, variant, borrowed } of examples) if (!borrowed) samples.set(sql, { variant, sql });
  const rows = mergedRows(examples, engines.length > 1);
  const refusals = new Set(rows.map(({ refused }) => refused));
  const [first] = engines;
  if (first === undefined) throw new Error("a section is about an engine");
  return {
    title: engines.map(({ engine }) => numberings[engine].title).join(" and "),
    samples: [...samples.values()],
    rows,
    absent: refusals.has(null) || samples.size > 0 ? null : `${[...refusals].join(". ")}.`,
    lockWords: rows.some(({ waits }) => / of /u.test(waits)) ? lockWords[first.engine] : null,
    queryWords: queryWords[first.engine],
    notes: notesOf(examples),
    variables: variablesOf(examples),
    ...waysOf(examples),
  };
}

/** Variants that mean the same on every version share their rows. */
function mergedRows(examples: readonly KindExample[], named: boolean): Row[] {
  const merged = new Map<string, { variants: string[]; rows: Row[] }>();
  for (const example of examples) {
    const rows = rowsOf(example, named);
    const key = JSON.stringify([example.engine.engine, rows]);
    const known = merged.get(key) ?? { variants: [], rows };
    known.variants.push(example.variant);
    merged.set(key, known);
  }
  return [...merged.values()].flatMap(({ variants, rows }) =>
    rows.map((row) => ({ ...row, variant: variants.join("; ") })),
  );
}

function rowsOf({ kind, engine, versions }: KindExample, named: boolean): Row[] {
  const groups: { row: Omit<Row, "versions">; on: number[] }[] = [];
  for (const one of versions) {
    const row = rowOf(kind, one);
    const last = groups.at(-1);
    if (last !== undefined && JSON.stringify(last.row) === JSON.stringify(row)) last.on.push(one.version);
    else groups.push({ row, on: [one.version] });
  }
  return groups.map(({ row, on }) => {
    const words = versionsWords(engine, on);
    return { ...row, versions: named ? `${numberings[engine.engine].title} ${words}` : words };
  });
}

function versionsWords(engine: Engine, on: readonly number[]): string {
  const { versions } = rules[engine.engine];
  return on.length === versionsIn(engine, versions).length
    ? versionText(engine)
    : someVersions(engine.engine, on, versions);
}

function rowOf(kind: Kind, { impact, demand, inside, outside }: VersionImpact): Omit<Row, "versions"> {
  const asked = demandWords[demand];
  if (!inside && !outside)
    return { variant: "", refused: impact.refused, waits: "", how: "", oldCode: "", undo: "", demand: asked };
  const how = howDone(impact);
  const transaction = inside === outside ? "" : inside ? "; only in a transaction" : "; not in a transaction";
  const [reason = ""] = impact.reasons;
  return {
    variant: "",
    refused: null,
    waits: whoWaits(kind, impact),
    how: how + transaction,
    oldCode: impact.breaksOldCode ? `fails: ${reason.replace(/^old code /u, "")}` : "goes on",
    undo: impact.irreversible ? "no" : "yes",
    demand: asked,
  };
}

/** What the rows of the table say already, or the words above it. */
const told =
  /\bwait (?:while|for a moment|until)\b|^it takes longer the more rows|^rows are changed; nobody waits|^SQLite locks the whole file/u;

/** Each with the variants of which it holds, where that is not all of them; of notes that differ in names only, the first. */
function notesOf(examples: readonly KindExample[]): string[] {
  const notes = new Map<string, { note: string; of: Set<string> }>();
  for (const { variant, versions } of examples) {
    for (const { impact } of versions) {
      if (impact.refused !== null) continue;
      const reasons = impact.breaksOldCode ? impact.reasons.slice(1) : impact.reasons;
      for (const note of reasons) {
        if (told.test(note)) continue;
        const shape = note.replaceAll(/`[^`]*`/gu, "");
        const known = notes.get(shape) ?? { note, of: new Set<string>() };
        known.of.add(variant);
        notes.set(shape, known);
      }
    }
  }
  const all = new Set(examples.map(({ variant }) => variant)).size;
  return [...notes.values()].map(({ note, of }) =>
    of.size === all ? note : `${[...of].join("; ")}: ${note}`,
  );
}

/** Each thing once: what an earlier sample named is not named again for another table. */
function variablesOf(examples: readonly KindExample[]): Variable[] {
  const found: Variable[] = [];
  for (const { versions } of examples) {
    const known = new Set(found.map(({ name }) => name));
    const own = new Set<string>();
    for (const { impact } of versions) {
      for (const variable of impact.variables) {
        const key = `${variable.name} ${variable.table}`;
        if (known.has(variable.name) || own.has(key)) continue;
        own.add(key);
        found.push(variable);
      }
    }
  }
  return found;
}

interface Way {
  steps: string[];
  /** What it has in common with those that differ in names only. */
  shape: string[];
  /** On which versions of which engine each variant has it. */
  of: Map<string, { engine: Engine; on: number[] }[]>;
}

/** Of ways that differ in names only the first stands for all, as the newest version has it. */
function waysOf(examples: readonly KindExample[]): Pick<Section, "ways" | "before"> {
  const ways = new Map<string, Way>();
  let before: string | null = null;
  for (const { variant, engine, versions } of examples) {
    for (const { version, impact } of versions.toReversed()) {
      if (impact.saferWay === null) continue;
      const way = saferWay(impact.saferWay);
      before ??= way.before;
      if (way.steps.length === 0) continue;
      const shape = shapeOf(way.steps);
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
  const wordsOf = (way: Way): string[] =>
    [...way.of].map(([variant, where]) => variantWords(variant, where, all));
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

/** The variant, and the versions where it is not so on all. */
function variantWords(
  variant: string,
  where: readonly { engine: Engine; on: readonly number[] }[],
  all: readonly Engine[],
): string {
  const whole = (engine: Engine, on: readonly number[]): boolean =>
    on.length === versionsIn(engine, rules[engine.engine].versions).length;
  if (where.length === all.length && where.every(({ engine, on }) => whole(engine, on))) return variant;
  const words = where.map(({ engine, on }) => {
    const { title } = numberings[engine.engine];
    return whole(engine, on) ? title : `${title} ${versionsWords(engine, on)}`;
  });
  return `${variant} (${words.join(", ")})`.trim();
}

function sourcesOf(name: EngineName, examples: readonly KindExample[]): SourceList {
  const all = new Set(examples.flatMap(({ versions }) => versions.map(({ impact }) => impact.source)));
  const of = (kind: ReturnType<typeof sourceKind>): string[] =>
    [...all].filter((source) => sourceKind(source) === kind);
  const measured = of("measured").flatMap((source) => source.slice("measured: ".length).split(", "));
  return {
    name,
    engine: numberings[name].title,
    measured: [...new Set(measured)],
    cited: of("cited"),
    assumed: of("assumed").map((source) => source.replace(/^assumed: /u, "")),
  };
}

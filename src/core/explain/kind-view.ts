/** What the page of a kind says, whoever shows it: made of its assessed samples, and of nothing else. */

import { sourceKind } from "../assess/sources.ts";
import { numberings } from "../engine-version.ts";
import type { EngineName, Variable } from "../impact.ts";
import { lockWords, momentWords, queryWords } from "./engine-words.ts";
import type { KindExample } from "./kind-examples.ts";
import { mergedRows } from "./kind-rows.ts";
import type { Row } from "./kind-rows.ts";
import { waysOf } from "./kind-ways.ts";
import type { SaferSteps } from "./kind-ways.ts";
import type { Sample } from "./kind-samples.ts";

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
  const absent = refusals.has(null) || samples.size > 0 ? null : refusalWords([...refusals]);
  return {
    title: engines.map(({ engine }) => numberings[engine].title).join(" and "),
    samples: [...samples.values()],
    rows,
    absent,
    lockWords: lockWordsOf(first.engine, rows),
    queryWords: queryWords[first.engine],
    notes: notesOf(examples),
    variables: variablesOf(examples),
    ...waysOf(absent === null ? examples : examples.map((example) => ({ ...example, variant: "" }))),
  };
}

/** `MySQL and MariaDB have no domains.` */
function refusalWords(refusals: readonly (string | null)[]): string {
  const [first, second] = refusals;
  const both = first?.replace(/^MySQL (?:has|cannot)/u, (words) => words.replace("has", "have"));
  const other = second?.replace(/^MariaDB (?:has|cannot)/u, (words) =>
    words.replace("MariaDB", "MySQL").replace("has", "have"),
  );
  if (both !== undefined && both === other) return `${both.replace("MySQL", "MySQL and MariaDB")}.`;
  return `${refusals.join(". ")}.`;
}

/** Null where nobody waits. */
function lockWordsOf(engine: EngineName, rows: readonly Row[]): string | null {
  const waits = rows.map((row) => row.waits);
  if (!waits.some((words) => words.includes("`") || words.includes("every table"))) return null;
  const brief = waits.some((words) => words.includes("for a moment"));
  return [lockWords[engine], ...(brief && engine !== "sqlite" ? [momentWords] : [])].join(" ");
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

/** Looks for one name in one file of code, line by line. */

import { judgeColumn, judgeTable, surenessOf } from "./judge-line.ts";
import type { Mention, Score } from "./judge-line.ts";
import type { CodeFile, Word } from "./code-file.ts";
import type { Owner } from "./owners.ts";
import { keyOf } from "./spelling.ts";
import type { NamedLine, SearchFindings } from "./usage.ts";
import { dynamicMarks } from "./wanted.ts";
import type { Wanted } from "./wanted.ts";

/** What is found for one search, file by file. */
export interface Found extends Omit<SearchFindings, "lines"> {
  wanted: Wanted;
  lines: { score: Score; line: NamedLine }[];
  /** Rails is told not to read it. */
  ignored: boolean;
  /** Code that takes whatever columns or tables there are. */
  reflects: NamedLine | null;
}

/** So many lines of each score are kept. */
const keep = 5;
/** Characters of a line that are looked at around a word, and that are shown. */
const around = 300;
const shown = 160;
/** Lines between a word and the table's name that still belong together. */
const nearby = 5;

/** Nobody reads further in a line that a program wrote. */
const mostMentions = 50;

const relation =
  /\b(?:belongs_to|has_one|belongsTo|hasOne|references|reference|relationship|ForeignKey|OneToOne(?:Field)?|ManyToOne|JoinColumn|@relation|refersTo|many_to_one|foreign_key)\b/u;

export function searchFile(found: Found, file: CodeFile): void {
  const { wanted } = found;
  const tableLines = linesOfTable(found, file);
  noteDynamic(found, file, tableLines);
  if (wanted.column === null) return;
  const near = new Uint8Array(file.lines.length);
  for (const at of tableLines) near.fill(1, Math.max(0, at - nearby), at + nearby + 1);
  for (const at of file.linesWith(wanted.columnStems)) {
    const line = file.lines[at] ?? "";
    let best: Score = 0;
    let mentions = 0;
    for (const word of file.words(at, wanted.search.column ?? "")) {
      if (best < 2 && word.key === wanted.relation && relation.test(line)) best = higher(best, 2);
      const exact = word.key === wanted.column;
      if (!exact && !word.key.includes(wanted.column)) continue;
      if (mentions++ > mostMentions) break;
      if (/\bignored_columns\b/u.test(line)) found.ignored = true;
      const mention: Mention = {
        ...cut(file, at, word),
        word: exact ? "exact" : "within",
        rarity: wanted.columnRarity,
        owner: ownerOf(file.owners[at], wanted),
        near: near[at] === 1,
        inFile: tableLines.length > 0,
      };
      best = higher(
        best,
        judgeColumn(mention, (name) => wanted.tables.has(keyOf(name))),
      );
    }
    keepLine(found, file, at, best);
  }
}

/** Lines of code that name the table; where the table itself is looked for, they are kept. */
function linesOfTable(found: Found, file: CodeFile): number[] {
  const { wanted } = found;
  const own = wanted.column === null;
  const stems = own ? [...wanted.tableStems, ...wanted.otherStems] : wanted.tableStems;
  const lines: number[] = [];
  for (const at of file.linesWith(stems)) {
    const line = file.lines[at] ?? "";
    let best: Score = 0;
    let mentions = 0;
    for (const word of file.words(at, wanted.search.table)) {
      if (best === 4 || mentions > mostMentions) break;
      if (wanted.tables.has(word.key)) mentions++;
      if (wanted.tables.has(word.key) && lines.at(-1) !== at) lines.push(at);
      best = higher(best, tableScore(found, file, at, word));
    }
    if (own) keepLine(found, file, at, best);
    else if (best > 1 || (best === 1 && /^\s*(?:class|struct|type|model|defmodule)\b/u.test(line)))
      found.expected = true;
  }
  return lines;
}

function tableScore(found: Found, file: CodeFile, at: number, word: Word): Score {
  const { wanted } = found;
  const own = wanted.column === null;
  const mention = (kind: Mention["word"], rarity: Mention["rarity"]): Mention => ({
    ...cut(file, at, word),
    word: kind,
    rarity,
    owner: null,
    near: false,
    inFile: false,
  });
  if (wanted.tables.has(word.key)) {
    const exact = word.text.toLowerCase() === wanted.search.table.toLowerCase();
    const schema = schemaOn(wanted.search.schema, (file.lower[at] ?? "").slice(0, word.start));
    return judgeTable({ ...mention(exact ? "exact" : "model", wanted.tableRarity), schema });
  }
  if (!own) return 0;
  const other = wanted.others.get(word.key);
  if (other !== undefined) {
    found.expected ||= judgeTable(mention("exact", other)) > 1;
    return 0;
  }
  if (wanted.prefixed.has(word.key) && isClass(file.lines[at] ?? "", word.start)) return 1;
  if (wanted.tableRarity === 0 || !word.key.includes(wanted.table)) return 0;
  const starts = word.key.startsWith(wanted.table);
  return judgeTable({ ...mention("within", wanted.tableRarity), starts });
}

/** Whether the table's schema stands before its name. */
function schemaOn(schema: string | null, before: string): "named" | "missing" | null {
  if (schema === null) return null;
  return before.replaceAll(/["'`[\]]/gu, "").endsWith(`${schema.toLowerCase()}.`) ? "named" : "missing";
}

function isClass(line: string, start: number): boolean {
  return /\b(?:class|struct|type|model|defmodule|record|entity)\s+(?:[\w.]+(?:::|\.))*$/u.test(
    line.slice(0, start),
  );
}

function ownerOf(owner: Owner | undefined, { tables }: Wanted): Mention["owner"] {
  if (owner === undefined) return null;
  if (owner.table !== null) return tables.has(owner.table) ? "own" : "other";
  if (owner.model === null) return null;
  const bare = owner.model.replace(/(?:model|entity|record|table|row|schema|dao|dto|orm|ref)$/u, "");
  return tables.has(owner.model) || tables.has(bare) ? "own" : null;
}

/** Code that says nothing of the name and uses it all the same. */
function noteDynamic(found: Found, file: CodeFile, tableLines: readonly number[]): void {
  const { wanted } = found;
  if (found.dynamic === null && wanted.column !== null) {
    const at = tableLines.find((line) => {
      const text = [-2, -1, 0, 1].map((offset) => file.lines[line + offset] ?? "").join(" ");
      return /\bselect\s+(?:\w+\.)?\*|\binsert\s+into\s+["`\w.]+\s+(?:values|select)\b/iu.test(
        text.slice(0, 1000),
      );
    });
    if (at !== undefined) found.dynamic = shownLine(file, at, 1);
  }
  if (found.reflects !== null) return;
  const marks = wanted.column === null ? ["automap_base", ".reflect("] : dynamicMarks;
  const at = file.linesWith(marks).find((number) =>
    marks.some((mark) => {
      const start = file.lower[number]?.indexOf(mark) ?? -1;
      return start !== -1 && start < (file.comments[number] ?? Infinity);
    }),
  );
  if (at !== undefined) found.reflects = shownLine(file, at, 1);
}

function higher(a: Score, b: Score): Score {
  return a > b ? a : b;
}

function cut(
  { lines, path }: CodeFile,
  at: number,
  { start, end }: Word,
): Pick<Mention, "line" | "start" | "end" | "path"> {
  const from = Math.max(0, start - around);
  return { line: (lines[at] ?? "").slice(from, end + around), start: start - from, end: end - from, path };
}

function keepLine(found: Found, file: CodeFile, at: number, score: Score): void {
  if (score === 0) return;
  if (score > 1) found.count++;
  if (found.lines.filter((one) => one.score === score).length < keep)
    found.lines.push({ score, line: shownLine(file, at, score) });
}

function shownLine({ path, lines }: CodeFile, at: number, score: Score): NamedLine {
  const text = (lines[at] ?? "").trim();
  const sure = surenessOf(score) ?? "hardly";
  return { path, line: at + 1, text: text.length > shown ? `${text.slice(0, shown)}…` : text, sure };
}

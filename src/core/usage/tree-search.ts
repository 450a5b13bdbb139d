/** Searches the files of a commit, one after the other, for what a change takes away. */

import { commentColumns } from "./comments.ts";
import { judgeColumn, judgeTable } from "./judge-line.ts";
import type { Mention } from "./judge-line.ts";
import { ownersOf } from "./owners.ts";
import type { Owner } from "./owners.ts";
import { isSource, roleOfPath } from "./role-of-path.ts";
import { keyOf } from "./spelling.ts";
import type { NamedLine, NameSearch, SearchFindings, Sureness, TreeFindings } from "./usage.ts";
import { dynamicMarks, patternsOf, wantedOf } from "./wanted.ts";
import type { Wanted } from "./wanted.ts";

/** So many lines of each sureness are kept. */
const keep = 5;
/** Characters of a line that are looked at around a word, and that are shown. */
const around = 300;
const shown = 160;
/** Lines between a word and the table's name that still belong together. */
const nearby = 5;

interface Found extends SearchFindings {
  wanted: Wanted;
  /** Rails is told not to read it. */
  ignored: boolean;
  reflects: NamedLine | null;
}

/** A text with its lines, and what is worked out of them when it is needed. */
interface File {
  path: string;
  lines: string[];
  lower: string[];
  comments: Float64Array;
  owners: Owner[];
}

export class TreeSearch {
  /** In lower case: a file without any of them, in any case, need not be added. */
  readonly patterns: readonly string[];
  readonly #isMigration: (path: string) => boolean;
  readonly #found: Found[];
  #searched = 0;
  #incomplete: string | null = null;

  constructor(searches: readonly NameSearch[], isMigration: (path: string) => boolean) {
    this.patterns = patternsOf(searches);
    this.#isMigration = isMigration;
    this.#found = searches.map((search) => ({
      id: search.id,
      lines: [],
      count: 0,
      expected: false,
      known: false,
      dynamic: null,
      wanted: wantedOf(search),
      ignored: false,
      reflects: null,
    }));
  }

  /** Whether a file of this path can say anything. */
  wants(path: string): boolean {
    return roleOfPath(path, this.#isMigration) !== "other";
  }

  /** A file that has none of the patterns. */
  pass(path: string): void {
    if (roleOfPath(path, this.#isMigration) === "code") this.#searched++;
  }

  /** A file that could not be searched. `why`: a clause. */
  skip(path: string, why: string): void {
    if (isSource(path) && roleOfPath(path, this.#isMigration) === "code")
      this.leaveOut(`\`${path}\`: ${why}`);
  }

  /** Something of which nobody can tell what is in it was left out. */
  leaveOut(why: string): void {
    this.#incomplete ??= why;
  }

  /** A file with its text. */
  add(path: string, text: string): void {
    const role = roleOfPath(path, this.#isMigration);
    if (role === "other") return;
    if (role === "code") this.#searched++;
    const whole = text.toLowerCase();
    if (!this.patterns.some((pattern) => whole.includes(pattern))) return;
    if (role === "schema") {
      for (const found of this.#found) found.known ||= isKnown(found.wanted, whole);
      return;
    }
    const lines = text.split(/\r?\n/u);
    const file: File = {
      path,
      lines,
      lower: lines.map((line) => line.toLowerCase()),
      comments: commentColumns(path, lines),
      owners: ownersOf(lines),
    };
    for (const found of this.#found) search(found, file);
  }

  result(): TreeFindings {
    return {
      searched: this.#searched,
      incomplete: this.#incomplete,
      found: this.#found.map(({ id, lines, count, expected, known, dynamic, ignored, reflects }) => ({
        id,
        lines,
        count,
        expected,
        known,
        dynamic: dynamic ?? (ignored ? null : reflects),
      })),
    };
  }
}

/** A migration names it, whole and not as a part of another word. */
function isKnown({ search }: Wanted, text: string): boolean {
  const name = (search.column ?? search.table).toLowerCase();
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    if (!/[\p{L}\p{N}_]/u.test(text[at - 1] ?? "") && !/[\p{L}\p{N}_]/u.test(text[at + name.length] ?? ""))
      return true;
  }
  return keyOf(name) !== name && text.includes(keyOf(name));
}

const word = /[\p{L}_$][\p{L}\p{N}_$]*/gu;
const relation =
  /\b(?:belongs_to|has_one|belongsTo|hasOne|references|reference|relationship|ForeignKey|OneToOne(?:Field)?|ManyToOne|JoinColumn|@relation|refersTo|many_to_one|foreign_key)\b/u;

function search(found: Found, file: File): void {
  const { wanted } = found;
  const tableLines = linesOfTable(found, file);
  noteDynamic(found, file, tableLines);
  if (wanted.column === null) return;
  const stems = [wanted.column, wanted.search.column?.toLowerCase() ?? ""];
  if (wanted.relation !== null)
    stems.push(wanted.relation, (wanted.search.column ?? "").toLowerCase().replace(/_?id$/u, ""));
  for (const [at, lower] of file.lower.entries()) {
    if (!stems.some((stem) => lower.includes(stem))) continue;
    const line = file.lines[at] ?? "";
    const near = tableLines.some((other) => Math.abs(other - at) <= nearby);
    let best: Sureness | null = null;
    for (const { start, end, text } of wordsIn(
      line,
      wanted.search.column ?? "",
      file.comments[at] ?? Infinity,
    )) {
      const key = keyOf(text.replaceAll("$", ""));
      if (key === wanted.relation && relation.test(line)) best = better(best, "likely");
      const exact = key === wanted.column;
      if (!exact && !key.includes(wanted.column)) continue;
      if (/\bignored_columns\b/u.test(line)) found.ignored = true;
      const mention: Mention = {
        ...cut(line, start, end),
        word: exact ? "exact" : "within",
        path: file.path,
        distinctive: wanted.distinctiveColumn,
        owner: ownerOf(file.owners[at], wanted),
        near,
        inFile: tableLines.length > 0,
      };
      best = better(
        best,
        judgeColumn(mention, (name) => wanted.tables.has(keyOf(name))),
      );
    }
    if (best !== null) keepLine(found, file, at, best);
  }
}

/** Lines of code that name the table; for a table they are what is looked for. */
function linesOfTable(found: Found, file: File): number[] {
  const { wanted } = found;
  const own = wanted.column === null;
  const stems = [
    ...wanted.tables,
    wanted.search.table.toLowerCase(),
    ...[...wanted.tables].map(underscored(wanted)),
  ];
  const lines: number[] = [];
  for (const [at, lower] of file.lower.entries()) {
    const other = own && (wanted.others.size > 0 || wanted.prefixed.size > 0);
    if (!other && !stems.some((stem) => lower.includes(stem))) continue;
    const line = file.lines[at] ?? "";
    let best: Sureness | null = null;
    for (const { start, end, text } of wordsIn(line, wanted.search.table, file.comments[at] ?? Infinity)) {
      const key = keyOf(text.replaceAll("$", ""));
      const mention = (kind: Mention["word"], distinctive: boolean): Mention => ({
        ...cut(line, start, end),
        word: kind,
        path: file.path,
        distinctive,
        owner: null,
        near: false,
        inFile: false,
      });
      if (wanted.tables.has(key)) {
        const kind = text.toLowerCase() === wanted.search.table.toLowerCase() ? "exact" : "model";
        best = better(best, judgeTable(mention(kind, wanted.distinctiveTable)));
        lines.push(at);
      } else if (own && !found.expected && wanted.others.has(key)) {
        const sure = judgeTable(mention("exact", true));
        found.expected ||= sure === "surely" || sure === "likely";
      } else if (own && wanted.prefixed.has(key) && isClass(line, start)) best = better(best, "hardly");
      else if (own && wanted.distinctiveTable && key.includes(wanted.table)) {
        best = better(best, judgeTable(mention("within", true)));
      }
    }
    if (best === null) continue;
    if (own) keepLine(found, file, at, best);
    else found.expected ||= best !== "hardly" || isClass(line, line.search(/\w+\s*[({:<]/u));
  }
  return lines;
}

function underscored({ search: { table } }: Wanted): (key: string) => string {
  return (key) =>
    table.includes("_") ? table.toLowerCase().slice(0, Math.min(table.length, key.length)) : key;
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
  if (tables.has(owner.model)) return "own";
  const bare = owner.model.replace(/(?:model|entity|record|table|row|schema|dao|dto|orm|ref)$/u, "");
  return tables.has(bare) ? "own" : null;
}

/** Code that says nothing of the name and uses it all the same. */
function noteDynamic(found: Found, file: File, tableLines: readonly number[]): void {
  const { wanted } = found;
  if (found.dynamic === null && wanted.column !== null) {
    const at = tableLines.find((line) => {
      const text = [-2, -1, 0, 1].map((offset) => file.lines[line + offset] ?? "").join(" ");
      return /\bselect\s+(?:\w+\.)?\*|\bselect\b.{0,200}\b\w+\.\*|\binsert\s+into\s+["`\w.]+\s+(?:values|select)\b/iu.test(
        text.slice(0, 1000),
      );
    });
    if (at !== undefined) found.dynamic = lineOf(file, at, "hardly");
  }
  if (found.reflects !== null) return;
  const marks = wanted.column === null ? ["automap_base", ".reflect("] : dynamicMarks;
  const at = file.lower.findIndex((line, number) => {
    const start = Math.min(
      ...marks.map((mark) => line.indexOf(mark)).filter((index) => index !== -1),
      Infinity,
    );
    return start < (file.comments[number] ?? Infinity);
  });
  if (at !== -1) found.reflects = lineOf(file, at, "hardly");
}

const order: readonly (Sureness | null)[] = [null, "hardly", "likely", "surely"];

function better(a: Sureness | null, b: Sureness | null): Sureness | null {
  return order.indexOf(b) > order.indexOf(a) ? b : a;
}

/** The words of a line up to its comment. A name that is no word is found as it is. */
function wordsIn(
  line: string,
  name: string,
  comment: number,
): { start: number; end: number; text: string }[] {
  const code = line.slice(0, Math.min(line.length, comment));
  const found = [...code.matchAll(word)].map(({ index, 0: text }) => ({
    start: index,
    end: index + text.length,
    text,
  }));
  if (name !== "" && !/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)) {
    const start = code.toLowerCase().indexOf(name.toLowerCase());
    if (start !== -1) found.push({ start, end: start + name.length, text: name });
  }
  return found;
}

function cut(line: string, start: number, end: number): Pick<Mention, "line" | "start" | "end"> {
  const from = Math.max(0, start - around);
  return { line: line.slice(from, end + around), start: start - from, end: end - from };
}

function keepLine(found: Found, file: File, at: number, sure: Sureness): void {
  if (sure !== "hardly") found.count++;
  if (found.lines.filter((line) => line.sure === sure).length < keep)
    found.lines.push(lineOf(file, at, sure));
}

function lineOf({ path, lines }: File, at: number, sure: Sureness): NamedLine {
  const text = (lines[at] ?? "").trim();
  return { path, line: at + 1, text: text.length > shown ? `${text.slice(0, shown)}…` : text, sure };
}

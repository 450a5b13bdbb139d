/** Which exceptions the change brings or may lean on, which operations they cover, and how they stand. */

import type { Operation } from "../operation.ts";
import { nearest } from "../nearest.ts";
import type { Finding } from "../problem.ts";
import type { Place } from "../place.ts";
import type { Exception, MigrationChange } from "../verdict.ts";
import { thousands } from "../thousands.ts";
import { exemptionForm, parseExemption } from "./exception-text.ts";
import type { Exemption } from "./exception-text.ts";
import { readExceptionsFile } from "./exceptions-file.ts";
import type { FileEntry } from "./exceptions-file.ts";
import { matchTarget } from "./target.ts";

export interface ExceptionSources {
  migrations: readonly MigrationChange[];
  /** The judged operations, both directions. */
  operations: readonly Operation[];
  /** The exceptions file at the merge base, at the tip of the base branch, and at the head; null where it is not there. */
  file: { path: string; base: string | null; tip: string | null; head: string | null };
  /** Today, UTC, `YYYY-MM-DD`. */
  today: string;
}

/** An exemption with where it stands, and whether the base had it. */
interface Written {
  exemption: Exemption;
  origin: Exception["origin"];
  place: Place;
  /** It stood at the merge base: it is not new, whatever became of it since. */
  old: boolean;
  /** It stands at the tip of the base branch as well, and so was granted when it was merged. */
  granted: boolean;
  /** The migration that it speaks of, null for all of them. */
  path: string | null;
}

/** The exceptions of the change, and those on the base that may be used again and cover something. The findings are about new or changed text only. */
export function matchExceptions(sources: ExceptionSources): { exceptions: Exception[]; findings: Finding[] } {
  const fromMigrations = readDirectives(sources.migrations);
  const fromFile = readFiles(sources.file, sources.migrations.length > 0);
  const up = sources.operations.filter((operation) => operation.direction === "up");
  const all = [...fromMigrations.written, ...fromFile.written].filter(mayCount);
  const exceptions: Exception[] = [];
  for (const written of all.slice(0, mostExceptions)) {
    const exception = settle(written, up, sources.today);
    if (exception !== null) exceptions.push(exception);
  }
  const findings = [...fromMigrations.findings, ...fromFile.findings, ...tooMany(all[mostExceptions])];
  return { exceptions, findings };
}

/** What was merged is history, unless it may be used again. */
function mayCount({ old, exemption }: Written): boolean {
  return !old || (exemption.reusable && exemption.until !== null);
}

/** Each is compared with every operation. */
const mostExceptions = 2_000;

function tooMany(first: Written | undefined): Finding[] {
  if (first === undefined) return [];
  return [
    {
      rule: "exception-is-sound",
      severity: "error",
      subject: "too many exceptions",
      message: `No more than ${thousands(mostExceptions)} exceptions are read: from this one on they do not count. Split the change.`,
      place: first.place,
    },
  ];
}

function settle(written: Written, up: readonly Operation[], today: string): Exception | null {
  const { exemption, old, granted, origin, place } = written;
  const expired = exemption.until !== null && exemption.until < today;
  const operations = expired ? [] : covered(exemption, written.path, up);
  // What was merged is history, unless it still covers something.
  if (old && operations.length === 0) return null;
  const live = granted ? "granted" : "proposed";
  const state = expired ? "expired" : operations.length === 0 ? "unmatched" : live;
  const { text: target, reason, until, reusable } = exemption;
  return { operations, target, reason, until, reusable, origin, state, place };
}

/** The ids of the operations that it covers: all that it names exactly, else the only one that it names in part. */
export function covered(exemption: Exemption, path: string | null, up: readonly Operation[]): string[] {
  const { kind, target, id } = exemption;
  const own = up.filter((operation) => path === null || operation.place.path === path);
  if (id !== null) {
    const found = own.filter((operation) => operation.id.startsWith(id) && agrees(exemption, operation));
    if (new Set(found.map((operation) => operation.id)).size === 1)
      return found.map((operation) => operation.id);
  }
  if (kind === null || target === null) return [];
  const exact: Operation[] = [];
  const partly: Operation[] = [];
  for (const operation of own) {
    if (operation.kind !== kind) continue;
    const match = matchTarget(target, operation);
    if (match === "exact") exact.push(operation);
    else if (match === "partly") partly.push(operation);
  }
  if (exact.length > 0) return exact.map((operation) => operation.id);
  const demanding = partly.filter((operation) => operation.demand === "note_and_exception");
  const only = demanding.length === 1 ? demanding : partly;
  return only.length === 1 ? only.map((operation) => operation.id) : [];
}

/** An id with a kind and a target beside it: those must mean the same operation. */
export function agrees({ kind, target, id }: Exemption, operation: Operation): boolean {
  if (kind !== null && kind !== operation.kind) return false;
  return target === null || target.text.toLowerCase() === id || matchTarget(target, operation) !== null;
}

interface Read {
  written: Written[];
  findings: Finding[];
}

function readDirectives(migrations: readonly MigrationChange[]): Read {
  const written: Written[] = [];
  const findings: Finding[] = [];
  for (const migration of migrations) {
    const before = counted(migration.baseDirectives.map((directive) => directive.text));
    for (const { text, place } of migration.directives) {
      const old = before(text);
      const read = readDirective(text);
      if (read === null) continue;
      if ("exemption" in read) {
        const { path } = migration;
        written.push({ exemption: read.exemption, origin: "migration", place, old, granted: old, path });
      } else if (!old) {
        const message = `\`lockstep: ${text.slice(0, 200)}\` ${read.error}`;
        findings.push({
          rule: "exception-is-sound",
          severity: "error",
          subject: `${place.path} ${text}`,
          message,
          place,
        });
      }
    }
  }
  return { written, findings };
}

/** Null for a directive that is no exception. */
export function readDirective(text: string): ReturnType<typeof parseExemption> | null {
  const [, verb = "", rest = ""] = /^(\S*)\s*(.*)$/su.exec(text.trim()) ?? [];
  const word = verb.toLowerCase().replace(/:$/u, "");
  if (word === "exempt") return parseExemption(rest);
  if (word === "note") return null;
  const guess = nearest(word, ["exempt", "note"] as const);
  if (guess === "note")
    return { error: `is not known. Did you mean \`lockstep: note ${rest.slice(0, 200)}\`?` };
  if (guess === "exempt")
    return { error: `is not known. Did you mean \`lockstep: exempt ${rest.slice(0, 200)}\`?` };
  return { error: `is not known. A migration may say ${exemptionForm} or \`note PATH\`.` };
}

/** The head's entries. One that stands at the merge base is not new; it was granted when it also stands at the tip. `needed`: a file that was broken before is told of. */
function readFiles(file: ExceptionSources["file"], needed: boolean): Read {
  if (file.head === null) return { written: [], findings: [] };
  const head = readExceptionsFile(file.path, file.head);
  const base = readExceptionsFile(file.path, file.base ?? "");
  const tip = readExceptionsFile(file.path, file.tip ?? "");
  const atBase = counted(base.entries.map(entryKey));
  const atTip = counted(tip.entries.map(entryKey));
  const known = new Set(base.findings.map((finding) => finding.subject));
  const written = head.entries.map((entry): Written => {
    const key = entryKey(entry);
    const [old, stands] = [atBase(key), atTip(key)];
    const { exemption, place } = entry;
    return { exemption, place, origin: "file", old, granted: old && stands, path: null };
  });
  const fresh = head.findings.filter((finding) => !known.has(finding.subject));
  const old = head.broken && fresh.length === 0 && needed ? head.findings.map(brokenBefore) : [];
  return { written, findings: [...fresh, ...old] };
}

/** It is not this change's doing, but who leans on an exception there must know why it does not count. */
function brokenBefore(finding: Finding): Finding {
  const message = `${finding.message} It was so before this change; until it is mended, no exception in it counts.`;
  return { ...finding, severity: "warning", message };
}

function entryKey({ exemption }: FileEntry): string {
  const { kind, id, text, reason, until, reusable } = exemption;
  return JSON.stringify([kind, id, text, reason, until, reusable]);
}

/** Takes one of equal texts at a time: two in the head against one in the base are one old and one new. */
function counted(texts: readonly string[]): (text: string) => boolean {
  const left = new Map<string, number>();
  for (const text of texts) left.set(text, (left.get(text) ?? 0) + 1);
  return (text) => {
    const count = left.get(text) ?? 0;
    if (count > 0) left.set(text, count - 1);
    return count > 0;
  };
}

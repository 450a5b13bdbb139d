/** The exceptions that stand in a tree, whatever became of the changes that brought them: which are in force, and which are stale. */

import type { Directive } from "../detect/detector.ts";
import type { Kind, Operation } from "../operation.ts";
import type { Finding } from "../problem.ts";
import { comparePlaces, type Place } from "../place.ts";
import type { Exemption } from "./exception-text.ts";
import { agrees, readDirective } from "./exceptions.ts";
import { readExceptionsFile } from "./exceptions-file.ts";
import { isPlaceholder } from "./placeholder-reason.ts";
import { matchTarget } from "./target.ts";

/** From what asks for somebody to what asks for nobody. */
export const treeStates = [
  "cannot_be_read",
  "expired",
  "no_reason",
  "names_nothing",
  "ends_soon",
  "in_force",
] as const;
export type TreeState = (typeof treeStates)[number];

export interface TreeException {
  state: TreeState;
  /** As written; empty where it cannot be read. */
  target: string;
  /** The operations of the tree that it names: for a comment, those of its own file. */
  operations: Operation[];
  reason: string;
  /** A date, inclusive, UTC, `YYYY-MM-DD`; null: no end. */
  until: string | null;
  /** From today until then: 0 on the last day, negative afterwards. */
  daysLeft: number | null;
  reusable: boolean;
  origin: "migration" | "file";
  place: Place;
  /** Why it cannot be read, and what to write; else null. */
  message: string | null;
}

export interface TreeSources {
  migrations: readonly { path: string; operations: readonly Operation[]; directives: readonly Directive[] }[];
  /** The exceptions file; `text`: null where there is none. */
  file: { path: string; text: string | null };
  /** Today, UTC, `YYYY-MM-DD`. */
  today: string;
}

/** So many days before its end an exception ends soon. */
export const soon = 30;

/** By state, then by place. */
export function treeExceptions({ migrations, file, today }: TreeSources): TreeException[] {
  const found: TreeException[] = [];
  for (const { operations, directives } of migrations) {
    const own = directives.length === 0 ? null : indexed(operations);
    for (const { text, place } of directives) {
      const read = readDirective(text);
      if (read === null || own === null) continue;
      if ("error" in read) {
        found.push(unreadable(`\`lockstep: ${text.slice(0, 200)}\` ${read.error}`, place, "migration"));
      } else found.push(settled(read.exemption, place, "migration", own, today));
    }
  }
  const { entries, findings } = readExceptionsFile(file.path, file.text ?? "");
  const all = entries.length === 0 ? null : indexed(migrations.flatMap(({ operations }) => operations));
  for (const { exemption, place } of entries) {
    if (all !== null) found.push(settled(exemption, place, "file", all, today));
  }
  found.push(...findings.map(({ message, place }: Finding) => unreadable(message, place, "file")));
  return found.toSorted(
    (a, b) => treeStates.indexOf(a.state) - treeStates.indexOf(b.state) || comparePlaces(a.place, b.place),
  );
}

function unreadable(message: string, place: Place, origin: TreeException["origin"]): TreeException {
  const nothing = { target: "", operations: [], reason: "", until: null, daysLeft: null, reusable: false };
  return { state: "cannot_be_read", ...nothing, origin, place, message };
}

function settled(
  exemption: Exemption,
  place: Place,
  origin: TreeException["origin"],
  index: Index,
  today: string,
): TreeException {
  const { text: target, reason, until, reusable } = exemption;
  const operations = namedBy(exemption, index);
  const daysLeft = until === null ? null : (Date.parse(until) - Date.parse(today)) / 86_400_000;
  const state = stateOf(reason, operations.length, daysLeft);
  return { state, target, operations, reason, until, daysLeft, reusable, origin, place, message: null };
}

function stateOf(reason: string, named: number, daysLeft: number | null): TreeState {
  if (daysLeft !== null && daysLeft < 0) return "expired";
  if (isPlaceholder(reason)) return "no_reason";
  if (named === 0) return "names_nothing";
  return daysLeft !== null && daysLeft <= soon ? "ends_soon" : "in_force";
}

/** Thousands of exceptions look among ten thousands of operations. */
interface Index {
  byKind: ReadonlyMap<Kind, readonly Operation[]>;
  /** By the digits that people type at least. */
  byId: ReadonlyMap<string, readonly Operation[]>;
}

const typedDigits = 10;

function indexed(operations: readonly Operation[]): Index {
  const up = operations.filter(({ direction }) => direction === "up");
  return {
    byKind: Map.groupBy(up, ({ kind }) => kind),
    byId: Map.groupBy(up, ({ id }) => id.slice(0, typedDigits)),
  };
}

/** All that it names exactly, else all that it may mean: what it was written for was decided when it was merged. */
function namedBy(exemption: Exemption, { byKind, byId }: Index): Operation[] {
  const { kind, target, id } = exemption;
  if (id !== null) {
    const alike = byId.get(id.slice(0, typedDigits)) ?? [];
    const found = alike.filter((operation) => operation.id.startsWith(id) && agrees(exemption, operation));
    if (found.length > 0) return found;
  }
  if (kind === null || target === null) return [];
  const matches = (byKind.get(kind) ?? []).map((operation) => ({
    operation,
    match: matchTarget(target, operation),
  }));
  const exact = matches.filter(({ match }) => match === "exact");
  const meant = exact.length > 0 ? exact : matches.filter(({ match }) => match === "partly");
  return meant.map(({ operation }) => operation);
}

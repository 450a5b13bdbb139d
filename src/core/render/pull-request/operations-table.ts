/** What each operation means to a running system, and whether its note and its exception are there. */

import type { Impact } from "../../impact.ts";
import type { Operation } from "../../operation.ts";
import type { Place } from "../../place.ts";
import type { Exception, Verdict } from "../../verdict.ts";
import { engineOf, enginesOf, impactWords, operationTitle } from "../words.ts";
import { wantsException } from "./exception-rules.ts";
import { fileNames } from "./file-names.ts";
import { type Block, code, strong, table, type Words } from "./markdown/nodes.ts";
import type { JudgedPullRequest } from "./pages.ts";
import { narrowPlace } from "./place-link.ts";

/** No text on GitHub takes more; those after it are counted. */
const mostRows = 500;

/** What something is asked for, then what a person may want to know; null where there is neither. */
export function operationsTable({ verdict, facts }: JudgedPullRequest): Block | null {
  const up = verdict.operations.filter(({ direction }) => direction === "up");
  const wrong = operationsWithProblems(verdict);
  const isUrgent = (operation: Operation): boolean => asks(operation) || wrong.has(operation.id);
  const others = up.filter((one) => one.demand !== "listed" && !isUrgent(one));
  const rows = [...up.filter(isUrgent), ...others];
  if (rows.length === 0) return null;
  const engines = enginesOf(rows);
  const nameOf = fileNames(verdict);
  const standing = standingOf(verdict);
  const all = alike(rows, (operation) => [
    [code(operationTitle(operation)), ...(operation.conditional ? [" under a condition"] : [])],
    ...engines.map((engine) => impactCell(operation, engine)),
    [operation.impacts.some((one) => one.breaksOldCode) ? strong("breaks") : "fine"],
    [operation.impacts.some((one) => one.irreversible) ? strong("no") : "yes"],
    noteCell(operation, standing),
    exceptionCell(operation, standing),
  ]);
  const shown = all.slice(0, mostRows).map(({ cells: [name = [], ...cells], first, more }) => {
    const others = more === 0 ? "" : ` and ${more} more`;
    return [name, [narrowPlace(facts, first.place, nameOf), others], ...cells];
  });
  const head = ["operation", "where", ...engines.map((engine) => `on ${engine}`), "old code", "undo", "note"];
  return table(
    [...head, "exception"].map((words) => [words]),
    shown,
    { one: "operation", more: all.slice(mostRows).reduce((sum, { more }) => sum + 1 + more, 0) },
  );
}

/** Operations of one file that have the same to be said of them, in the order of the first of each. */
function alike(
  operations: readonly Operation[],
  cellsOf: (operation: Operation) => Words[][],
): { first: Operation; more: number; cells: Words[][] }[] {
  const rows = new Map<string, { first: Operation; more: number; cells: Words[][] }>();
  for (const operation of operations) {
    const cells = cellsOf(operation);
    const key = JSON.stringify([operation.place.path, cells]);
    const row = rows.get(key);
    if (row === undefined) rows.set(key, { first: operation, more: 0, cells });
    else row.more++;
  }
  return [...rows.values()];
}

/** Ids of those that something is said of. */
export function operationsWithProblems({ problems }: Verdict): ReadonlySet<string> {
  return new Set(
    problems.flatMap(({ operation, severity }) =>
      operation === null || severity === "hint" ? [] : [operation],
    ),
  );
}

function asks({ demand }: Operation): boolean {
  return demand === "note" || demand === "note_and_exception";
}

function impactCell({ impacts }: Operation, engine: string): Words[] {
  const impact = impacts.find((one) => engineOf(one) === engine);
  if (impact === undefined) return ["–"];
  if (impact.refused !== null) return [strong("refuses it")];
  const words = waiting(impact);
  return [impact.grows && impact.offline ? strong(words) : words];
}

/** The last of its words; the others have columns of their own. */
function waiting(impact: Impact): string {
  return impactWords(impact).at(-1) ?? "";
}

/** What the verdict says of notes and exceptions, ready to be asked for thousands of operations. */
interface Standing {
  hasNote: boolean;
  /** Places of operations without a note. */
  missing: ReadonlySet<string>;
  /** Places of operations of which a note does not say what it must; `everywhere`: a note as a whole does not. */
  incomplete: ReadonlySet<string>;
  everywhere: boolean;
  exceptions: ReadonlyMap<string, Exception>;
  /** Operations that ask for an exception. */
  unexempted: ReadonlySet<string>;
}

const saidOfOperations = new Set(["change-is-named", "data-migration-is-told", "downtime-is-told"]);
const saidOfNotes = new Set(["sections-are-there", "sections-say-something"]);

function standingOf({ problems, notes, exceptions }: Verdict): Standing {
  const serious = problems.filter(({ severity }) => severity !== "hint");
  const placesOf = (rule: (name: string) => boolean): Set<string> =>
    new Set(
      serious
        .filter((problem) => rule(problem.rule))
        .flatMap(({ place, related }) => [keyOf(place), ...related.map((one) => keyOf(one.place))]),
    );
  return {
    hasNote: notes.length > 0,
    missing: placesOf((rule) => rule === "note-is-there"),
    incomplete: placesOf((rule) => saidOfOperations.has(rule)),
    everywhere: serious.some(({ rule }) => saidOfNotes.has(rule)),
    // Of several for one operation, what is granted counts.
    exceptions: new Map(
      [...exceptions]
        .toSorted((a, b) => Number(a.state === "granted") - Number(b.state === "granted"))
        .flatMap((one) => one.operations.map((id) => [id, one] as const)),
    ),
    unexempted: new Set(
      serious.flatMap(({ rule, operation }) =>
        wantsException(rule) && operation !== null ? [operation] : [],
      ),
    ),
  };
}

function keyOf({ path, line, column }: Place): string {
  return `${line}:${column}:${path}`;
}

function noteCell(operation: Operation, standing: Standing): Words[] {
  if (!asks(operation)) return ["not needed"];
  const key = keyOf(operation.place);
  if (standing.missing.has(key)) return [strong("missing")];
  if (standing.everywhere || standing.incomplete.has(key)) return [strong("incomplete")];
  return [standing.hasNote ? "✓" : "none"];
}

function exceptionCell(operation: Operation, standing: Standing): Words[] {
  const exception = standing.exceptions.get(operation.id);
  if (exception !== undefined) return [stateWords(exception)];
  if (standing.unexempted.has(operation.id)) return [strong("missing")];
  if (operation.impacts.some(({ refused }) => refused !== null)) return ["does not help"];
  return [operation.demand === "note_and_exception" ? "none" : "not needed"];
}

/** What is proposed stands out. */
export function stateWords({ state }: Exception): Words {
  return state === "granted" ? state : strong(state);
}

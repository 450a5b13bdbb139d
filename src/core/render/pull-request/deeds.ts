/** What is to be done about a problem, in a few words that begin with a verb. Names stand between backticks. */

import type { Operation } from "../../operation.ts";
import type { Problem } from "../../problem.ts";
import type { Verdict } from "../../verdict.ts";
import { fileNames } from "./file-names.ts";
import { firstSentence } from "../text-problem.ts";
import { visible } from "../visible.ts";
import { operationTitle } from "../words.ts";

/** Names that are longer tell nobody more. */
const longest = 80;

/** `file`: the file that the problem stands in; "the note" where there is but one. */
const deeds: Record<string, (operation: string, file: string) => string> = {
  "change-is-named": (_, file) => `name in ${file} what changes`,
  "contract-is-subtractive": (operation) => `move ${operation} to the expand phase`,
  "data-migration-is-told": (_, file) => `say in ${file} how data is migrated`,
  "downtime-is-told": (_, file) => `say in ${file} what downtime depends on`,
  "engine-accepts": (operation) => `change ${operation}`,
  "everything-is-read": (_, file) => `let someone else look at ${file}`,
  "exception-has-reason": (_, file) => `give the reason of the exception in ${file}`,
  "exception-holds": (_, file) => `renew the exception in ${file}, or take it out`,
  "exception-is-granted": (operation) => `get ${operation} granted`,
  "exception-is-sound": (_, file) => `mend the exception in ${file}`,
  "exception-is-there": (operation) => `exempt ${operation}`,
  "exception-matches": (_, file) => `mend the exception in ${file}, which fits nothing`,
  "expand-is-additive": (operation) => `move ${operation} to the contract phase`,
  "migration-is-kept": (_, file) => `keep ${file}`,
  "migration-is-unedited": (_, file) => `put the change of ${file} into a new migration`,
  "note-stays": (_, file) => `bring back what ${file} told`,
  "sections-are-there": (_, file) => `add what ${file} does not say`,
  "sections-say-something": (_, file) => `fill in ${file}`,
};

/** The words for the problems of one verdict. */
export function deedsOf(verdict: Verdict): (problem: Problem) => string {
  const { operations, notes } = verdict;
  const nameOf = fileNames(verdict);
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const [note, ...others] = notes;
  return (problem) => {
    const { path } = problem.place;
    const isOnlyNote = note?.path === path && others.length === 0;
    const file = isOnlyNote ? "the note" : named(nameOf(path));
    return deedOf(problem, byId.get(problem.operation ?? ""), file);
  };
}

function deedOf(problem: Problem, operation: Operation | undefined, file: string): string {
  if (problem.rule === "note-is-there" && problem.severity === "error") return "add a release note";
  const own = Object.hasOwn(deeds, problem.rule) ? deeds[problem.rule] : undefined;
  if (own !== undefined) return own(operation === undefined ? "it" : named(operationTitle(operation)), file);
  if (/^(?:note|reno)-/.test(problem.rule)) return `mend ${file}: ${decapitalised(problem.message)}`;
  return decapitalised(problem.message);
}

/** For a line of its own. */
export function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Between backticks, which a name itself cannot end. */
export function named(name: string): string {
  const shown = visible(name).replaceAll("`", "'");
  return `\`${shown.length > longest ? `${shown.slice(0, longest)}...` : shown}\``;
}

function decapitalised(message: string): string {
  const [sentence] = firstSentence(message);
  const short = sentence.length > 160 ? `${sentence.slice(0, 160)}...` : sentence;
  return /^[A-Z][a-z]/.test(short) ? short.charAt(0).toLowerCase() + short.slice(1) : short;
}

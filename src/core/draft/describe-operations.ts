/** Many operations in few sentences: what is true of several tables or columns is said once. */

import type { ReadOperation } from "../operation.ts";
import type { Markup } from "./inline.ts";
import { listed, namesOf, sentenceWith } from "./words.ts";

/** They stand for the table and the columns; no name has them, because names are made visible. */
const blanks = { table: "\u0000", columns: "\u0001" };

/** In the order of the operations; each names all that it is about. */
export function describeOperations(operations: readonly ReadOperation[], markup: Markup = "rst"): string[] {
  const sentences = new Map<string, Set<string>>();
  for (const operation of operations) {
    const names = namesOf(operation, markup);
    const whole = sentenceWith(operation, names);
    const form = sentenceWith(operation, { ...names, ...blanks });
    const [found, ...others] = form.match(/[\u0000\u0001]/gu) ?? [];
    const about = found === blanks.table || operation.columns.length === 0 ? [names.table] : names.each;
    const shared = found !== undefined && others.length === 0 && filled(form, about) === whole;
    const text = shared ? form : whole;
    const objects = sentences.get(text) ?? new Set();
    if (shared) for (const object of about) objects.add(object);
    sentences.set(text, objects);
  }
  return [...sentences].map(([form, objects]) => filled(form, [...objects]));
}

function filled(form: string, objects: readonly string[]): string {
  const plural = objects.length > 1 ? form.replace(/\b(table) (?=\u0000)/u, "$1s ") : form;
  return plural.replace(/[\u0000\u0001]/u, () => listed(objects));
}

/** Many operations in few sentences: what is true of several tables or columns is said once. */

import type { ReadOperation } from "../operation.ts";
import { columnWords, type ColumnName } from "./column-words.ts";
import { gatheredBy } from "./gathered-words.ts";
import type { Markup } from "./inline.ts";
import { listed } from "./listed.ts";
import { namesOf, sentenceWith, type Names } from "./words.ts";

/** They stand for the table and the columns; no name has them, because names are made visible. */
const blanks = { table: "\u0000", columns: "\u0001" };

/** What is said of all that fills the blank of its form. */
interface Sentence {
  form: string;
  about: Map<string, ColumnName>;
}

/** In the order of the operations; each names all that it is about. */
export function describeOperations(operations: readonly ReadOperation[], markup: Markup = "rst"): string[] {
  const sentences = new Map<string, Sentence | string>();
  for (const piece of gatheredBy(operations, markup)) {
    if (typeof piece === "string") sentences.set(piece, piece);
    else add(sentences, piece, markup);
  }
  return [...sentences.values()].map((one) => (typeof one === "string" ? one : filled(one)));
}

function add(sentences: Map<string, Sentence | string>, operation: ReadOperation, markup: Markup): void {
  const names = namesOf(operation, markup);
  const whole = sentenceWith(operation, names);
  const form = sentenceWith(operation, { ...names, ...blanks });
  const [found, ...others] = form.match(/[\u0000\u0001]/gu) ?? [];
  const objects = aboutOf(names, found === blanks.table || operation.columns.length === 0);
  const about = new Map(objects.map((one) => [one.whole, one]));
  if (found === undefined || others.length > 0 || filled({ form, about }) !== whole) {
    sentences.set(whole, whole);
    return;
  }
  const known = sentences.get(form);
  if (known === undefined || typeof known === "string") sentences.set(form, { form, about });
  else for (const [key, one] of about) known.about.set(key, one);
}

function aboutOf({ table, each }: Names, isTable: boolean): ColumnName[] {
  return isTable ? [{ table: "", column: table, whole: table }] : each;
}

function filled({ form, about }: Sentence): string {
  const objects = [...about.values()];
  const words = form.includes(blanks.table)
    ? listed(objects.map(({ whole }) => whole))
    : columnWords(objects);
  const plural = objects.length > 1 ? form.replace(/\b(table) (?=\u0000)/u, "$1s ") : form;
  return plural.replace(/[\u0000\u0001]/u, () => words);
}

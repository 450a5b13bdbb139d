/** What each section of a drafted note says: as much as the operations tell, and a gap for what only a person knows. */

import type { SectionName } from "../note/note.ts";
import type { Variable } from "../impact.ts";
import type { Operation } from "../operation.ts";
import type { Markup } from "./inline.ts";
import { engineTitle } from "../engine-line.ts";
import { describeOperations } from "./describe-operations.ts";
import { listed, listedShort } from "./listed.ts";
import { code, prose } from "./inline.ts";
import { qualified, targetOf } from "../operation.ts";

/** The gaps that the draft leaves. The check refuses them: they all have the form `<...?>`. */
export const gaps = {
  rationale: "<why is this change made?>",
  confirm: "<from the pull request: is this why?>",
  data: "<the migration runs code that cannot be read: which rows does it change, and how?>",
  downtime:
    "<the migration runs code that cannot be read: what does the length of an interruption depend on?>",
  operators: "<what else should operators know, or is there nothing?>",
};

/** More bullets than this nobody reads. */
const mostVariables = 8;
const mostSmall = 6;
const mostData = 12;

/** The body of one section, without its label, not indented: a line, or a list. */
export function draftSection(
  name: SectionName,
  operations: readonly Operation[],
  markup: Markup = "rst",
): string {
  const up = operations.filter((operation) => operation.direction === "up");
  if (name === "schema_change") return schemaChange(up, markup);
  if (name === "data_migration") return dataMigration(up, markup);
  if (name === "downtime_variables") return downtimeVariables(up, markup);
  if (name === "operator_notes") return operatorNotes(up, markup);
  return gaps.rationale;
}

function schemaChange(operations: readonly Operation[], markup: Markup): string {
  const demanded = operations.filter(isDemanded);
  const main = demanded.length > 0 ? demanded : operations;
  const small = demanded.length > 0 ? operations.filter((one) => !isDemanded(one) && !isRows(one)) : [];
  const sentences = describeOperations(
    main.filter((operation) => !isRows(operation)),
    markup,
  );
  const others = describeOperations(small, markup);
  const shown = others.slice(0, mostSmall);
  const rest = others.length - shown.length;
  const more =
    rest === 0
      ? []
      : [`${rest} smaller ${rest === 1 ? "change" : "changes"} that operators need not plan for.`];
  const all = [...sentences, ...rowsOf(main, markup), ...shown, ...more];
  return all.length === 0 ? "<what changes in the schema?>" : inlineOrList(all);
}

/** The tables whose rows change, by name only: how they change stands in the data migration. */
function rowsOf(operations: readonly Operation[], markup: Markup): string[] {
  const tables = unique(
    operations
      .filter(isRows)
      .map(({ schema, table, name }) => code(qualified(schema, table ?? name ?? ""), markup)),
  );
  return tables.length === 0 ? [] : [`Changes rows of ${listed(tables)}, as the data migration says.`];
}

function dataMigration(operations: readonly Operation[], markup: Markup): string {
  const moving = operations.filter((operation) => isRows(operation) || operation.kind === "create_table_as");
  const all = describeOperations(moving, markup);
  const sentences = all.slice(0, mostData);
  const rest = all.length - sentences.length;
  if (rest > 0) sentences.push(`${rest} more statements of this kind.`);
  if (operations.some(isUnread)) sentences.push(gaps.data);
  return sentences.length === 0 ? "None." : inlineOrList(sentences);
}

/** What is told of comes from the operations that block or break first, and of each what it depends on most; it is told table by table. */
function downtimeVariables(operations: readonly Operation[], markup: Markup): string {
  const asked = operations.filter(
    (operation) =>
      isDemanded(operation) && !isUnread(operation) && (isOffline(operation) || operation.impact.grows),
  );
  const ordered = asked.toSorted((a, b) => weight(b) - weight(a));
  const lists = ordered.map(variablesOf);
  const told = each(roundRobin(lists))
    .map(({ why, table }) => ({ why: prose(why, markup), table }))
    .filter(({ why }) => why !== "")
    .slice(0, mostVariables);
  const bullets = byTable(told).map(({ why }) => why);
  if (operations.some((operation) => isUnread(operation) && isDemanded(operation)))
    bullets.push(gaps.downtime);
  if (bullets.length > 0) return list(bullets);
  return operations.some(isOffline) ? "<what does the length of an interruption depend on?>" : "None.";
}

/** Of several engines, what does not hold of all of them names the one that it is about. */
function variablesOf({ impacts }: Operation): Variable[] {
  return impacts.flatMap((impact) =>
    impact.variables.map((variable): Variable => {
      const everywhere = impacts.every(({ variables }) =>
        variables.some(({ name, table }) => name === variable.name && table === variable.table),
      );
      return everywhere ? variable : { ...variable, why: `${variable.why} (${engineTitle(impact)})` };
    }),
  );
}

function operatorNotes(operations: readonly Operation[], markup: Markup): string {
  const lost = operations.filter((operation) => isDemanded(operation) && operation.impact.irreversible);
  if (lost.length === 0) return gaps.operators;
  const names = unique(lost.map((operation) => code(targetOf(operation), markup)));
  return `What happens to ${listedShort(names, 4)} cannot be undone: take a backup first. ${gaps.operators}`;
}

function isDemanded({ demand }: Operation): boolean {
  return demand === "note" || demand === "note_and_exception";
}

function isOffline({ impacts }: Operation): boolean {
  return impacts.some((impact) => impact.offline);
}

/** It changes rows, and nothing of the table's shape. */
function isRows({ kind }: Operation): boolean {
  return kind === "change_data" || kind === "truncate_table";
}

function isUnread({ kind }: Operation): boolean {
  return kind === "run_code" || kind === "unknown_statement";
}

function weight(operation: Operation): number {
  const { impact } = operation;
  return (isOffline(operation) ? 4 : 0) + (impact.grows ? 2 : 0) + (impact.breaksOldCode ? 1 : 0);
}

/** The first of each list, then the second of each: every operation has its say before any has two. */
function roundRobin<T>(lists: readonly T[][]): T[] {
  const all: T[] = [];
  const longest = Math.max(0, ...lists.map((list) => list.length));
  for (let at = 0; at < longest; at++) {
    for (const list of lists) if (at < list.length) all.push(list[at] as T);
  }
  return all;
}

/** One bullet, and the first table that it is about. */
interface Told {
  why: string;
  table: string | null;
}

/** All of one table together, in the order in which the tables come up. What is about none is first only where it came first, else last. */
function byTable(told: readonly Told[]): Told[] {
  const tables = [...new Set(told.map(({ table }) => table))];
  return tables
    .filter((table, index) => table !== null || index === 0)
    .concat(tables[0] === null ? [] : [null])
    .flatMap((table) => told.filter((one) => one.table === table));
}

/** Each thing to measure once, in the words that come first, with all tables of which the same is true. */
function each(variables: readonly Variable[]): Told[] {
  const seen = new Set<string>();
  const tables = new Map<string, { names: string[]; table: string | null }>();
  for (const { name, table, why } of variables) {
    const key = JSON.stringify([name, table]);
    if (seen.has(key)) continue;
    seen.add(key);
    const parts = table === null ? [] : why.split(`\`\`${table}\`\``);
    const form = parts.length === 2 ? parts.join("\0") : why;
    const those = tables.get(form) ?? { names: [], table };
    if (form !== why) those.names.push(`\`\`${table}\`\``);
    tables.set(form, those);
  }
  return [...tables].map(([form, { names, table }]) => ({
    why: form.replace("\0", () => listed(shortened(names))),
    table,
  }));
}

function shortened(words: readonly string[]): readonly string[] {
  return words.length <= 6 ? words : [...words.slice(0, 5), `${words.length - 5} more tables`];
}

/** Up to three sentences run on; more are a list. */
function inlineOrList(sentences: readonly string[]): string {
  if (sentences.length <= 3) return sentences.join(" ");
  return list(sentences);
}

/** A bullet may not start like a label. */
function list(bullets: readonly string[]): string {
  return bullets.map((bullet) => `* ${bullet.replace(/^(?=[*_:#])/, "\\")}`).join("\n");
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)];
}

/** The page of one kind of operation for the terminal. */

import type { Kind } from "../operation.ts";
import { wrap } from "../render/columns.ts";
import type { Paint } from "../render/paint.ts";
import { visible } from "../render/visible.ts";
import { foldSql } from "./fold-sql.ts";
import type { KindExample } from "./kind-examples.ts";
import { kindView } from "./kind-view.ts";
import type { Row } from "./kind-rows.ts";
import type { Section, SourceList } from "./kind-view.ts";
import { kindWords } from "./kind-words.ts";
import { beforeWords, piecesOf, wayTitle } from "./safer-steps.ts";

const width = 96;

export function kindPage(kind: Kind, examples: readonly KindExample[], paint: Paint): string {
  const { sections, sources } = kindView(examples);
  const blocks = [
    paint.strong(kind),
    indented(kindWords[kind], 2).join("\n"),
    ...sections.flatMap((section) => sectionBlocks(section, paint)),
    ...(sources.length === 0 ? [] : [[paint.strong("Sources"), ...sources.flatMap(sourceLines)].join("\n")]),
    "What is asked for is the default; a policy can ask for more or less (demands: in .github/lockstep.yml).",
  ];
  return `${blocks.join("\n\n")}\n`;
}

function sectionBlocks(section: Section, paint: Paint): string[] {
  const { title, absent, lockWords, notes, rows, samples } = section;
  if (absent !== null)
    return [[paint.strong(title), ...indented(absent, 2)].join("\n"), ...wayBlocks(section)];
  const byVariant = Map.groupBy(rows, ({ variant }) => variant);
  return [
    [paint.strong(title), ...(lockWords === null ? [] : indented(lockWords, 2))].join("\n"),
    ...(samples.length === 0 ? [] : [samples.flatMap(sampleLines).join("\n")]),
    ...[...byVariant].map(([variant, of]) => rowLines(variant, of).join("\n")),
    ...(notes.length === 0 ? [] : [notes.flatMap((note) => item(note)).join("\n")]),
    ...wayBlocks(section),
    ...variableBlocks(section),
  ];
}

function sampleLines({ variant, sql }: Section["samples"][number]): string[] {
  return [
    ...(variant === "" ? [] : [`  -- ${variant}`]),
    ...sql.split("; ").flatMap((statement) => sqlLines(`${statement};`, 2)),
  ];
}

function rowLines(variant: string, rows: readonly Row[]): string[] {
  const lines = variant === "" ? [] : indented(`${variant}:`, 2);
  for (const row of rows) lines.push(...item(`${row.versions}: ${rowWords(row)}`));
  return lines;
}

function rowWords({ refused, waits, how, oldCode, undo, demand }: Row): string {
  if (refused !== null) return `refused: ${refused}`;
  const words = [
    waits === "nobody" ? "nobody waits" : `waits: ${waits}`,
    how,
    ...(oldCode.startsWith("fails") ? [`old code ${oldCode}`] : []),
    ...(undo === "no" ? ["cannot be undone"] : []),
    `asks for: ${demand}`,
  ];
  return words.join(" · ");
}

function wayBlocks({ samples, ways, before }: Section): string[] {
  const blocks = ways.map((way) => {
    const lines = way.steps
      .flatMap(piecesOf)
      .flatMap(({ copy, text }) => (copy ? sqlLines(text, 4) : indented(`-- ${text}`, 4)));
    return [...indented(wayTitle("safer", way), 2), ...lines].join("\n");
  });
  return before === null
    ? blocks
    : [...blocks, indented(`${beforeWords(samples)}: ${before}.`, 2).join("\n")];
}

function variableBlocks({ variables, queryWords }: Section): string[] {
  if (variables.length === 0) return [];
  const lines = variables.flatMap(({ why, query }) => [
    ...item(why.replaceAll("`", "")),
    ...(query === null ? [] : sqlLines(query, 4)),
  ]);
  return [
    [...indented("how long it takes, and who notices, depends on:", 2), ...lines].join("\n"),
    indented(`The queries only read. ${queryWords}`, 2).join("\n"),
  ];
}

function sourceLines({ engine, measured, cited, assumed }: SourceList): string[] {
  const words = [
    ...(measured.length === 0 ? [] : [`measured: ${measured.join(", ")}`]),
    ...(cited.length === 0 ? [] : [`cited: ${cited.join(" ")}`]),
    ...(assumed.length === 0 ? [] : [`assumed: ${assumed.join("; ")}`]),
  ];
  return item(`${engine}: ${words.join("; ")}`);
}

function item(text: string): string[] {
  return wrap(visible(text), width - 4).map((line, at) => `  ${at === 0 ? "- " : "  "}${line}`);
}

function indented(text: string, columns: number): string[] {
  return wrap(visible(text), width - columns).map((line) => " ".repeat(columns) + line);
}

/** Not cut where a line is long: it is to be copied. */
function sqlLines(sql: string, columns: number): string[] {
  return foldSql(visible(sql), width - columns).map((line) => " ".repeat(columns) + line);
}

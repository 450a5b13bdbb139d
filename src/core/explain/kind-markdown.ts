/** The page of one kind of operation in Markdown: for GitHub, and for `docs/operations`. */

import type { Kind } from "../operation.ts";
import {
  type Block,
  code,
  codeBlock,
  details,
  heading,
  type Inline,
  link,
  list,
  paragraph,
  prose,
  table,
  text,
} from "../render/pull-request/markdown/nodes.ts";
import { toMarkdown } from "../render/pull-request/markdown/to-markdown.ts";
import { foldSql } from "./fold-sql.ts";
import type { KindExample } from "./kind-examples.ts";
import { wrap } from "../render/columns.ts";
import { kindView } from "./kind-view.ts";
import type { Row } from "./kind-rows.ts";
import type { Section, SourceList } from "./kind-view.ts";
import { kindWords } from "./kind-words.ts";
import { beforeWords, piecesOf, wayTitle } from "./safer-steps.ts";
import { evidenceOf } from "./evidence-files.ts";

/** Of a statement, and of a query: those are copied rather than read. */
const width = 110;
const queryWidth = 150;

export interface MarkdownOptions {
  /** The queries are folded away until somebody opens them. */
  folded: boolean;
}

/** Without a line feed at its end. */
export function kindMarkdown(
  kind: Kind,
  examples: readonly KindExample[],
  { folded }: MarkdownOptions = { folded: false },
): string {
  const { sections, sources } = kindView(examples);
  return toMarkdown([
    heading(2, code(kind)),
    paragraph(...prose(kindWords[kind])),
    ...sections.flatMap((section) => sectionBlocks(section, folded)),
    ...(sources.length === 0 ? [] : [heading(3, "Sources"), list(sources.map(sourceBlocks))]),
    paragraph(
      "What is asked for is the default; a policy can ask for more or less (",
      code("demands:"),
      " in ",
      code(".github/lockstep.yml"),
      ").",
    ),
  ]);
}

function sectionBlocks(section: Section, folded: boolean): Block[] {
  const { title, samples, rows, notes, absent, lockWords } = section;
  if (absent !== null) return [heading(3, title), paragraph(...prose(absent)), ...wayBlocks(section)];
  return [
    heading(3, title),
    ...(samples.length === 0 ? [] : [codeBlock("sql", samples.flatMap(sampleLines).join("\n"))]),
    ...(lockWords === null ? [] : [paragraph(...prose(lockWords))]),
    rowTable(rows),
    ...(notes.length === 0 ? [] : [list(notes.map((note) => [paragraph(...prose(note))]))]),
    ...wayBlocks(section),
    ...variableBlocks(section, folded),
  ];
}

function sampleLines({ variant, sql }: Section["samples"][number]): string[] {
  const lines = sql.split("; ").flatMap((statement) => foldSql(`${statement};`, width));
  if (variant === "") return lines;
  const [only = ""] = lines;
  return lines.length === 1 && only.length + variant.length < width
    ? [`${only} -- ${variant}`]
    : [`-- ${variant}:`, ...lines];
}

function rowTable(rows: readonly Row[]): Block {
  const named = rows.some(({ variant }) => variant !== "");
  const head = ["versions", "who waits", "how", "old code", "undo", "asks for"];
  return table(
    [...(named ? [["variant"]] : []), ...head.map((word) => [word])],
    rows.map((row) => [...(named ? [prose(row.variant)] : []), ...cells(row)]),
  );
}

function cells({ versions, refused, waits, how, oldCode, undo, demand }: Row): Inline[][] {
  if (refused !== null)
    return [[text(versions)], prose(`refused: ${refused}`), ...["", "", "", ""].map((none) => [text(none)])];
  return [[text(versions)], prose(waits), prose(how), prose(oldCode), [text(undo)], [text(demand)]];
}

function wayBlocks({ samples, ways, before }: Section): Block[] {
  const blocks = ways.flatMap((way) => [paragraph(...prose(wayTitle("Safer", way))), stepsBlock(way.steps)]);
  if (before === null) return blocks;
  return [...blocks, paragraph(...prose(`${beforeWords(samples)}: ${marked(before)}.`))];
}

/** To be copied where there is a command in it, with the words as comments; else a list. */
function stepsBlock(steps: readonly string[]): Block {
  const pieces = steps.flatMap(piecesOf);
  const commands = pieces.filter(({ copy }) => copy);
  if (commands.length === 0)
    return list(
      steps.map((step) => [paragraph(...prose(step))]),
      { ordered: steps.length > 1 },
    );
  const shell = commands.every((piece) => /^(?:gh-ost|pt-)/u.test(piece.text));
  const sign = shell ? "#" : "--";
  const lines = pieces.flatMap((piece) =>
    piece.copy
      ? foldSql(piece.text, width)
      : wrap(piece.text.replaceAll("`", ""), width).map((line) => `${sign} ${line}`),
  );
  return codeBlock(shell ? "sh" : "sql", lines.join("\n"));
}

/** Its commands as code. */
function marked(step: string): string {
  return piecesOf(step)
    .map(({ copy, text: words }) => (copy ? `\`${words}\`` : words))
    .join(" ");
}

function variableBlocks({ title, variables, queryWords }: Section, folded: boolean): Block[] {
  if (variables.length === 0) return [];
  const measured = variables.filter(({ query }) => query !== null);
  const others = variables.filter(({ query }) => query === null);
  const queries = measured.map(({ why, query }) =>
    [...commentLines(why), ...foldSql(query ?? "", queryWidth)].join("\n"),
  );
  const words = paragraph(...prose(`They only read. ${queryWords}`));
  const shown = queries.length === 0 ? [] : [words, codeBlock("sql", queries.join("\n"))];
  const summary = `Queries for ${title} that show how long it takes, and who notices`;
  return [
    ...(folded && shown.length > 0 ? [details(summary, ...shown)] : shown),
    ...(others.length === 0
      ? []
      : [paragraph("No query shows:"), list(others.map(({ why }) => [paragraph(...prose(why))]))]),
  ];
}

function commentLines(why: string): string[] {
  return wrap(why.replaceAll("`", ""), queryWidth - 3).map((line) => `-- ${line}`);
}

function sourceBlocks({ engine, name, measured, cited, assumed }: SourceList): Block[] {
  const words: (Inline | string)[] = [`${engine}: `];
  const parts: (Inline | string)[][] = [];
  if (measured.length > 0) parts.push(["measured (", code(evidenceOf[name]), "): ", measured.join(", ")]);
  if (cited.length > 0)
    parts.push([
      "cited: ",
      ...cited.flatMap((url, at) => [
        ...(at === 0 ? [] : [", "]),
        link(url, url.replace(/^https:\/\/(?:www\.)?/u, "")),
      ]),
    ]);
  if (assumed.length > 0) parts.push([`assumed: ${assumed.join("; ")}`]);
  return [paragraph(...words, ...parts.flatMap((part, at) => [...(at === 0 ? [] : ["; "]), ...part]))];
}

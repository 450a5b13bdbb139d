/** Checks the text of one item as it will be printed: labels that are none, Markdown in reStructuredText, lists that print as prose. */

import type { Fix } from "../problem.ts";
import { lineStart, nodeEnd, replace, report, shown } from "./note-source.ts";
import type { NoteSource } from "./note-source.ts";
import { offsetIn } from "./note-text.ts";
import type { NoteText } from "./note-text.ts";
import type { ProseLine } from "./prose.ts";
import type { LabelScan } from "./scan-labels.ts";

/** A finding in a text: line and columns from 0. */
interface InText {
  rule: string;
  subject: string;
  message: string;
  line: number;
  start: number;
  end: number;
  fix: { text: string; title: string } | null;
}

export function checkProse(
  source: NoteSource,
  text: NoteText,
  prose: readonly ProseLine[],
  scan: LabelScan,
): void {
  checkMisses(source, text, scan);
  if (source.settings.markup !== "rst") return;
  const headings = checkHeadings(source, text, scan);
  checkMarkdown(source, text, prose, headings);
  checkLists(source, text, prose);
}

function reportIn(source: NoteSource, text: NoteText, found: InText): void {
  const start = offsetIn(text, { line: found.line, column: found.start });
  const end = offsetIn(text, { line: found.line, column: found.end });
  const fix: Fix | null =
    found.fix === null || start === null || end === null
      ? null
      : replace(source, start, end, found.fix.text, found.fix.title);
  report(source, {
    rule: found.rule,
    severity: "warning",
    subject: found.subject,
    message: found.message,
    start: start ?? text.node.start,
    end: end ?? nodeEnd(source, text.node),
    fix,
  });
}

function checkMisses(source: NoteSource, text: NoteText, scan: LabelScan): void {
  for (const miss of scan.misses) {
    const label = `**${miss.meant}**:`;
    reportIn(source, text, {
      rule: "note-label-is-known",
      subject: `label ${miss.written}`,
      message:
        miss.reason === "italic"
          ? `\`${shown(miss.written)}\` is not bold, so it is not read as a label. Write \`${label}\`.`
          : `\`${shown(miss.written)}\` looks like a label, and is none of the five. Did you mean \`${label}\`?`,
      line: miss.line,
      start: miss.start,
      end: miss.end,
      fix: { text: label, title: `Write ${label}` },
    });
  }
}

/** Headings with `#` that are labels; returns their lines. */
function checkHeadings(source: NoteSource, text: NoteText, scan: LabelScan): Set<number> {
  const lines = new Set<number>();
  for (const label of scan.labels) {
    if (label.form !== "heading") continue;
    lines.add(label.line);
    const written = text.lines[label.line]?.slice(label.start, label.end) ?? "";
    reportIn(source, text, {
      rule: "note-markup-is-rst",
      subject: `heading ${label.label}`,
      message: `\`${shown(written)}\` prints as it stands: reno's text is reStructuredText, which has no such heading. Write \`**${shown(label.label)}**:\`.`,
      line: label.line,
      start: label.start,
      end: label.end,
      fix: { text: `**${label.label}**:`, title: `Write **${shown(label.label)}**:` },
    });
  }
  for (const miss of scan.misses) lines.add(miss.line);
  return lines;
}

const link = /(?<!!)\[([^\]\n`]{1,200})\]\((https?:\/\/[^)\s<>]{1,500})\)/g;
const literals = /``[^\n]*?``/g;

function checkMarkdown(
  source: NoteSource,
  text: NoteText,
  prose: readonly ProseLine[],
  known: ReadonlySet<number>,
): void {
  for (const [at, line] of prose.entries()) {
    if (!line.code) checkLinks(source, text, line.text, at);
    if (line.code || line.indent < 0 || known.has(at)) continue;
    const heading = /^#{1,6}[ \t]+\S/.exec(line.text.slice(line.indent));
    if (heading === null) continue;
    const title = titleOf(line.text.slice(line.indent));
    reportIn(source, text, {
      rule: "note-markup-is-rst",
      subject: `heading ${title}`,
      message: `\`${shown(line.text)}\` prints as it stands: reno's text is reStructuredText, which has no such heading. Write it in bold.`,
      line: at,
      start: line.indent,
      end: line.text.trimEnd().length,
      fix: /[*`]/.test(title) ? null : { text: `**${title}**`, title: "Write it in bold" },
    });
  }
}

function checkLinks(source: NoteSource, text: NoteText, line: string, at: number): void {
  if (!line.includes("](")) return;
  const inLiteral = [...line.matchAll(literals)].map(
    (found) => [found.index, found.index + found[0].length] as const,
  );
  for (const found of line.matchAll(link)) {
    const start = found.index;
    if (inLiteral.some(([from, to]) => start >= from && start < to)) continue;
    const [whole, words = "", address = ""] = found;
    reportIn(source, text, {
      rule: "note-markup-is-rst",
      subject: `link ${address}`,
      message: `This link is Markdown, and prints as it stands: reno's text is reStructuredText. Write \`${shown(words)} <${shown(address)}>\`__ instead.`,
      line: at,
      start,
      end: start + whole.length,
      fix: /[<>\\]/.test(words)
        ? null
        : { text: `\`${words} <${address}>\`__`, title: "Write it as reStructuredText" },
    });
  }
}

const bullet = /^([-*+•])[ \t]+\S/;

/** A list right below a line of text, without a blank line between them, prints as part of that paragraph. */
function checkLists(source: NoteSource, text: NoteText, prose: readonly ProseLine[]): void {
  /** The indent of the text of the paragraph that the previous line belongs to, -1 when that line is blank. */
  let paragraph = -1;
  let inList = -1;
  for (const [at, line] of prose.entries()) {
    if (line.code || line.indent < 0) {
      paragraph = -1;
      if (line.code) inList = -1;
      continue;
    }
    const mark = bullet.exec(line.text.slice(line.indent));
    const sibling = mark !== null && inList === line.indent;
    if (mark !== null && !sibling && paragraph === line.indent && startsList(prose, at)) {
      reportList(source, text, line, at);
    }
    if (mark !== null) {
      inList = line.indent;
      paragraph = line.indent + mark[0].length - 1;
    } else {
      if (line.indent <= inList) inList = -1;
      if (paragraph < 0) paragraph = line.indent;
    }
  }
}

/** Prose can start a line with a dash; a list is announced by a colon or a label, or has two items at least. */
function startsList(prose: readonly ProseLine[], at: number): boolean {
  const above = prose[at - 1] as ProseLine;
  if (/[:*]$/.test(above.text.trimEnd())) return true;
  const line = prose[at] as ProseLine;
  for (let next = at + 1; next < prose.length && next < at + 20; next++) {
    const below = prose[next] as ProseLine;
    if (below.indent < line.indent) return false;
    if (below.indent === line.indent)
      return (
        bullet.test(below.text.slice(below.indent)) && below.text[below.indent] === line.text[line.indent]
      );
  }
  return false;
}

function reportList(source: NoteSource, text: NoteText, line: ProseLine, at: number): void {
  const folded = text.node.style === "folded" && source.text[text.node.start] === ">";
  const start = offsetIn(text, { line: at, column: line.indent });
  const end = offsetIn(text, { line: at, column: line.text.trimEnd().length });
  report(source, {
    rule: "note-list-prints",
    severity: "warning",
    subject: `list ${line.text.trim().slice(0, 80)}`,
    message: `This list prints as part of the paragraph above it: reStructuredText wants a blank line before it.${folded ? " Folded text (`>`) takes blank lines away: write `|`." : ""}`,
    start: start ?? text.node.start,
    end: end ?? nodeEnd(source, text.node),
    fix: folded
      ? replace(source, text.node.start, text.node.start + 1, "|", "Write `|`")
      : blankLine(source, text, start),
  });
}

/** The edit goes in front of the line's margin, so that the margin stays. */
function blankLine(source: NoteSource, text: NoteText, start: number | null): Fix | null {
  if (start === null || text.node.style !== "literal") return null;
  const margin = lineStart(source.text, start);
  return replace(source, margin, margin, "\n", "Put a blank line before the list");
}

/** What stands between the marks of a heading. */
function titleOf(heading: string): string {
  return heading
    .replace(/^#+[ \t]+/, "")
    .trimEnd()
    .replace(/(?<!#)#+$/, "")
    .trimEnd();
}

/** A note's text with what its checks need: settings, places, and a list for what they find. */

import { Lines } from "../place.ts";
import type { Finding, Fix, Severity } from "../problem.ts";
import type { NoteSettings } from "./note.ts";
import type { YamlNode } from "../yaml/yaml-tree.ts";

export interface NoteSource {
  path: string;
  text: string;
  lines: Lines;
  settings: NoteSettings;
  findings: Finding[];
}

export interface Found {
  rule: string;
  severity: Severity;
  /** Tells two findings of one rule in one note apart; no line number. */
  subject: string;
  message: string;
  start: number;
  end: number;
  fix?: Fix | null;
}

export function noteSource(path: string, text: string, settings: NoteSettings): NoteSource {
  return { path, text, lines: new Lines(path, text), settings, findings: [] };
}

/** More findings than this in one note help nobody; what is an error is kept longer. */
const most = { error: 1000, warning: 200, hint: 200 };

/** Adds a finding; offsets become places. */
export function report(source: NoteSource, found: Found): void {
  if (source.findings.length >= most[found.severity]) return;
  source.findings.push({
    rule: found.rule,
    severity: found.severity,
    subject: `${source.path} ${found.subject}`.slice(0, 300),
    message: found.message,
    place: source.lines.place(found.start, found.end),
    fix: found.fix ?? null,
  });
}

/** Nothing more is added: what costs time to find need not be looked for. */
export function isFull(source: NoteSource): boolean {
  return source.findings.length >= most.error;
}

/** One edit as a fix. */
export function replace(source: NoteSource, start: number, end: number, text: string, title: string): Fix {
  return { title, edits: [{ place: source.lines.place(start, end), text }] };
}

/** The place of a node without the line breaks at its end. */
export function nodeEnd(source: NoteSource, node: YamlNode): number {
  let end = node.end;
  while (end > node.start && /\s/.test(source.text[end - 1] as string)) end -= 1;
  return end;
}

/** The offset of the end of the line on which `offset` stands, without the line break. */
export function lineEnd(text: string, offset: number): number {
  const feed = text.indexOf("\n", offset);
  const end = feed === -1 ? text.length : feed;
  return end > offset && text[end - 1] === "\r" ? end - 1 : end;
}

/** The offset at which the line after that of `offset` starts. */
export function afterLine(text: string, offset: number): number {
  const feed = text.indexOf("\n", offset);
  return feed === -1 ? text.length : feed + 1;
}

/** The offset at which the line of `offset` starts. */
export function lineStart(text: string, offset: number): number {
  return offset <= 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

/** The number of white-space characters at the start of the line of `offset`. */
export function indentAt(text: string, offset: number): number {
  const start = lineStart(text, offset);
  let at = start;
  while (text[at] === " " || text[at] === "\t") at += 1;
  return at - start;
}

/** A name from a file as messages show it: one line, not longer than a label. */
export function shown(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}

/** Formatted SQL: comments that begin with `--changeset` divide a file of SQL, and say of each part what XML says in attributes. */

import { literal, type Piece } from "../../reading/source/text.ts";
import { split } from "../../reading/sql/split.ts";
import { type ChangelogNode, mostChangeSets, type Tree } from "./node.ts";

/** The line that makes SQL a changelog. */
export const HEADER = /^\s*--\s*liquibase\s+formatted\s+sql\b/imu;

const CHANGE_SET =
  /^[ \t]*--[ \t]*changeset[ \t]+("[^"\n]*"|[^\s:"]*)[ \t]*:[ \t]*("[^"\n]*"|[^\s"]+)([^\n]*)$/gimu;
const PROPERTY = /^[ \t]*--[ \t]*property[ \t]+([^\n]*)$/gimu;
const ROLLBACK = /^[ \t]*--[ \t]*rollback\b[ \t]?([^\n]*)$/gimu;
const ROLLBACK_BLOCK = /\/\*[ \t]*liquibase rollback\b([^*]*(?:\*(?!\/)[^*]*)*)\*\//giu;
const CONDITIONS = /^[ \t]*--[ \t]*preconditions\b([^\n]*)$/gimu;
const CONDITION = /^[ \t]*--[ \t]*precondition-([\w-]+)([^\n]*)$/gimu;
const IGNORED = /^[ \t]*--[ \t]*ignoreLines[ \t]*:[ \t]*(\d+|start)[^\n]*$/gimu;
const IGNORED_END = /^[ \t]*--[ \t]*ignoreLines[ \t]*:[ \t]*end\b[^\n]*$/imu;
const WORD = /(\w+):("[^"\n]*"|[^\s"]*)/gu;

/** A file without the header is one changeSet of Liquibase's own name. */
export function readFormattedSql(text: string): Tree {
  const root = node("databaseChangeLog", 0, text.length);
  const { comments } = split(text);
  const spoken = comments.map(({ start, end }) => ({
    start,
    end,
    text: text
      .slice(start, end)
      .replace(/^(?:--+|\/\*+|#+)/u, "")
      .replace(/\*\/$/u, ""),
  }));
  if (!HEADER.test(text)) {
    root.children.push(changeSet({ author: "includeAll", id: "raw", options: "" }, text, 0, text.length, 0));
    return { root, faults: [], comments: spoken };
  }
  for (const match of text.matchAll(PROPERTY))
    root.children.push(
      withWords(node("property", match.index, match.index + match[0].length), match[1] ?? ""),
    );
  const heads = [...text.matchAll(CHANGE_SET)];
  const faults = [];
  for (const piece of split(text, 0, heads[0]?.index ?? text.length).pieces) {
    const reason = "it stands before the first changeset, and Liquibase does not run it";
    faults.push({ start: piece.start, end: piece.end, reason });
  }
  // One more than is read says that there are more.
  for (const [index, head] of heads.slice(0, mostChangeSets + 1).entries()) {
    const [line, author = "", id = "", options = ""] = head;
    const end = heads[index + 1]?.index ?? text.length;
    const name = { author: unquoted(author), id: unquoted(id), options };
    root.children.push(changeSet(name, text, head.index, end, head.index + line.length));
  }
  return { root, faults, comments: spoken };
}

interface Head {
  author: string;
  id: string;
  options: string;
}

function changeSet(
  { author, id, options }: Head,
  text: string,
  start: number,
  end: number,
  from: number,
): ChangelogNode {
  const set = withWords(node("changeSet", start, end), options);
  set.children.push(attribute("author", author), attribute("id", id));
  const body = text.slice(from, end);
  const sql = node("sql", from, end);
  sql.children.push(
    ...set.children.filter(({ name }) => name === "splitStatements" || name === "endDelimiter"),
  );
  sql.children.push(attribute("bare", "true"));
  sql.value = taken(body, from);
  set.children = set.children.filter(({ name }) => name !== "splitStatements" && name !== "endDelimiter");
  set.children.push(sql, ...conditionsIn(body, from), ...rollbackIn(body, from));
  return set;
}

/** Without the lines that Liquibase is told to ignore. */
function taken(body: string, from: number): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of body.matchAll(IGNORED)) {
    if (match.index < at) continue;
    const start = match.index + match[0].length;
    let end = start;
    const lines = Number(match[1]);
    if (Number.isNaN(lines)) {
      const rest = body.slice(start).search(IGNORED_END);
      end = rest === -1 ? body.length : start + rest;
    } else for (let line = 0; line <= lines && end !== -1; line++) end = body.indexOf("\n", end + 1);
    pieces.push(...literal(body.slice(at, start), from + at));
    at = end === -1 ? body.length : end;
  }
  return [...pieces, ...literal(body.slice(at), from + at)];
}

function conditionsIn(body: string, from: number): ChangelogNode[] {
  const [block] = body.matchAll(CONDITIONS);
  const all = [...body.matchAll(CONDITION)];
  if (block === undefined && all.length === 0) return [];
  const first = from + (block?.index ?? all[0]?.index ?? 0);
  const found = withWords(node("preConditions", first, first), block?.[1] ?? "");
  for (const [, name = "", words = ""] of all) {
    const camel = name.replaceAll(/-(\w)/gu, (_whole, letter: string) => letter.toUpperCase());
    found.children.push(withWords(node(camel, first, first), words));
  }
  return [found];
}

function rollbackIn(body: string, from: number): ChangelogNode[] {
  const lines = [...body.matchAll(ROLLBACK), ...body.matchAll(ROLLBACK_BLOCK)];
  const pieces: Piece[] = [];
  for (const match of lines) {
    const [whole, text = ""] = match;
    if (/^(?:not required|empty)?\s*;?\s*$|^changeset/iu.test(text.trim())) continue;
    const start =
      match.index + whole.indexOf(text, whole.toLowerCase().indexOf("rollback") + "rollback".length);
    pieces.push(...literal(text, from + start), ...literal("\n"));
  }
  const [first] = lines;
  if (pieces.length === 0 || first === undefined) return [];
  const start = from + first.index;
  return [{ ...node("rollback", start, start + first[0].length), value: pieces }];
}

function node(name: string, start: number, end: number): ChangelogNode {
  return { name, start, end, value: null, children: [], attribute: false };
}

function attribute(name: string, value: string): ChangelogNode {
  return { ...node(name, 0, 0), value: literal(value), attribute: true };
}

function withWords(found: ChangelogNode, words: string): ChangelogNode {
  for (const [, name = "", value = ""] of words.matchAll(WORD))
    found.children.push(attribute(name, unquoted(value)));
  return found;
}

function unquoted(text: string): string {
  return text.replaceAll('"', "");
}

/** The first thing that a person says in a pull request or an issue: not its template, its checklist, its links or what a bot put there. */

import type { Paragraph, PhrasingContent, RootContent } from "mdast";
import remarkParse from "remark-parse";
import { unified } from "unified";

import { emptiness } from "../../note/emptiness.ts";
import { plainly } from "../visible.ts";

/** Reasons stand at the start, and the parser's time grows faster than its text. */
const mostRead = 3000;
/** Enough for a reason; a second paragraph is only taken where the first is shorter. */
const enough = 240;

const parser = unified().use(remarkParse);

/** One line; null where nobody says anything. What stands under a heading like *Why* comes first. */
export function firstProse(markdown: string): string | null {
  const reasons: string[] = [];
  const others: string[] = [];
  let under: "why" | "aside" | null = null;
  for (const node of parser.parse(readable(markdown)).children) {
    const title = titleOf(node);
    if (title !== null) {
      under = whyForm.test(title) ? "why" : asideForm.test(title) ? "aside" : null;
      continue;
    }
    if (node.type !== "paragraph" || under === "aside") continue;
    const words = wordsOf(node);
    if (words !== null) (under === "why" ? reasons : others).push(words);
  }
  const [first, second] = reasons.length > 0 ? reasons : others;
  if (first === undefined) return null;
  return second === undefined || first.length + second.length > enough ? first : `${first} ${second}`;
}

/** Whether a line of text can be a reason: a few words, no question, no instruction, no placeholder. */
export function isProse(line: string): boolean {
  if ((line.match(/\p{L}/gu) ?? []).length < 10 || !/\p{L}\p{M}*\p{L}/u.test(line)) return false;
  if (/[:：]$/u.test(line) || (line.length < 120 && /[?？]$/u.test(line))) return false;
  return emptiness(line, []) === null && !instructionForm.test(line) && !botForm.test(line);
}

const whyForm =
  /\b(?:why|motivation|motive|rationale|reasons?|background|context|purpose|justification|problem)\b/iu;
const asideForm =
  /\b(?:tests?|testing|tested|checklist|todo|screenshots?|reviewers?|type of change|types of changes|deploy\w*|rollback|roll-out|rollout|how to|changelog|release notes?|related|references?|links?|tickets?|licen[cs]e|cla|contribut\w+|environment|versions?|steps to reproduce|reproduction|logs?|screenshot)\b/iu;
const instructionForm =
  /^(?:please|kindly|describe|explain|provide|include|summari[sz]e|briefly|give (?:a|us)|list (?:any|all|the)|thank you|thanks for|before (?:submitting|you|opening)|by (?:submitting|opening)|make sure|ensure (?:that )?you|if (?:applicable|this|it|you)|(?:delete|remove) (?:this|any|if|what|the)|replace (?:this|me)|fill (?:in|out)|insert|write (?:a|your|here)|your |see the contributing|note to reviewers?|a (?:clear|concise|brief|short) |what (?:does|did|is|are|kind)|how (?:was|were|did|do|has) |check (?:all|the|one|any)|tick |put an? `?x|go over all|n\/a|no response)/iu;
const botForm =
  /(?:auto-?generated|automatically (?:generated|created|opened)|generated (?:with|by)|(?:created|opened|submitted) by (?:a |the )?\S* ?bot|this (?:pr|pull request) (?:was|has been|contains the following)|snyk|dependabot|renovate|stack created with|graphite|codecov|coderabbit|you can (?:trigger|disable)|powered by)/iu;

/** Lines that name other things instead of saying something, and lines that tools read. */
// An address ends where a list of them goes on: else each comma could be read in two ways, and a long list in endlessly many.
const reference = String.raw`(?:(?:[\w.-]+\/[\w.-]+)?#\d+|GH-\d+|https?:\/\/[^\s,;&]+|[A-Z][A-Z\d]+-\d+)`;
const dropped = [
  new RegExp(
    String.raw`^[-*\s]*(?:(?:fix|close|resolve)(?:e?[sd])?|refs?|references?|relate[sd](?: to)?|part of|see(?: also)?|issues?|tickets?|jira|tasks?|story|epic|parent|depends on|blocked by|follow[- ]?up (?:to|of|for)|implements|addresses|backports?(?: of)?|cherry[- ]picked from|towards)?[:\s]*${reference}(?:[\s,;&]+(?:and\s+)?${reference})*[.\s]*$`,
    "iu",
  ),
  /^[A-Z][A-Za-z]*(?:-[A-Za-z]+)+:\s/u,
  /^\[[ xX]?\]\s/u,
  /^[|].*[|]\s*$/u,
  /^[-:|\s]+$/u,
  /^(?:cc|fyi|\/cc|assignee|reviewers?)\b.*@/iu,
  /^\/\w/u,
];

/** Without comments, and with lists, quotes and emphasis of any depth as those of one: the parser's time grows with the square of the depth. */
function readable(markdown: string): string {
  let text = "";
  let at = 0;
  while (text.length < mostRead) {
    const open = markdown.indexOf("<!--", at);
    text += markdown.slice(at, open === -1 ? at + mostRead : open);
    const close = open === -1 ? -1 : markdown.indexOf("-->", open + 4);
    if (close === -1) break;
    at = close + 3;
  }
  return text
    .slice(0, mostRead)
    .replace(/\r\n?/gu, "\n")
    .replace(/^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])[ \t])){3,}/gmu, "> ")
    .replace(/^ {0,3}>[>\s]*/gmu, "> ")
    .replace(/[*_]{4,}/gu, "**");
}

/** The words of a heading, or of a line in bold that stands for one; null for anything else. */
function titleOf(node: RootContent): string | null {
  if (node.type === "heading") return flat(node.children);
  if (node.type !== "paragraph") return null;
  const [only, ...others] = node.children.filter(
    (child) => child.type !== "text" || child.value.trim() !== ":",
  );
  if (only?.type !== "strong" || others.length > 0) return null;
  const title = flat(only.children);
  return title.length <= 60 && !/[.!]$/u.test(title) ? title : null;
}

function wordsOf(paragraph: Paragraph): string | null {
  // What is in italics as a whole speaks to whoever fills in the template.
  if (paragraph.children.every(({ type }) => type === "emphasis")) return null;
  const lines = flat(paragraph.children)
    .split("\n")
    .map((line) => plainly(line.slice(0, 2000)));
  if (lines.some((line) => /^\|?[\s:-]*-{2,}[\s:-]*\|/u.test(line))) return null;
  const said = lines.filter((line) => line !== "" && !dropped.some((form) => form.test(line))).join(" ");
  const words = said.replace(labelForm, "");
  return isProse(words) ? words : null;
}

const labelForm =
  /^(?:what|why|description|summary|rationale|motivation|reason|background|context|purpose|problem|overview)\s*[:–—-]\s*/iu;

/** The text of the nodes; names in code keep their marks, images and HTML are left out. */
function flat(nodes: readonly PhrasingContent[]): string {
  return nodes
    .map((node) => {
      if (node.type === "text") return node.value;
      if (node.type === "inlineCode") return node.value.includes("`") ? node.value : `\`${node.value}\``;
      if (node.type === "break") return "\n";
      return "children" in node ? flat(node.children) : "";
    })
    .join("");
}

/** What an inline comment says: what is wrong and why that matters, what to do, the lines to put in place, and folded away the safer way. */

import { reasonGap } from "../../judge/exempt-comment.ts";
import { gapForm } from "../../note/emptiness.ts";
import type { Operation } from "../../operation.ts";
import type { Problem } from "../../problem.ts";
import { inWords, operationTitle, steps } from "../words.ts";
import {
  type Block,
  type Words,
  code,
  details,
  list,
  mark,
  paragraph,
  prose,
  suggestion,
} from "./markdown/nodes.ts";
import { toMarkdown } from "./markdown/to-markdown.ts";
import { aboutMarker, marker } from "./marker.ts";
import { wantsException } from "./exception-rules.ts";
import type { SuggestedChange } from "./suggested-changes.ts";

/** Of what a comment is about. */
const mostAbout = 200;

/** A safer way and the operation that it is told for. */
interface SaferWay {
  title: string;
  way: string;
}

/** What the comments of one review have said already: nothing long is said twice. */
export class Told {
  /** The first operation of which a safer way is told, by the way and by what stands for its operation. */
  readonly #first = new Map<string, string>();
  readonly #operations: ReadonlyMap<string, Operation>;
  readonly #leaders: ReadonlyMap<string, string>;

  /** `leaders`: for an operation the first of those of which the same holds, by id. */
  constructor(operations: readonly Operation[], leaders: ReadonlyMap<string, string>) {
    this.#operations = new Map(operations.map((operation) => [operation.id, operation]));
    this.#leaders = leaders;
  }

  /** The safer way of a problem that has one, or the operation that has the same. */
  saferWay({ rule, operation: id }: Problem): SaferWay | { sameAs: string } | null {
    const operation = this.#operations.get(id ?? "");
    if (rule !== "exception-is-there" || operation === undefined) return null;
    const { saferWay: way } = operation.impact;
    if (way === null) return null;
    const keys = [way, this.#leaders.get(operation.id) ?? operation.id];
    const same = keys.map((key) => this.#first.get(key)).find((title) => title !== undefined);
    if (same !== undefined) return { sameAs: same };
    const title = operationTitle(operation);
    for (const key of keys) this.#first.set(key, title);
    return { title, way };
  }
}

/** `removed`: the lines that the suggestion replaces. */
export function commentBody(
  change: SuggestedChange,
  removed: readonly string[],
  key: string,
  told: Told,
): string {
  const {
    problems,
    suggestion: { lines },
  } = change;
  const parts = problems.map(partsOf);
  const heads = parts.map(({ head }) => paragraph(...prose(head)));
  const advice = [...new Set(parts.flatMap((part) => part.advice))].map((line) => paragraph(...prose(line)));
  const blocks = [
    ...(heads.length === 1 ? heads : [list(heads.map((head) => [head]))]),
    ...advice,
    ...(problems.some(({ rule }) => wantsException(rule)) ? [reviewersLine()] : []),
    ...gapSentence(lines, removed),
    suggestion(lines.join("\n")),
    ...saferWays(problems, told),
  ];
  const about = [...new Set(problems.map(({ id, operation }) => operation ?? id))].slice(0, mostAbout);
  return toMarkdown(blocks, { ending: [mark(aboutMarker(about)), mark(marker(key))] });
}

/** A reviewer who answers need not name what the comment is about. */
function reviewersLine(): Block {
  return paragraph("Or a reviewer answers here: ", code(`/lockstep exempt because ${reasonGap}`));
}

/** A message without the safer way, which is folded, and without the text that the suggestion puts in place. */
function partsOf({ message, fix }: Problem): { head: string; advice: string[] } {
  const lines = message.split("\n");
  const end = lines.findIndex((line) => /^(?:Safer|Instead)\b/u.test(line));
  const [head = "", ...advice] = end === -1 ? lines : lines.slice(0, end);
  const written = fix?.edits.map(({ text }) => `: \`${text.trim()}\``) ?? [];
  return {
    head,
    advice: advice.map((line) => {
      const text = written.find((one) => line.endsWith(one));
      return text === undefined ? line : `${line.slice(0, -text.length)}.`;
    }),
  };
}

/** What is left for the author once the suggestion is applied. */
function gapSentence(lines: readonly string[], removed: readonly string[]): Block[] {
  const there = new Set(removed.flatMap(gapsIn));
  const gaps = lines.flatMap(gapsIn).filter((gap) => !there.has(gap));
  if (gaps.length === 0) return [];
  const names = [...new Set(gaps)];
  const which =
    names.length > 3
      ? [", in angle brackets"]
      : [names.length < gaps.length ? ", each " : ": ", ...andList(names)];
  const left = `${inWords(gaps.length)} ${gaps.length === 1 ? "gap is" : "gaps are"}`;
  const many = left.charAt(0).toUpperCase() + left.slice(1);
  const asks = gaps.length === 1 ? "it until it is" : "them until they are";
  return [
    paragraph(
      `${many} left for you once this is applied`,
      ...which,
      `. The check asks for ${asks} filled in.`,
    ),
  ];
}

function gapsIn(line: string): string[] {
  return line.match(new RegExp(gapForm, "g")) ?? [];
}

/** `a`, `a and b`, `a, b and c`. */
function andList(names: readonly string[]): Words[] {
  return names.flatMap((name, at) => {
    const before = at === 0 ? "" : at === names.length - 1 ? " and " : ", ";
    return before === "" ? [code(name)] : [before, code(name)];
  });
}

function saferWays(problems: readonly Problem[], told: Told): Block[] {
  const ways = problems.flatMap((problem) => told.saferWay(problem) ?? []);
  const here = ways.filter((way) => "way" in way);
  const titles = new Set(here.map(({ title }) => title));
  const elsewhere = new Set(
    ways.flatMap((way) => ("sameAs" in way && !titles.has(way.sameAs) ? way.sameAs : [])),
  );
  const folded = here.flatMap(({ title, way }) => [
    ...(problems.length > 1 ? [paragraph("For ", code(title), ":")] : []),
    ...stepsOf(way),
  ]);
  return [
    ...(folded.length === 0 ? [] : [details("A safer way", ...folded)]),
    ...[...elsewhere].map((title) =>
      paragraph("A safer way is told at ", code(title), ": the same steps fit here."),
    ),
  ];
}

function stepsOf(way: string): Block[] {
  const lines = steps(way).map((line) => paragraph(...withCommands(line.replace(/^\(\d{1,2}\) /u, ""))));
  return lines.length === 1
    ? lines
    : [
        list(
          lines.map((line) => [line]),
          { ordered: true },
        ),
      ];
}

/** Statements of SQL in a step, up to their semicolon, as code. */
function withCommands(step: string): Words[] {
  return step
    .split(/\b((?:ALTER|CREATE|DROP|UPDATE|DELETE|INSERT|SET|LOCK)(?! [A-Z ]+:) [^;]*;)/u)
    .flatMap((part, at): Words[] => (at % 2 === 1 ? [code(part)] : prose(part)));
}

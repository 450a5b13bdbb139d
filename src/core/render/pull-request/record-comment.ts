/** The lasting record of a merged pull request, as one comment: for people, and as JSON for whoever asks years later. */

import type { Code, Nodes } from "mdast";
import remarkParse from "remark-parse";
import { unified } from "unified";

import { readRecordValue } from "../../record/read-record.ts";
import type {
  ChangeRecord,
  RecordedException,
  RecordedOperation,
  RecordedWaiver,
} from "../../record/record.ts";
import { shortened } from "../../record/shorten.ts";
import { serialize } from "../visible.ts";
import { count } from "../words.ts";
import {
  type Block,
  code,
  codeBlock,
  details,
  link,
  list,
  mark,
  paragraph,
  prose,
  strong,
  type Words,
} from "./markdown/nodes.ts";
import { toMarkdown } from "./markdown/to-markdown.ts";
import { marker, readMarker, recordKey } from "./marker.ts";

/** Of the JSON, in bytes: the rest of the comment is for people. */
const mostJson = 40_000;

/** `mergedAt`: ISO 8601, UTC; null where it is not known. */
export function renderRecord(record: ChangeRecord, mergedAt: string | null): string {
  const fits = ([one]: readonly ChangeRecord[]): boolean => Buffer.byteLength(serialize(one)) <= mostJson;
  const [kept] = shortened([record], fits) ?? [];
  if (kept === undefined) throw new Error("a record without its entries is short");
  const { exceptions, waivers } = kept;
  const blocks = [
    paragraph(headline(kept, mergedAt)),
    ...(exceptions.length > 0 ? [list(exceptions.map(exceptionItem), { one: "exception" })] : []),
    ...(waivers.length > 0 ? [paragraph("Waived:"), list(waivers.map(waiverItem), { one: "waiver" })] : []),
    ...(kept.more > 0 ? [paragraph(`${kept.more} more of them did not fit into this comment.`)] : []),
  ];
  return toMarkdown(blocks, {
    ending: [
      details("The same as JSON", codeBlock("json", serialize(kept).trimEnd())),
      mark(marker(recordKey)),
    ],
    elsewhere: ["the JSON below has them."],
  });
}

/** Null: the text is no record. `damaged`: it was one. Whether the text can be trusted is another question: only our own App's can, while nobody edited it. */
export function readRecord(body: string): ChangeRecord | null | "damaged" {
  if (readMarker(body) !== recordKey) return null;
  const json = codeBlocks(parser.parse(body)).findLast(({ lang }) => lang === "json")?.value;
  try {
    return readRecordValue(JSON.parse(json ?? "")) ?? "damaged";
  } catch {
    return "damaged";
  }
}

const parser = unified().use(remarkParse);

function codeBlocks(node: Nodes): Code[] {
  if (node.type === "code") return [node];
  return "children" in node ? node.children.flatMap(codeBlocks) : [];
}

function headline({ exceptions, waivers, more, conclusion }: ChangeRecord, mergedAt: string | null): string {
  const counted = [
    ...(exceptions.length > 0 ? [count(exceptions.length, "exception")] : []),
    ...(waivers.length > 0 ? [count(waivers.length, "waiver")] : []),
    ...(more > 0 ? [`${more} more`] : []),
  ];
  const when = mergedAt === null ? "" : ` on ${mergedAt.slice(0, 10)}`;
  const all = `What was allowed here when it was merged${when}: ${counted.join(", ")}.`;
  return conclusion === "failure" ? `${all} Lockstep's check had failed.` : all;
}

function exceptionItem(exception: RecordedException): Block[] {
  const { target, operations, more, reason, until, origin, link: url } = exception;
  const [only, ...others] = operations;
  const isOne = only !== undefined && others.length === 0 && more === 0;
  const what: Words[] = isOne
    ? operationWords(only)
    : [strong(code(target)), ` covers ${count(operations.length + more, "operation")}.`];
  const where: Words[] =
    url === null ? [] : [" ", link(url, origin === "command" ? "The command" : "Where it is written"), "."];
  return [
    paragraph(...what, " ", ...grantWords(exception), untilWords(until), ...reasonWords(reason), ...where),
    ...(isOne
      ? []
      : [
          list(
            operations.map((one) => [paragraph(...operationWords(one))]),
            { one: "operation" },
          ),
          ...restBlock(more),
        ]),
  ];
}

function operationWords({ kind, target, path, line, impact }: RecordedOperation): Words[] {
  const title = target === kind ? kind : `${kind} ${target}`;
  return [strong(code(title)), " in ", code(`${path}:${line}`), `: ${impact}.`];
}

/** By whom, and by what. */
function grantWords({ state, grantedBy, origin }: RecordedException): Words[] {
  if (state === "proposed") return [strong("Proposed"), ", and granted by nobody"];
  if (grantedBy.length === 0) return ["Granted before: it stood on the base"];
  const by = origin === "command" ? "Granted by the command of " : "Granted by the approving review of ";
  return [by, ...grantedBy.flatMap((login, at): Words[] => [...(at === 0 ? [] : [", "]), code(login)])];
}

function waiverItem({ rule, reason, until, by, link: url, problems, more }: RecordedWaiver): Block[] {
  const lines = problems.filter((line) => line.trim() !== "").map((line) => [paragraph(...prose(line))]);
  return [
    paragraph(
      strong(code(rule)),
      ": waived by the command of ",
      code(by),
      untilWords(until),
      ...reasonWords(reason),
      " ",
      link(url, "The command"),
      ".",
    ),
    ...(lines.length > 0 ? [list(lines, { one: "problem" })] : []),
    ...restBlock(more),
  ];
}

function untilWords(until: string | null): string {
  return until === null ? ", without an end" : ` until ${until}`;
}

function reasonWords(reason: string): Words[] {
  return reason === "" ? [". No reason is given."] : [", because ", reason.replace(/(?<![.!?])$/u, ".")];
}

function restBlock(more: number): Block[] {
  return more === 0 ? [] : [paragraph(`And ${more} more.`)];
}

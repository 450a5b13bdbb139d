/** Our one comment with the receipts of commands, folded into a line: a table for people, and the same as data in a hidden marker. */

import type { Outcome, Receipt } from "../../command/receipt.ts";
import { count } from "../words.ts";
import { packed, unpacked } from "./ledger-data.ts";
import { ledgerKey, ledgerMarker, marker, readLedgerMarker } from "./marker.ts";
import { type Block, code, details, link, mark, paragraph, table, type Words } from "./markdown/nodes.ts";
import { mostBytes, toMarkdown } from "./markdown/to-markdown.ts";

/** What people are shown leaves the rest to the data. */
const mostShown = 20;
const roomForPeople = 16_000;
/** In characters. */
const longestCommand = 100;

/**
 * At most 65,535 bytes. Where that is too little, the oldest receipts of once-commands go first. Of standing ones the oldest go only when nothing else is left,
 * and the comment says so: without a receipt they are read anew at each review.
 */
export function renderLedger(receipts: readonly Receipt[]): string {
  let kept = receipts;
  for (let room = mostBytes - roomForPeople; ;) {
    const data = packed(kept);
    if (data.length <= room || kept.length === 0) return written(kept, receipts, data);
    // A part that is surely too much, so that a long list takes few turns.
    kept = without(kept, Math.max(1, Math.floor((kept.length * (data.length - room)) / data.length / 2)));
  }
}

/** Null when the text is no ledger, or not as we write it. Whoever asks makes sure that nobody else edited the comment. */
export function readLedger(body: string): Receipt[] | null {
  const data = readLedgerMarker(body);
  return data === null ? null : unpacked(data);
}

function isStanding({ text }: Receipt): boolean {
  return /^\/lockstep (?:exempt|revoke|waive)\b/iu.test(text);
}

/** What it was found to cover when it was first seen. */
function coverWords({ text, outcome, keys }: Receipt): string | null {
  const verb = /^\/lockstep (exempt|waive)\b/iu.exec(text)?.[1]?.toLowerCase();
  if (verb === undefined || outcome !== "done") return null;
  return `covers ${count(keys.length, verb === "waive" ? "problem" : "operation")}`;
}

/** Without the oldest, once-commands before standing ones. */
function without(receipts: readonly Receipt[], number: number): Receipt[] {
  const oldest = receipts.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const order = [...oldest.filter((one) => !isStanding(one)), ...oldest.filter(isStanding)];
  const gone = new Set(order.slice(0, number));
  return receipts.filter((one) => !gone.has(one));
}

function written(kept: readonly Receipt[], all: readonly Receipt[], data: string): string {
  const first = paragraph("It is kept so that nothing is done twice. What holds now is in the check.");
  const latest = kept.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const rows = latest.slice(0, mostShown).map(rowOf);
  const more = all.length - rows.length;
  const shown = table([["who"], ["asked for"], ["when (UTC)"], ["what became of it"]], rows, {
    one: "command",
  });
  const older = more === 0 ? [] : [paragraph(`And ${count(more, "older one")}, in the conversation above.`)];
  const lost = all.filter(isStanding).length - kept.filter(isStanding).length;
  const folded = details(`Lockstep keeps what was asked of it here (${all.length})`, first, shown, ...older);
  const ending = [...lostLine(lost), mark(ledgerMarker(data)), mark(marker(ledgerKey))];
  const limit = roomForPeople + data.length;
  return toMarkdown([folded], { limit, ending, elsewhere: ["they stand in the conversation above."] });
}

function lostLine(lost: number): Block[] {
  if (lost === 0) return [];
  const have = lost === 1 ? "has" : "have";
  return [
    paragraph(
      `${count(lost, "older command")} that would hold on ${have} no room here: what ${lost === 1 ? "it covers" : "they cover"} is found anew at each review.`,
    ),
  ];
}

const outcomes: Record<Outcome, string> = {
  done: "done",
  refused: "refused",
  mistaken: "not understood",
  ended: "ended",
};

function rowOf(receipt: Receipt): Words[][] {
  const { by, text, link: url, at, outcome } = receipt;
  const short =
    [...text].length <= longestCommand ? text : `${[...text].slice(0, longestCommand).join("")}...`;
  return [
    [code(by)],
    [link(url, code(short))],
    [at.slice(0, 16).replace("T", " ")],
    [coverWords(receipt) ?? outcomes[outcome]],
  ];
}

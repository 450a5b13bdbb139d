/** The one line of a check: what is to be done, or why nothing is. GitHub shows it as plain text. */

import type { Problem } from "../../problem.ts";
import type { Exception, Verdict } from "../../verdict.ts";
import { greenWords } from "../text.ts";
import { visible } from "../visible.ts";
import { count } from "../words.ts";
import type { Things } from "./things-to-do.ts";

/** What GitHub shows of it at most, in characters. */
const longest = 255;

export function titleOf(verdict: Verdict, { errors }: Things): string {
  if (errors.length > 0) {
    const deeds = errors.slice(0, mostDeeds).map(({ deed }) => visible(deed.replaceAll("`", "")));
    return fitted(`${count(errors.length, "thing")} to do: `, deeds, errors.length);
  }
  const { warnings } = verdict.counts;
  const waived = (verdict.waivers ?? []).flatMap(({ problems }) => problems).filter(isToldApart).length;
  const also = [
    ...(waived === 0 ? [] : [`; ${count(waived, "problem")} waived`]),
    ...(warnings === 0 ? [] : [`; ${count(warnings, "warning")}`]),
  ];
  return clipped(visible(greenWords(verdict, permission) + also.join("")));
}

/** A note that is waived is told in place of one that is complete. */
function isToldApart({ rule }: Problem): boolean {
  return rule !== "note-is-there";
}

/** As many as fit, and how many more there are. */
function fitted(lead: string, deeds: readonly string[], all: number): string {
  for (let shown = deeds.length; shown > 1; shown--) {
    const title = lead + deeds.slice(0, shown).join("; ") + andMore(all - shown);
    if (title.length <= longest) return title;
  }
  const more = andMore(all - 1);
  return clipped(lead + (deeds[0] ?? ""), longest - more.length) + more;
}

/** More never fit. */
const mostDeeds = 30;

function andMore(number: number): string {
  return number === 0 ? "" : `; and ${number} more`;
}

/** The title within GitHub's limit. */
export function clipped(title: string, most = longest): string {
  return title.length <= most ? title : `${title.slice(0, most - 3).toWellFormed()}...`;
}

function permission(offline: number, exceptions: readonly Exception[]): string {
  const all = exceptions.filter(({ operations }) => operations.length > 0);
  if (all.length === 0) return `${offline} offline`;
  const used = all.filter(({ state }) => state === "granted");
  const granted = new Set(used.flatMap(({ operations }) => operations));
  if (all.some(({ operations }) => !operations.every((id) => granted.has(id)))) {
    return `${offline} offline (exception proposed)`;
  }
  const by = [...new Set(used.flatMap(({ grantedBy = [] }) => grantedBy))].map((login) => `@${login}`);
  const [until] = used.flatMap((one) => one.until ?? []).toSorted();
  const told = [
    ...(by.length === 0 ? [] : [`by ${by.join(", ")}`]),
    ...(until === undefined ? [] : [`until ${until}`]),
  ];
  return `${offline} offline and granted${told.length === 0 ? "" : ` (${told.join(", ")})`}`;
}

/** What a standing command covers where that is not all that it names, why the rest is left out, and what to write instead. */

import { operationTitle, shortId } from "../../words.ts";
import type { Answer, Say } from "../answers.ts";
import { type Block, paragraph, prose, type Words } from "../markdown/nodes.ts";
import { commandParts } from "./command-parts.ts";
import { nothingNamed } from "./nothing-named.ts";
import { gerunds, nameList, toPaste } from "./words.ts";

/** `text`: the command in one form. */
export function coverBlocks(cover: Extract<Say, { about: "cover" }>, text: Answer["text"]): Block[] {
  const { result, verdict, listed, who } = cover;
  const { covers, forbidden, unseen, needless } = result;
  const parts = commandParts(text);
  if (covers.length + forbidden.length + unseen.length + needless.length === 0) {
    return nothingNamed(parts, verdict);
  }
  const titles = new Map(verdict.operations.map((one) => [one.id, operationTitle(one)]));
  const rules = new Map(verdict.problems.map(({ id, rule }) => [id, rule]));
  const named = (ids: readonly string[]): Words[] =>
    nameList([...new Set(ids.map((id) => titles.get(id) ?? rules.get(id) ?? shortId(id)))]);
  const sentences: Words[][] = [];
  if (covers.length > 0) {
    sentences.push([parts.verb === "revoke" ? "It takes back " : "It covers ", ...named(covers), "."]);
  }
  if (forbidden.length > 0) {
    sentences.push([`${gerunds[parts.verb]} `, ...named(forbidden), ...prose(` is for ${who}.`)]);
  }
  if (needless.length > 0) {
    sentences.push([...named(needless), ` ${needless.length === 1 ? "needs" : "need"} no exception.`]);
  }
  if (unseen.length > 0) sentences.push([...named(unseen), ` ${unseenWords(unseen.length, listed)}`]);
  const said = paragraph(...sentences.flatMap((words, at) => (at === 0 ? words : [" ", ...words])));
  return unseen.length === 0 || parts.cut ? [said] : [said, toPaste(text)];
}

/** Nobody allows what was not to be seen. */
function unseenWords(number: number, listed: boolean): string {
  const [was, it] = number === 1 ? ["was", "it is"] : ["were", "they are"];
  const why = listed
    ? `${was} not in Lockstep's check, as ${it} now, when this was written.`
    : `${was} not in any check of Lockstep's when this was written.`;
  return `${why} Look at the check, then write it again:`;
}

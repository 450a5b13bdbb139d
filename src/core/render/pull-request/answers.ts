/** What we answer to a command, where there is something to say. */

import type { CommandHelp } from "../../command/registry.ts";
import type { Mistake, Verb } from "../../command/request.ts";
import type { StandingResult } from "../../judge/standing.ts";
import type { Verdict } from "../../verdict.ts";
import { answerBlocks } from "./answers/answer-blocks.ts";
import { answersMarker } from "./marker.ts";
import { type Block, code, link, paragraph, quote, type Words } from "./markdown/nodes.ts";
import { mostBytes, toMarkdown } from "./markdown/to-markdown.ts";

/** One answer to one command of one comment. */
export interface Answer {
  /** As in its receipt: the marker at the end of the reply says it. */
  id: string;
  /** The command in one form. */
  text: string;
  /** The login. */
  by: string;
  /** The comment that is answered. */
  link: string;
  say: Say;
}

export type Say =
  /** It cannot be read, or names nothing that is there. */
  | { about: "mistake"; mistake: Mistake }
  /** `who`: a clause that says who may. `author`: they opened the pull request, and can propose what they may not grant. */
  | { about: "refused"; verb: Verb; who: string; author?: boolean }
  /** Somebody else than its author edited the comment. */
  | { about: "edited"; editor: string | null }
  /** A standing command that covers nothing, or not all that it names. `listed`: our check had listed something when it was written. */
  | { about: "cover"; result: StandingResult; verdict: Verdict; listed: boolean; who: string }
  /** `commands`: with those who may by the policy that counts. */
  | { about: "help"; commands: readonly CommandHelp[] }
  /** A page of ours, Markdown. */
  | { about: "explain"; name: string; page: string }
  | { about: "preview"; verdict: Verdict }
  | { about: "thanks" }
  /** There is no note to draft. `waivedBy`: who said that none is needed. */
  | { about: "no draft"; waivedBy: readonly string[] }
  | { about: "committed"; paths: readonly string[] }
  /** `reason`: a clause. `url`: where one click does it, null where nothing does. */
  | { about: "not committed"; reason: string; url: string | null }
  /** More commands than are read stand in the comment. */
  | { about: "too many"; read: number; more: number };

/** One reply to the commands of one comment, in its thread or in the conversation. `answers`: at least one. `readAnswers` finds their ids again. */
export function renderAnswers(answers: readonly Answer[]): string {
  const ending = answersMarker(answers.map(({ id }) => id));
  const parts = said(answers);
  const room = mostBytes - Buffer.byteLength(ending) - parts.length * gap;
  const within = (limit: number): string[] =>
    parts.map(({ blocks, elsewhere }) => toMarkdown(blocks, { limit, elsewhere }));
  const whole = within(room);
  const bytes = whole.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  // Where not all of it fits, each has its share.
  const texts = bytes <= room ? whole : within(Math.floor(room / parts.length));
  return [...texts, ending].join("\n\n");
}

/** An empty line between two parts. */
const gap = 2;
/** Of a command that is quoted, in characters. */
const longestQuote = 120;

interface Part {
  blocks: Block[];
  elsewhere: readonly Words[];
}

/** What is the same for several commands is said once. */
function said(answers: readonly Answer[]): Part[] {
  const groups = new Map<string, { blocks: Block[]; to: Answer[] }>();
  for (const answer of answers) {
    const blocks = answerBlocks(answer);
    const key = JSON.stringify(blocks);
    const group = groups.get(key) ?? { blocks, to: [] };
    group.to.push(answer);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ blocks, to }) => ({
    blocks: isClear(answers) ? blocks : [quote(...to.map(quoted)), ...blocks],
    elsewhere: elsewhere(to[0]?.say),
  }));
}

/** In a thread the one command stands above its answer. */
function isClear(answers: readonly Answer[]): boolean {
  return answers.length === 1 && answers.every(({ id }) => id.startsWith("answer-"));
}

function quoted({ by, text, link: url }: Answer): Block {
  const characters = [...text];
  const short = characters.length <= longestQuote ? text : `${characters.slice(0, longestQuote).join("")}...`;
  return paragraph(code(by), ": ", link(url, code(short)));
}

/** Where all of it is to be read. */
function elsewhere(say: Say | undefined): readonly Words[] {
  if (say?.about === "explain") return [code(`lockstep explain ${say.name}`), " prints all of it."];
  return ["the check and the files of this pull request have all of it."];
}

/** Reads one line that starts with `/lockstep`. */

import { readHead } from "../judge/exception-text.ts";
import { nearest } from "../nearest.ts";
import { plainly, visible } from "../render/visible.ts";
import type { Command, Reading } from "./command.ts";
import { afterWord } from "./command-form.ts";
import { exempt } from "./commands/exempt.ts";
import { explain } from "./commands/explain.ts";
import { waive } from "./commands/waive.ts";
import { mended, quotable, refuse } from "./mistakes.ts";
import { allNames, guessName, readName, ruleNames } from "./names.ts";
import { registry } from "./registry.ts";
import { unticked } from "./unticked.ts";

/** Nobody reads a longer reason. */
const longest = 4000;

/** Never throws. `line`: as it stands in the source. */
export function readLine(line: string): Reading {
  // A backslash at the end is Markdown's, for a line break.
  const said = afterWord(line).replace(/\\$/u, "").slice(0, longest).toWellFormed();
  const because = said.search(/(?:^|\s)because(?=[\s:]|$)/iu);
  const head = because === -1 ? said : said.slice(0, because);
  if (hides(head)) {
    const message =
      "There is a character in it that cannot be seen. Write it again by hand, or paste this line.";
    return mended(message, readWords(`${plainly(head)} ${said.slice(head.length)}`));
  }
  return readWords(said);
}

/** In a reason such a character may be right: joined letters, an emoji. */
function hides(words: string): boolean {
  const spaced = words.replaceAll("\t", " ");
  return visible(spaced) !== spaced;
}

function readWords(words: string): Reading {
  const text = unticked(words);
  if (text === "") return { request: { verb: "help", name: null, reason: "" } };
  const [first = "", second = ""] = text.split(/\s+/u, 2);
  const pair = named(`${first} ${second}`);
  const command = pair ?? named(first);
  if (command === null) return unknown(text, first);
  const rest = text.replace(pair === null ? /^\S+\s*/u : /^\S+\s+\S+\s*/u, "");
  return elsewhere(command, unticked(rest)) ?? command.read(rest);
}

/** Letters of ASCII only: what merely looks like a verb is none. */
function named(word: string): Command | null {
  return registry.find(({ verb }) => /^[ -~]*$/u.test(word) && word.toLowerCase() === verb) ?? null;
}

function unknown(text: string, first: string): Reading {
  const rest = text.slice(first.length).trim();
  const message = `\`${quotable(first)}\` is no command.`;
  if (/^(?:approved?|lgtm)$/iu.test(first)) {
    return refuse(`${message} An approving review grants what the pull request proposes.`);
  }
  const guess = meant(first);
  if (guess !== null) return mended(message, elsewhere(guess, unticked(rest)) ?? guess.read(rest));
  const bare = withoutVerb(text);
  return bare === null ? refuse(`${message} \`/lockstep help\` lists what there is.`) : mended(message, bare);
}

/** The command that is nearest to a word, or that others call so. */
function meant(word: string): Command | null {
  const near = nearest(
    word,
    registry.map(({ verb }) => verb),
  );
  const folded = word.toLowerCase().replaceAll("_", "-");
  return registry.find(({ verb, alike }) => verb === near || alike.includes(folded)) ?? null;
}

/** A line that starts with what it is about. */
function withoutVerb(text: string): Reading | null {
  const has = /\sbecause\b/iu.test(text);
  if (readName(text, ruleNames) !== null) return has ? waive.read(text) : explain.read(text);
  if ("head" in readHead(text)) return exempt.read(text);
  return readName(text, allNames) === null ? null : explain.read(text);
}

/** Operations are exempted and problems waived: who takes one for the other is told. Null: nobody does. */
function elsewhere({ verb }: Command, rest: string): Reading | null {
  if (verb === "waive" && "head" in readHead(rest))
    return mended("Operations are exempted, rules are waived.", exempt.read(rest));
  if (verb === "exempt" && isRule(rest))
    return mended("Rules are waived, operations are exempted.", waive.read(rest));
  if (verb === "revoke" && readName(rest, ruleNames) !== null) {
    return refuse(
      "`revoke` takes back what allowed an operation. A waiver ends when its line is taken out of its comment.",
    );
  }
  return null;
}

/** Or near to one. A word that is near to a kind is one mistyped, whatever rule it is near to as well. */
function isRule(rest: string): boolean {
  if (readName(rest, ruleNames) !== null) return true;
  const head = readHead(rest);
  return "wrong" in head && head.instead === null && guessName(rest, ruleNames) !== null;
}

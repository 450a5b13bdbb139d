/** What is said to one command: one sentence, and the line to paste. */

import type { Verdict } from "../../../verdict.ts";
import type { Answer, Say } from "../answers.ts";
import { type Block, code, link, paragraph, prose, strong, type Words } from "../markdown/nodes.ts";
import { notePreview } from "../preview/note-preview.ts";
import { coverBlocks } from "./cover-blocks.ts";
import { explainBlocks } from "./explain-blocks.ts";
import { helpBlocks } from "./help-blocks.ts";
import { gerunds, nameList, toPaste } from "./words.ts";

export function answerBlocks({ say, text }: Pick<Answer, "say" | "text">): Block[] {
  switch (say.about) {
    case "mistake":
      return mistakeBlocks(say);
    case "refused":
      return said(...prose(`${gerunds[say.verb]} is for ${say.who}.${say.author === true ? proposal : ""}`));
    case "edited":
      return said(
        say.editor === null ? "Somebody else than its author" : code(say.editor),
        " edited this comment, so its commands do not count. Write them in a comment of your own.",
      );
    case "cover":
      return coverBlocks(say, text);
    case "help":
      return helpBlocks(say.commands);
    case "explain":
      return explainBlocks(say);
    case "preview":
      return say.verdict.notes.length === 0 ? said(...noNote(say.verdict)) : notePreview(say.verdict.notes);
    case "thanks":
      return said("Thanks. It is noted for those who look after the rules, and changes nothing here.");
    case "no draft":
      return say.waivedBy.length === 0
        ? said("There is nothing to draft: no release note is missing here.")
        : said(
            "There is nothing to draft: that a release note is missing was waived by ",
            ...nameList(say.waivedBy),
            ".",
          );
    case "committed":
      return said("Committed to the branch: ", ...nameList(say.paths), ".");
    case "not committed":
      return said(...prose(`Nothing was committed: ${say.reason}.`), ...byHand(say.url));
    case "too many":
      return said(
        `Only the first ${say.read} commands of a comment are read, and ${say.more} more stand here. Write them in a comment of their own.`,
      );
  }
}

const proposal =
  " You can propose it: `lockstep: exempt ...` as a comment above the operation; an approving review grants it.";

function said(...words: readonly Words[]): Block[] {
  return [paragraph(...words)];
}

/** A draft is offered where there is one. */
function noNote({ problems }: Verdict): Words[] {
  const isAsked = problems.some(({ rule }) => rule === "note-is-there");
  const none = "There is no release note for this change yet";
  return prose(isAsked ? `${none}. \`/lockstep draft\` posts one.` : `${none}, and none is asked for.`);
}

function mistakeBlocks({ mistake: { message, paste } }: Extract<Say, { about: "mistake" }>): Block[] {
  if (paste === null) return said(...prose(message));
  return [paragraph(...prose(leading(message))), toPaste(paste)];
}

/** To the line below: what says already what to write needs no question. */
function leading(message: string): string {
  const tells = /(?:^|[.] )(?:Say|Write)\b[^.]*[.]$/u.test(message);
  return tells ? `${message.slice(0, -1)}:` : `${message} Did you mean:`;
}

function byHand(url: string | null): Words[] {
  return url === null ? [] : [" ", link(url, strong("Add the note")), " yourself."];
}

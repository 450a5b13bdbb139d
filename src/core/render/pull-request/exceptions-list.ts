/** The exceptions of a change with their reasons: what an approving review grants, and what was granted. */

import type { Exception } from "../../verdict.ts";
import { type Block, code, list, paragraph, strong, text } from "./markdown/nodes.ts";
import type { JudgedPullRequest } from "./pages.ts";
import { shortPlace } from "./place-link.ts";
import { exceptionWords } from "./operations-table.ts";

/** Those that nothing fits and those that ended are problems, and told there. */
export function exceptionsList({ verdict, facts }: JudgedPullRequest): Block[] {
  const used = verdict.exceptions.filter(({ operations }) => operations.length > 0);
  if (used.length === 0) return [];
  const item = (exception: Exception): Block[] => [
    paragraph(
      code(exception.target),
      text(": "),
      ...exceptionWords(exception),
      text(`, because ${exception.reason} `),
      shortPlace(facts, exception.place),
    ),
  ];
  const open = used.some(({ state }) => state === "proposed");
  const title = open
    ? paragraph(
        strong("Exceptions."),
        " What is proposed is granted by an approving review of somebody who may push here and is not an author of it.",
      )
    : paragraph(strong("Exceptions."));
  return [title, list(used.map(item), { one: "exception" })];
}

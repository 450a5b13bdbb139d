/** The exceptions of a change with their reasons: what an approving review grants, and what was granted. */

import type { Exception } from "../../verdict.ts";
import { fileNames } from "./file-names.ts";
import { type Block, code, list, paragraph, type Words } from "./markdown/nodes.ts";
import type { JudgedPullRequest } from "./pages.ts";
import { shortPlace } from "./place-link.ts";
import { stateWords } from "./operations-table.ts";

/** More are counted. */
const mostShown = 300;

/** Those that nothing fits and those that ended are problems, and told there. */
export function exceptionsList({ verdict, facts }: JudgedPullRequest): Block[] {
  const used = verdict.exceptions.filter(({ operations }) => operations.length > 0);
  if (used.length === 0) return [];
  const nameOf = fileNames(verdict);
  const item = (exception: Exception): Block[] => {
    const { target, grantedBy = [], until, reason, place } = exception;
    const by = grantedBy.flatMap((login, at): Words[] => [at === 0 ? " by " : ", ", code(login)]);
    const end = until === null ? "" : ` until ${until}`;
    const why = `${end}, because ${reason} `;
    return [
      paragraph(code(target), ": ", stateWords(exception), ...by, why, shortPlace(facts, place, nameOf)),
    ];
  };
  return [
    paragraph("Exceptions:"),
    list(used.slice(0, mostShown).map(item), {
      one: "exception",
      more: Math.max(0, used.length - mostShown),
    }),
  ];
}

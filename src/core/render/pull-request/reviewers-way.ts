/** What a reviewer can do where an exception is missing or proposed: said once for all of them, with the line to paste. */

import { exemptText, reasonGap } from "../../judge/exempt-comment.ts";
import type { Verdict } from "../../verdict.ts";
import { wantsException } from "./exception-rules.ts";
import { type Block, codeBlock, paragraph } from "./markdown/nodes.ts";

export function reviewersWay({ mode, problems, operations, exceptions }: Verdict): Block[] {
  if (mode !== "enforce" && mode !== "warn") return [];
  const errors = problems.filter(({ severity }) => severity === "error");
  const missing = errors.flatMap(({ rule, operation }) => (wantsException(rule) ? (operation ?? []) : []));
  const isOpen = errors.some(({ rule }) => rule === "exception-is-granted");
  const proposed = exceptions.flatMap(({ state, operations: ids }) =>
    isOpen && state === "proposed" ? ids : [],
  );
  const ids = new Set([...missing, ...proposed]);
  const [only, ...others] = operations.filter(({ id }) => ids.has(id));
  if (only === undefined) return [];
  const line = others.length === 0 ? exemptText(only, reasonGap) : `exempt all because ${reasonGap}`;
  const granting = proposed.length > 0 ? "" : "An approving review grants what the author proposes. ";
  const them = others.length === 0 ? "it" : "all of them";
  return [
    paragraph(`${granting}A reviewer can also exempt ${them} with a comment:`),
    codeBlock("", `/lockstep ${line}`),
  ];
}

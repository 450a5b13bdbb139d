/** The parts of a node that stand for something: comments, and bodies of heredocs that lie in between, are none. */

import { parts, type Syntax } from "../source/syntax.ts";

const BETWEEN = new Set(["heredoc_body", "empty_statement", "uninterpreted"]);

export function named(node: Syntax): Syntax[] {
  return parts(node).filter((child) => !BETWEEN.has(child.type));
}

const CLAUSES = new Set(["rescue", "else", "ensure"]);

/** The statements of a body, without what handles its errors. */
export function statementsOf(node: Syntax): Syntax[] {
  return named(node).filter((child) => !CLAUSES.has(child.type));
}

/** Whether a call stands alone, for what it does, or inside an expression, for what it gives. */

import type { Interpreter } from "../../reading/source/interpreter.ts";
import { parts, type Syntax } from "../../reading/source/syntax.ts";

const WRAPS = new Set([
  "expression_statement",
  "await",
  "parenthesized_expression",
  "with_clause",
  "with_item",
  "with_statement",
  "as_pattern",
]);

/** Is the call a statement of its own, so that it is there for what it does? */
export function isStatementCall(run: Interpreter, node: Syntax): boolean {
  let inner: Syntax | undefined = run.statement;
  while (inner !== undefined && inner !== node) {
    if (!WRAPS.has(inner.type)) return false;
    inner = parts(inner)[0];
  }
  return inner === node;
}

/** Whether a call of something that nobody knows may change something: by its name, and by whether anybody wants its answer. */

import { walk, type Syntax } from "../../reading/source/syntax.ts";

const DOES =
  /(?:creat|updat|delet|sav(?:e|ing)|insert|upsert|sync|attach|detach|remov|destroy|restor|increment|decrement|assign|give|revok|grant|seed|import|migrat|truncat|drop|merg|mov(?:e|ing)|copy|rebuild|fix|install|convert|backfill|populat|renam|alter|purge|prune|reset|replac|attach|persist|store|write|execut|process|handl|appl(?:y|ies)|^run|^do[A-Z]|^exec|^call|^dispatch|^set)/iu;

/** By its name it does something. */
export function doesSomething(name: string): boolean {
  return DOES.test(name);
}

/** The call, with all that is called on it, is the whole statement. */
export function isOutermost(statement: Syntax, node: Syntax): boolean {
  const [whole] = statement.type === "expression_statement" ? statement.children : [];
  return whole !== undefined && whole.start === node.start && whole.end === node.end;
}

/** The call, or the chain that begins with it, is all that its statement does: nobody wants its answer. */
export function isStatement(statement: Syntax, node: Syntax): boolean {
  if (statement.type !== "expression_statement") return false;
  for (const inner of walk(statement)) {
    if (inner.start === node.start && inner.end === node.end) return true;
    if (!CHAINED.test(inner.type)) return false;
  }
  return false;
}

const CHAINED =
  /^(?:expression_statement|parenthesized_expression|error_suppression_expression|member_call_expression|nullsafe_member_call_expression)$/u;

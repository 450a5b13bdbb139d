/** The source text of expressions and what can be said of them without running them. */

import type { Node } from "libpg-query";

import type { DefaultValue } from "../../../operation.ts";
import { functionNames } from "./tables-in.ts";
import type { Span, Statement } from "./statement.ts";

export function defaultValue(statement: Statement, node: Node | undefined, span: Span): DefaultValue {
  return {
    text: statement.original(span),
    kind: isLiteral(node) ? "literal" : "expression",
    functions: isLiteral(node) ? [] : functionNames(node),
  };
}

/** Is it a constant: a number, a string, NULL, a cast or an array of such? */
export function isLiteral(node: Node | undefined, depth = 0): boolean {
  if (node === undefined || depth > 8) return false;
  if ("A_Const" in node) return true;
  if ("TypeCast" in node) return isLiteral(node.TypeCast.arg, depth + 1);
  if ("CollateClause" in node) return isLiteral(node.CollateClause.arg, depth + 1);
  if ("A_ArrayExpr" in node)
    return (node.A_ArrayExpr.elements ?? []).every((item) => isLiteral(item, depth + 1));
  if ("RowExpr" in node) return (node.RowExpr.args ?? []).every((item) => isLiteral(item, depth + 1));
  if ("A_Expr" in node)
    return (
      node.A_Expr.lexpr === undefined &&
      node.A_Expr.kind === "AEXPR_OP" &&
      isLiteral(node.A_Expr.rexpr, depth + 1)
    );
  return false;
}

/** The end of the element of a list that starts at `from`: the offset of the comma or closing parenthesis behind it, without white space. */
export function elementEnd(statement: Statement, from: number, limit = statement.text.length): number {
  const lexer = statement.lexer(from, limit);
  let depth = 0;
  let end = from;
  for (let kind = lexer.nextMeaning(); kind !== "end"; kind = lexer.nextMeaning()) {
    if (kind === "symbol") {
      const symbol = statement.text.charAt(lexer.start);
      if (symbol === "(" || symbol === "[") depth += 1;
      else if (symbol === ")" || symbol === "]") {
        if (depth === 0) return end;
        depth -= 1;
      } else if (symbol === "," && depth === 0) return end;
    }
    end = lexer.end;
  }
  return end;
}

/** The elements of a list between `from` and `limit`, split at commas outside brackets. */
export function elements(statement: Statement, from: number, limit = statement.text.length): Span[] {
  const lexer = statement.lexer(from, limit);
  const found: Span[] = [];
  let depth = 0;
  let start = -1;
  let end = -1;
  for (let kind = lexer.nextMeaning(); kind !== "end"; kind = lexer.nextMeaning()) {
    const symbol = kind === "symbol" ? statement.text.charAt(lexer.start) : "";
    if (symbol === "," && depth === 0) {
      found.push({ start: Math.max(start, from), end: Math.max(end, start, from) });
      start = -1;
      continue;
    }
    if (symbol === "(" || symbol === "[") depth += 1;
    else if ((symbol === ")" || symbol === "]") && depth > 0) depth -= 1;
    if (start === -1) start = lexer.start;
    end = lexer.end;
  }
  if (start !== -1) found.push({ start, end });
  return found;
}

/** The span behind the first `word` at depth 0 from `from`, up to `limit`; null when the word is not there. */
export function behindWord(statement: Statement, word: string, from: number, limit: number): Span | null {
  const lexer = statement.lexer(from, limit);
  let depth = 0;
  for (let kind = lexer.nextMeaning(); kind !== "end"; kind = lexer.nextMeaning()) {
    if (kind === "symbol") {
      const symbol = statement.text.charAt(lexer.start);
      if (symbol === "(" || symbol === "[") depth += 1;
      else if (symbol === ")" || symbol === "]") depth -= 1;
    } else if (depth === 0 && lexer.isWord(word)) return trimmed(statement, { start: lexer.end, end: limit });
  }
  return null;
}

/** The span inside the first parentheses from `from`; null when there are none. */
export function parenthesised(statement: Statement, from: number, limit: number): Span | null {
  const lexer = statement.lexer(from, limit);
  let depth = 0;
  let start = -1;
  for (let kind = lexer.nextMeaning(); kind !== "end"; kind = lexer.nextMeaning()) {
    if (kind !== "symbol") continue;
    const symbol = statement.text.charAt(lexer.start);
    if (symbol === "(") {
      if (depth === 0) start = lexer.end;
      depth += 1;
    } else if (symbol === ")") {
      depth -= 1;
      if (depth === 0 && start !== -1) return trimmed(statement, { start, end: lexer.start });
    }
  }
  return null;
}

function trimmed(statement: Statement, span: Span): Span {
  const text = statement.text.slice(span.start, span.end);
  const start = span.start + (text.length - text.trimStart().length);
  return { start, end: Math.max(start, span.end - (text.length - text.trimEnd().length)) };
}

/** The folded source of a span, null for none. */
export function spanText(statement: Statement, span: Span | null): string | null {
  return span === null ? null : statement.original(span);
}

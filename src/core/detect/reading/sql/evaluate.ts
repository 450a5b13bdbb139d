/** The text of string expressions as far as it is constant: literals, concatenation, format() and variables that hold a literal. */

import type { FuncCall, Node } from "libpg-query";

import { strings, valueOf } from "./nodes.ts";

/** The constants that variables hold, by lower-case name. */
export type Constants = ReadonlyMap<string, string>;

/** Stands for a part that is not constant, where the rest still names tables. */
export const HOLE = "lockstep_hole";

/** The text of an expression. `complete` is false when parts of it are not constant: they are holes in the text. */
export interface Evaluated {
  text: string;
  complete: boolean;
}

const OPEN: Evaluated = { text: HOLE, complete: false };
const DEEPEST = 200;
const LONGEST = 200_000;

export function evaluate(node: Node | undefined, constants: Constants, depth = 0): Evaluated {
  if (node === undefined || depth > DEEPEST) return OPEN;
  if ("A_Const" in node) {
    const value = node.A_Const.isnull === true ? null : valueOf(node);
    return value === null ? OPEN : { text: value, complete: true };
  }
  if ("TypeCast" in node) return evaluate(node.TypeCast.arg, constants, depth + 1);
  if ("ParamRef" in node) return known(constants.get(`$${node.ParamRef.number ?? 0}`));
  if ("ColumnRef" in node) {
    const parts = strings(node.ColumnRef.fields);
    return known(constants.get((parts.at(-1) ?? "").toLowerCase()));
  }
  if ("A_Expr" in node) {
    if (strings(node.A_Expr.name)[0] !== "||") return OPEN;
    return joined([
      evaluate(node.A_Expr.lexpr, constants, depth + 1),
      evaluate(node.A_Expr.rexpr, constants, depth + 1),
    ]);
  }
  if ("FuncCall" in node) return evaluateCall(node.FuncCall, constants, depth);
  return OPEN;
}

function known(value: string | undefined): Evaluated {
  return value === undefined ? OPEN : { text: value, complete: true };
}

function joined(parts: readonly Evaluated[]): Evaluated {
  const text = parts.map((part) => part.text).join("");
  if (text.length > LONGEST) return OPEN;
  return { text, complete: parts.every((part) => part.complete) };
}

function evaluateCall(call: FuncCall, constants: Constants, depth: number): Evaluated {
  const name = strings(call.funcname).at(-1) ?? "";
  const args = (call.args ?? []).map((arg) => evaluate(arg, constants, depth + 1));
  if (call.func_variadic === true) return OPEN;
  if (name === "format") return format(args);
  if (name === "concat") return joined(args);
  if (name === "quote_ident" && args.length === 1) return quoted(args[0] as Evaluated, quoteIdentifier);
  if ((name === "quote_literal" || name === "quote_nullable") && args.length === 1)
    return quoted(args[0] as Evaluated, quoteLiteral);
  if ((name === "lower" || name === "upper") && args[0]?.complete === true)
    return {
      text: name === "lower" ? args[0].text.toLowerCase() : args[0].text.toUpperCase(),
      complete: true,
    };
  return OPEN;
}

function quoted(value: Evaluated, quote: (text: string) => string): Evaluated {
  return value.complete ? { text: quote(value.text), complete: true } : value;
}

/** format() of PostgreSQL: %s, %I, %L and %%, with `n$` positions; widths and flags leave the text open. */
function format(args: readonly Evaluated[]): Evaluated {
  const [pattern, ...values] = args;
  if (pattern?.complete !== true) return OPEN;
  let next = 0;
  let complete = true;
  const text = pattern.text.replace(
    /%(?:(\d+)\$)?([^%sIL]*?)([%sIL])/g,
    (_match, position: string | undefined, flags: string, kind: string) => {
      if (kind === "%" && flags === "" && position === undefined) return "%";
      const index = position === undefined ? next : Number(position) - 1;
      next = index + 1;
      const value = values[index];
      if (value === undefined || flags !== "" || kind === "%") {
        complete = false;
        return HOLE;
      }
      if (!value.complete) complete = false;
      if (!value.complete) return kind === "L" ? `'${HOLE}'` : value.text;
      if (kind === "I") return quoteIdentifier(value.text);
      return kind === "L" ? quoteLiteral(value.text) : value.text;
    },
  );
  return text.length > LONGEST ? OPEN : { text, complete };
}

function quoteIdentifier(text: string): string {
  return `"${text.replaceAll(`"`, `""`)}"`;
}

function quoteLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

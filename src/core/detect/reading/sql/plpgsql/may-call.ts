/** Whether an expression could call a function that matters: most do not, and then there is nothing to parse for. */

import { isHarmless } from "../engine-functions.ts";
import { Lexer } from "../lexer.ts";
import type { Span } from "../statement.ts";

/** Words that a list or a query in parentheses follows. */
const BEFORE_LIST = new Set(
  "exists in any all some and or not select where from on when then else case values as array over filter join union".split(
    " ",
  ),
);

/** False only when every name before a parenthesis is one of the engine's; `made`: routines that the text made. */
export function mayCall(text: string, span: Span, made: ReadonlyMap<string, unknown>): boolean {
  const lexer = new Lexer(text, span.start, span.end);
  let name = "";
  for (let kind = lexer.nextMeaning(); kind !== "end"; kind = lexer.nextMeaning()) {
    if (lexer.isSymbol("(")) {
      const known = name === "" || BEFORE_LIST.has(name) || (!made.has(name) && isHarmless([name]));
      if (!known) return true;
    }
    if (kind === "word" || kind === "identifier") {
      // What stands behind a dot is in a schema, so that it need not be the engine's.
      const own = text.slice(lexer.start, lexer.end).toLowerCase();
      name = name.endsWith(".") ? `${name}${own}` : own;
    } else name = lexer.isSymbol(".") ? `${name}.` : "";
  }
  return false;
}

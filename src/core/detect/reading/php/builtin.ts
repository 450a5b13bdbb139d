/** What a function of PHP itself is to the evaluator. */

import type { Interpreter } from "../source/interpreter.ts";
import type { Syntax } from "../source/syntax.ts";
import type { Arguments, Value } from "../source/value.ts";

/** Undefined when its value is not known. */
export type Builtin = (run: Interpreter, args: Arguments, node: Syntax) => Value | undefined;

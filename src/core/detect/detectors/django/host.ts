/** What the evaluator asks of Django: whatever is called is kept as it was made, and nothing of it runs. */

import type { Host, Interpreter } from "../../reading/source/interpreter.ts";
import { textOf, type Syntax } from "../../reading/source/syntax.ts";
import { NONE, unknown, type Arguments, type Value } from "../../reading/source/value.ts";
import type { EngineName } from "../../../impact.ts";
import { looksLikeField } from "./field-class.ts";
import { engineWord } from "./told-engine.ts";
import { made, type Made } from "./values.ts";

const NOTHING: Arguments = { positional: [], keywords: new Map(), open: false };

/** Functions that only mark a text for translation, and give it back. */
const TRANSLATES = /(?:^|\.)(?:u?gettext(?:_lazy|_noop)?|gettext|_)$/u;

/** What the host may tell, and what it is to note. */
export interface Asked {
  engine: EngineName | null;
  /** What a class of the project is as a field, as `Made` has it. */
  classes: { find(path: string): Made["known"] } | null;
  /** Gets what is handed to the constructor of a base; null: nobody asks. */
  handed: Arguments[] | null;
}

export function makeHost(run: Interpreter, { engine, classes, handed }: Asked): Host {
  const vague = (node: Syntax): Value => unknown(textOf(run.file, node));
  const make = (path: string, args: Arguments, node: Syntax, parts: Made["parts"] = null): Value => {
    const condition = run.conditional > 0 ? { branch: run.condition } : null;
    const asks = parts === null && !path.startsWith("django.") && looksLikeField(path);
    const known = asks ? classes?.find(path) : undefined;
    const value: Made = { host: "made", path, args, node, condition, parts, known };
    return { kind: "host", value };
  };
  return {
    symbol: (path) => engineWord(path, engine),
    attribute: (value, name) => ({ kind: "bound", receiver: { kind: "host", value }, name }),
    item: (_value, _key, node) => vague(node),
    iterate: () => null,
    call(path, args) {
      const [first] = args.positional;
      return TRANSLATES.test(path) && first?.kind === "text" ? first : null;
    },
    method: (value, name, args, node) => {
      const receiver: Value = { kind: "host", value };
      return make("", args, node, { operator: name, operands: [receiver, ...args.positional] });
    },
    classAttribute: () => null,
    setAttribute() {},
    enter: (value) => ({ value, leave: () => {} }),
    operate(operator, left, right, node) {
      if (made(left) === null && made(right) === null) return null;
      const operands = right === null ? [left] : [left, right];
      return make("", NOTHING, node, { operator, operands });
    },
    foreign({ path, receiver, name, args, node }) {
      if (name === "__init__" && handed !== null) {
        const explicit = path !== null || receiver?.kind === "class";
        handed.push(explicit ? { ...args, positional: args.positional.slice(1) } : args);
        return NONE;
      }
      if (path !== null) return make(path, args, node);
      if (receiver?.kind === "class" && name === "__init__") return NONE;
      return vague(node);
    },
  };
}

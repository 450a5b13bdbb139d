/** Runs the statements of a block, and the rounds of a loop over what is known. */

import type { Flow, Interpreter } from "./interpreter.ts";
import type { Syntax } from "./syntax.ts";
import type { Value } from "./value.ts";

type May = "return" | "break" | "continue";

/** Runs one statement after the other. What follows a jump that may have happened runs only under a condition. */
export function runStatements(
  run: Interpreter,
  nodes: Iterable<Syntax>,
  execute: (node: Syntax) => Flow,
): Flow {
  const conditional = run.conditional;
  const may = new Set<May>();
  for (const node of nodes) {
    const flow = statement(run, node, execute);
    if (flow.may.size > 0 && run.conditional === conditional) run.conditional += 1;
    for (const end of flow.may) may.add(end);
    if (flow.end !== "next") {
      run.conditional = conditional;
      return { end: flow.end, may };
    }
  }
  run.conditional = conditional;
  return { end: "next", may };
}

function statement(run: Interpreter, node: Syntax, execute: (node: Syntax) => Flow): Flow {
  run.step(node);
  const outside = run.statement;
  run.statement = node;
  const flow = execute(node);
  run.statement = outside;
  return flow;
}

/** Runs a round for each item. What follows one that may have ended the loop runs only under a condition. */
export function rounds(run: Interpreter, items: readonly Value[], round: (item: Value) => Flow): Flow {
  const conditional = run.conditional;
  const may = new Set<May>();
  let end: Flow["end"] = "next";
  for (const item of items) {
    const flow = round(item);
    if (flow.may.has("return")) may.add("return");
    if ((flow.may.has("break") || flow.may.has("return")) && run.conditional === conditional)
      run.conditional += 1;
    if (flow.end === "return" || flow.end === "raise") end = flow.end;
    if (flow.end === "return" || flow.end === "raise" || flow.end === "break") break;
  }
  run.conditional = conditional;
  return { end, may };
}

/** What a loop means for the block around it. */
export function behindLoop(flow: Flow): Flow {
  const may = new Set(flow.may);
  may.delete("break");
  may.delete("continue");
  const jumps = flow.end === "return" || flow.end === "raise";
  return { end: jumps ? flow.end : "next", may };
}

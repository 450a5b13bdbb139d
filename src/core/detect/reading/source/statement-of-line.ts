/** Finds the statement that a comment can stand above: the innermost one around a node that begins its line. */

import type { SourceFile, Syntax } from "./syntax.ts";

/** The loops and blocks of one line are asked for by each of their operations. */
const found = new WeakMap<Syntax, Syntax>();

/** The statement itself where none around it begins a line either. */
export function statementOfLine(file: SourceFile, statement: Syntax): Syntax {
  let best = found.get(statement);
  if (best === undefined) {
    best = beginsLine(file, statement) ? statement : around(file, statement);
    found.set(statement, best);
  }
  return best;
}

function around(file: SourceFile, statement: Syntax): Syntax {
  let best = statement;
  let parent = file.root;
  for (;;) {
    const child = childAround(parent, statement);
    if (child === null || child === statement) return best;
    if (file.grammar.isStatement(child, parent) && beginsLine(file, child)) best = child;
    parent = child;
  }
}

function childAround({ children }: Syntax, { start, end }: Syntax): Syntax | null {
  return children.find((child) => child.start <= start && end <= child.end) ?? null;
}

function beginsLine({ text }: SourceFile, { start }: Syntax): boolean {
  let at = start - 1;
  while (text[at] === " " || text[at] === "\t") at -= 1;
  return at < 0 || text[at] === "\n";
}

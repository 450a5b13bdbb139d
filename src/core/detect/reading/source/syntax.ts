/** Source code as a plain tree: the WASM tree is copied once and freed, so that readers stay fast and leak nothing. */

import type { Parser, TreeCursor } from "web-tree-sitter";

import { Lines, type Place } from "../../../place.ts";

/** A node of the syntax tree. Offsets are UTF-16 units, the end is exclusive. */
export interface Syntax {
  /** The grammar's name (`call`, `identifier`), or the token itself (`+`) when `named` is false. */
  type: string;
  named: boolean;
  /** The name under which the parent holds it (`function`, `body`), null when it has none. */
  field: string | null;
  start: number;
  end: number;
  children: Syntax[];
}

/** What reading needs to know of a language's grammar. */
export interface Grammar {
  /** The language, as people call it: `Python`. */
  title: string;
  /** Puts parts to where they belong that the grammar leaves elsewhere: the text of a heredoc. */
  arrange?(root: Syntax, text: string): void;
  /** What a run of statements is made of: a token stands between two of them in `normalised`. */
  isStatement(node: Syntax, parent: Syntax): boolean;
  /** Blocks that no token opens or closes. */
  isIndented(node: Syntax): boolean;
  /** What says nothing, besides comments: a docstring. */
  isSilent(node: Syntax): boolean;
  /** Literals that are one token, and how they are spelled alike; null: go on with the children. */
  literal(node: Syntax, text: string): string | null;
  /** The functions that the file itself defines and its other code may call, by name. */
  functions(file: SourceFile): ReadonlyMap<string, Syntax>;
  /** Whether a node can be the name of such a function where it is called or handed on. */
  isName(node: Syntax): boolean;
}

/** One parsed file. */
export interface SourceFile {
  grammar: Grammar;
  path: string;
  text: string;
  root: Syntax;
  lines: Lines;
  /** Where the grammar gave up; everything around it is read. */
  errors: Syntax[];
}

/** Larger files are data, not migrations. */
const MAX_LENGTH = 2_000_000;

/** Parses a file, or says in one clause why it was not parsed. */
export function parseSource(
  path: string,
  text: string,
  parser: Parser,
  grammar: Grammar,
  expired: () => boolean,
): SourceFile | { refused: string } {
  if (text.length > MAX_LENGTH)
    return { refused: `a ${grammar.title} file of more than ${MAX_LENGTH} characters` };
  const tree = parser.parse(text, null, { progressCallback: () => expired() });
  if (tree === null) {
    parser.reset();
    return { refused: "parsing took too long" };
  }
  try {
    const errors: Syntax[] = [];
    const root = copy(tree.walk(), errors);
    grammar.arrange?.(root, text);
    return { grammar, path, text, root, lines: new Lines(path, text), errors };
  } finally {
    tree.delete();
  }
}

function copy(cursor: TreeCursor, errors: Syntax[]): Syntax {
  const root = node(cursor, errors);
  const path: Syntax[] = [root];
  while (path.length > 0) {
    if (cursor.gotoFirstChild() || climb(cursor, path)) {
      const child = node(cursor, errors);
      const parent = path.at(-1);
      parent?.children.push(child);
      // A heredoc without its end takes the rest of the file, and the grammar does not mind.
      if (child.type === "heredoc_end" && child.start === child.end && parent) errors.push(parent);
      path.push(child);
    }
  }
  cursor.delete();
  return root;
}

/** Goes to the next node in the order of the text; false when there is none. */
function climb(cursor: TreeCursor, path: Syntax[]): boolean {
  while (path.length > 0) {
    path.pop();
    if (path.length > 0 && cursor.gotoNextSibling()) return true;
    if (path.length > 0) cursor.gotoParent();
  }
  return false;
}

function node(cursor: TreeCursor, errors: Syntax[]): Syntax {
  const made: Syntax = {
    type: cursor.nodeType,
    named: cursor.nodeIsNamed,
    field: cursor.currentFieldName,
    start: cursor.startIndex,
    end: cursor.endIndex,
    children: [],
  };
  if (made.type === "ERROR" || cursor.nodeIsMissing) errors.push(made);
  return made;
}

/** The child under a field name. */
export function field(node: Syntax, name: string): Syntax | null {
  return node.children.find((child) => child.field === name) ?? null;
}

/** All children under a field name. */
export function fields(node: Syntax, name: string): Syntax[] {
  return node.children.filter((child) => child.field === name);
}

/** The named children without comments. */
export function parts(node: Syntax): Syntax[] {
  return node.children.filter((child) => child.named && child.type !== "comment");
}

/** The first child of a type. */
export function childOf(node: Syntax, type: string): Syntax | null {
  return node.children.find((child) => child.type === type) ?? null;
}

export function textOf(file: SourceFile, node: Syntax): string {
  return file.text.slice(node.start, node.end);
}

export function placeOf(file: SourceFile, node: Syntax): Place {
  return file.lines.place(node.start, node.end);
}

/** Every node of the tree in the order of the text, without recursion. */
export function* walk(root: Syntax): Generator<Syntax> {
  const waiting: Syntax[] = [root];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    for (let at = next.children.length - 1; at >= 0; at -= 1) waiting.push(next.children[at] as Syntax);
  }
}

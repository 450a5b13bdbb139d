/** `modifySql`: what a changeSet does to the SQL of its changes before it is sent. */

import type { EngineName } from "../../../impact.ts";
import { literal, type Piece, plain, slice } from "../../reading/source/text.ts";
import { childOf, type ChangelogNode } from "./node.ts";
import { takes } from "./properties.ts";

export interface Modifier {
  apply(pieces: Piece[]): Piece[];
  /** It changes the SQL by a pattern, which nobody runs here. */
  unread: ChangelogNode | null;
}

/** `expand` puts properties in. */
export function modifiersOf(
  nodes: readonly ChangelogNode[],
  engine: EngineName,
  expand: (text: string) => string,
): Modifier[] {
  const word = (node: ChangelogNode, name: string): string => {
    const value = childOf(node, name)?.value;
    return value === null || value === undefined ? "" : expand(plain(value) ?? "");
  };
  return nodes
    .filter((node) => takes(word(node, "dbms"), engine) && word(node, "applyToRollback") !== "only")
    .flatMap((node) => node.children.filter(({ attribute }) => !attribute))
    .flatMap((node): Modifier[] => {
      const [value, from, to] = ["value", "replace", "with"].map((name) => word(node, name));
      switch (node.name) {
        case "append":
          return [{ apply: (pieces) => [...pieces, ...literal(value ?? "")], unread: null }];
        case "prepend":
          return [{ apply: (pieces) => [...literal(value ?? ""), ...pieces], unread: null }];
        case "replace":
          return [{ apply: (pieces) => replaced(pieces, from ?? "", to ?? ""), unread: null }];
        case "regExpReplace":
          return isPlain(from ?? "")
            ? [{ apply: (pieces) => replaced(pieces, from ?? "", to ?? ""), unread: null }]
            : [{ apply: (pieces) => pieces, unread: node }];
        default:
          return [];
      }
    });
}

function isPlain(pattern: string): boolean {
  return /^[\w\s,;:'"<>=`@!#%&-]*$/u.test(pattern);
}

function replaced(pieces: Piece[], from: string, to: string): Piece[] {
  const text = pieces.map((piece) => piece.text).join("");
  if (from === "" || !text.includes(from)) return pieces;
  const result: Piece[] = [];
  let at = 0;
  for (let found = text.indexOf(from); found !== -1; found = text.indexOf(from, at)) {
    result.push(...slice(pieces, at, found), ...literal(to));
    at = found + from.length;
  }
  return [...result, ...slice(pieces, at, text.length)];
}

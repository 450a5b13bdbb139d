/** A changelog as a tree that is the same for XML, YAML and JSON: an element or a mapping with its attributes as children. */

import type { Piece } from "../../reading/source/text.ts";

export interface ChangelogNode {
  /** Without a namespace's prefix. */
  name: string;
  /** Offsets in the file, end exclusive. */
  start: number;
  end: number;
  /** The text in it, null when it has none. */
  value: Piece[] | null;
  children: ChangelogNode[];
  /** It is an attribute of XML, and so never a change. */
  attribute: boolean;
}

/** Something in the file that is no XML or YAML that can be read. */
export interface Fault {
  start: number;
  end: number;
  reason: string;
}

export interface Comment {
  start: number;
  end: number;
  text: string;
}

/** What a file says before anything of Liquibase is known. `root`: null when nothing could be read. */
export interface Tree {
  root: ChangelogNode | null;
  faults: Fault[];
  comments: Comment[];
}

/** No changelog is nested deeper; what is, is not read. */
export const deepest = 40;
/** Nodes of one file, with those that aliases repeat. */
export const mostNodes = 400_000;
/** ChangeSets of one file. */
export const mostChangeSets = 10_000;

export function childrenOf(node: ChangelogNode, ...names: string[]): ChangelogNode[] {
  return node.children.filter((child) => names.includes(child.name));
}

/** Those called `inner` in the node itself, and in its lists called `outer` (YAML's `columns: [column: ...]`). */
export function listed(node: ChangelogNode, outer: string, inner: string): ChangelogNode[] {
  return node.children.flatMap((child) => {
    if (child.name === inner) return [child];
    return child.name === outer ? listed(child, outer, inner) : [];
  });
}

export function childOf(node: ChangelogNode, name: string): ChangelogNode | null {
  return node.children.find((child) => child.name === name) ?? null;
}

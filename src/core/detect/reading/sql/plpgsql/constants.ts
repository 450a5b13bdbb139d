/** Which variables of a body are set once only: what they are given can be read where they are used. */

import type { PlNode } from "./tree.ts";

/** The lower-case names of the variables that one place sets. */
export function setOnce(nodes: readonly PlNode[]): Set<string> {
  const times = new Map<string, number>();
  count(nodes, times);
  const found = new Set<string>();
  for (const [name, number] of times) if (number === 1) found.add(name);
  return found;
}

function count(nodes: readonly PlNode[], times: Map<string, number>): void {
  const add = (name: string, number: number): void => {
    times.set(name, (times.get(name) ?? 0) + number);
  };
  for (const node of nodes) {
    if (node.kind === "assign" || node.kind === "foreach") add(node.name, 1);
    if (node.kind === "targets") for (const name of node.names) add(name, 2);
    if (node.kind === "conditional" || node.kind === "foreach") count(node.body, times);
  }
}

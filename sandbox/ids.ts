/** Numbers and node ids for GitHub's objects. */

import type { World } from "./world.ts";

/** What stands before the underscore of a node id. */
export type NodeKind =
  | "U"
  | "O"
  | "BOT"
  | "A"
  | "R"
  | "T"
  | "PR"
  | "I"
  | "IC"
  | "PRR"
  | "PRRC"
  | "PRRT"
  | "REA"
  | "CS"
  | "CR";

export function nextId(world: World): number {
  return world.nextId++;
}

export function nodeId(kind: NodeKind, id: number): string {
  return `${kind}_kwDO${Buffer.from(String(id)).toString("base64url")}`;
}

/** Gives an object its number and node id, and makes it findable by that. */
export function identify<T extends { node: string }>(
  world: World,
  kind: NodeKind,
  make: (ids: { id: number; node: string }) => T,
): T {
  const id = nextId(world);
  const object = make({ id, node: nodeId(kind, id) });
  world.nodes.set(object.node, object);
  return object;
}

/** Pages of a list, as GitHub's connections give them. */

import { Failure } from "./failure.ts";
import { limits } from "../limits.ts";

export interface PageArguments {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
}

export interface Connection<Node> {
  totalCount: number;
  nodes: readonly Node[];
  edges: readonly { cursor: string; node: Node }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

/**
 * One page of `items`. That `first` or `last` is there, and is not too large, was checked with the query.
 * `total`: how many there are, where GitHub lists fewer.
 */
export function page<Node>(
  items: readonly Node[],
  args: PageArguments,
  total: number = items.length,
): Connection<Node> {
  const from = args.after == null ? 0 : position(args.after) + 1;
  const to = args.before == null ? items.length : position(args.before);
  let start = Math.min(from, items.length);
  let end = Math.max(start, Math.min(to, items.length));
  if (args.first != null) end = Math.min(end, start + args.first);
  if (args.last != null) start = Math.max(start, end - args.last);
  const edges = items.slice(start, end).map((node, index) => ({ cursor: cursor(start + index), node }));
  return {
    totalCount: total,
    nodes: edges.map((edge) => edge.node),
    edges,
    pageInfo: {
      hasNextPage: end < items.length,
      hasPreviousPage: start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** The connection of two lists whose nodes are made only for the page. */
export async function pageOf<Item, Node>(
  items: readonly Item[],
  args: PageArguments,
  make: (item: Item) => Promise<Node>,
  total?: number,
): Promise<Connection<Node>> {
  const picked = page(items, args, total);
  const nodes = await Promise.all(picked.nodes.map(make));
  return {
    ...picked,
    nodes,
    edges: picked.edges.map((edge, index) => ({ cursor: edge.cursor, node: nodes[index] as Node })),
  };
}

function cursor(index: number): string {
  return Buffer.from(`cursor:v2:${index}`).toString("base64");
}

function position(text: string): number {
  const index = /^cursor:v2:(\d+)$/u.exec(Buffer.from(text, "base64").toString("latin1"))?.[1];
  if (index === undefined) {
    throw new Failure("INVALID_CURSOR_ARGUMENTS", `\`${text}\` does not appear to be a valid cursor.`);
  }
  return Number(index);
}

/** Throws when the page sizes of a connection `name` are not what GitHub takes. Lists whose nodes nobody asks for need none. */
export function checkPage(name: string, args: PageArguments, listed: boolean): void {
  if (args.first == null && args.last == null) {
    if (!listed) return;
    throw new Failure(
      "MISSING_PAGINATION_BOUNDARIES",
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
    );
  }
  for (const key of ["first", "last"] as const) {
    const size = args[key];
    if (size == null || (size >= 0 && size <= limits.pageSize.value)) continue;
    throw new Failure(
      "EXCESSIVE_PAGINATION",
      size < 0
        ? `\`${key}\` on the \`${name}\` connection cannot be less than zero.`
        : `Requesting ${size} records on the \`${name}\` connection exceeds the \`${key}\` limit of ${limits.pageSize.value} records.`,
    );
  }
}

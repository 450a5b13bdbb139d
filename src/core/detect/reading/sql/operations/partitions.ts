/** PARTITION BY and FOR VALUES, as far as they are columns and constants. */

import type { Node, PartitionBoundSpec, PartitionSpec } from "libpg-query";

import type { Partitioning } from "../../../../operation.ts";

/** The columns of PARTITION BY, null for an expression. */
export function keyOf({ partParams }: PartitionSpec): (string | null)[] {
  return (partParams ?? []).map((node) =>
    "PartitionElem" in node ? (node.PartitionElem.name ?? null) : null,
  );
}

/** Null for the default partition, for hash partitions, and where a bound is more than a constant. */
export function boundsOf(spec: PartitionBoundSpec | undefined): Partitioning["bounds"] {
  if (spec === undefined || spec.is_default === true) return null;
  if (spec.strategy === "r") {
    const from = constants(spec.lowerdatums);
    const to = constants(spec.upperdatums);
    return from === null || to === null ? null : { kind: "range", from, to };
  }
  const values = spec.strategy === "l" ? constants(spec.listdatums) : null;
  return values === null ? null : { kind: "list", values };
}

function constants(nodes: readonly Node[] | undefined): string[] | null {
  const found: string[] = [];
  for (const node of nodes ?? []) {
    const text = "A_Const" in node ? constant(node.A_Const) : null;
    if (text === null) return null;
    found.push(text);
  }
  return found.length === 0 ? null : found;
}

function constant({
  ival,
  fval,
  sval,
  isnull,
}: Extract<Node, { A_Const: unknown }>["A_Const"]): string | null {
  if (isnull === true) return null;
  if (ival !== undefined) return String(ival.ival ?? 0);
  if (fval !== undefined) return fval.fval ?? null;
  return sval === undefined ? null : `'${(sval.sval ?? "").replaceAll("'", "''")}'`;
}

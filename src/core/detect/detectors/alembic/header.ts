/** The names at the head of a migration: its revision, what it follows, its branch labels. */

import { stringOf, type Value } from "../../reading/source/value.ts";

export interface Header {
  revision: string | null;
  /** The revisions that it follows. */
  down: string[];
  /** Others that must have run. */
  dependsOn: string[];
  labels: string[];
}

/** Reads the variables of the module. */
export function headerOf(get: (name: string) => Value | undefined): Header {
  return {
    revision: stringOf(get("revision")),
    down: several(get("down_revision")),
    dependsOn: several(get("depends_on")),
    labels: labelsOf(get("branch_labels")),
  };
}

function several(value: Value | undefined): string[] {
  const single = stringOf(value);
  if (single !== null) return [single];
  return value?.kind === "list" ? value.items.map(stringOf).filter((item) => item !== null) : [];
}

/** A label that another module defines is known by the name that it has there (`migration.EXPAND_BRANCH`). */
function labelsOf(value: Value | undefined): string[] {
  if (value === undefined) return [];
  const items = value.kind === "list" ? value.items : [value];
  return items.flatMap((item) => {
    const label = stringOf(item);
    if (label !== null) return [label];
    return item.kind === "symbol" ? [item.path.slice(item.path.lastIndexOf(".") + 1)] : [];
  });
}

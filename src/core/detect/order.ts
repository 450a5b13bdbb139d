/** The order in which migrations run: by the revisions that they name, else by path. */

import type { Phase } from "../operation.ts";

interface Ordered {
  path: string;
  phase: Phase | null;
  revision: string | null;
  dependsOn: readonly string[];
}

/** All of expand runs before any of contract; what has no phase runs with the first. */
const rank = { expand: 0, data: 1, contract: 2 };

/** Made when it is asked for, because that takes milliseconds. */
let byNumber: Intl.Collator | null = null;

/** Sorts so that every migration comes after those that it depends on; where nothing is said, phases and then paths decide (`2` before `10`). A circle is broken where it is met. */
export function migrationOrder<M extends Ordered>(migrations: readonly M[]): M[] {
  const byRevision = new Map<string, M>();
  for (const migration of migrations) {
    if (migration.revision !== null) byRevision.set(migration.revision, migration);
  }
  const ordered = new Set<M>();
  const open = new Set<M>();
  for (const start of migrations.toSorted(compare)) {
    // A stack of our own: a chain of ten thousand revisions is deeper than the language's.
    const stack = [start];
    while (stack.length > 0) {
      const migration = stack.at(-1) as M;
      open.add(migration);
      const next = migration.dependsOn
        .map((revision) => byRevision.get(revision))
        .find((parent) => parent !== undefined && !open.has(parent) && !ordered.has(parent));
      if (next !== undefined) {
        stack.push(next);
      } else {
        ordered.add(migration);
        stack.pop();
      }
    }
  }
  return [...ordered];
}

function compare(a: Ordered, b: Ordered): number {
  const phases = rank[a.phase ?? "expand"] - rank[b.phase ?? "expand"];
  byNumber ??= new Intl.Collator("en", { numeric: true });
  return phases || byNumber.compare(a.path, b.path) || (a.path < b.path ? -1 : 1);
}

/** Neighbouring versions on which an operation means the same. */

import type { Impact } from "../impact.ts";
import { engineOf, impactWords } from "../render/words.ts";

export interface VersionGroup {
  /** `PostgreSQL 10 to 17`. */
  versions: string;
  /** What it means on each of them. */
  impact: Impact;
}

/** `impacts`: oldest version first. */
export function versionGroups(impacts: readonly Impact[]): VersionGroup[] {
  const groups: [Impact, Impact][] = [];
  for (const impact of impacts) {
    const last = groups.at(-1);
    if (last !== undefined && alike(last[0], impact)) last[1] = impact;
    else groups.push([impact, impact]);
  }
  return groups.map(([first, last]) => ({
    versions: first === last ? engineOf(first) : `${engineOf(first)} to ${last.version}`,
    impact: first,
  }));
}

function alike(one: Impact, other: Impact): boolean {
  const facts = ({ reasons, variables, saferWay, refused, ...rest }: Impact) =>
    JSON.stringify([
      rest.engine,
      impactWords({ ...rest, reasons, variables, saferWay, refused: null }),
      refused,
      reasons,
      saferWay,
    ]);
  return facts(one) === facts(other);
}

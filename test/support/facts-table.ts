/** PostgreSQL's facts as the table of their page. */

import { allFacts } from "../../src/core/assess/postgresql/facts/facts.ts";
import { someVersions } from "../../src/core/assess/versions.ts";
import { postgresql } from "../../src/core/assess/postgresql/postgresql.ts";

export function factsTable(): string {
  const rows = allFacts.map((fact) => {
    const on = postgresql.versions.filter(
      (version) => version >= fact.from && (fact.to === null || version <= fact.to),
    );
    const versions =
      on.length === postgresql.versions.length ? "all" : someVersions("postgresql", on, postgresql.versions);
    const locks = Object.entries(fact.locks).map(([role, mode]) => `${role.replace("_", " ")}: ${mode}`);
    const work = fact.refused === null ? fact.work : `refused: ${fact.refused}`;
    const cells = [
      fact.kind,
      fact.variant,
      versions,
      work,
      locks.join("<br>"),
      fact.grows.join(", "),
      fact.source,
    ];
    return `| ${cells.join(" | ")} |`;
  });
  const head = ["kind", "variant", "versions", "work", "locks", "grows with", "source"];
  return [`| ${head.join(" | ")} |`, `|${head.map(() => "---").join("|")}|`, ...rows, ""].join("\n");
}

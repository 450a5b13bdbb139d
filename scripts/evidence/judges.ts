/** Holds verdicts against the test cases of other linters: `node scripts/evidence/judges.ts squawk=GITDIR eugene=GITDIR ...`. Each counted case that its authors call dangerous should be caught; every difference is printed. */

import { djangoLinterCases } from "./judges/django-migration-linter.ts";
import { eugeneCases } from "./judges/eugene.ts";
import { close, judged, type Case } from "./judges/judge.ts";
import { onlineMigrationsCases, strongMigrationsCases } from "./judges/rails.ts";
import { squawkCases } from "./judges/squawk.ts";

const judges: Readonly<Record<string, (folder: string) => Case[]>> = {
  squawk: squawkCases,
  eugene: eugeneCases,
  "django-migration-linter": djangoLinterCases,
  strong_migrations: strongMigrationsCases,
  online_migrations: onlineMigrationsCases,
};

for (const argument of process.argv.slice(2)) {
  const [name = "", folder = ""] = argument.split("=");
  const cases = judges[name]?.(folder);
  if (cases === undefined) throw new Error(`${name} is none of ${Object.keys(judges).join(", ")}`);
  const tally = { dangerous: 0, caught: 0, offline: 0, fine: 0, quiet: 0 };
  for (const one of cases) {
    const said = await judged(one);
    if (one.dangerous) {
      tally.dangerous += 1;
      tally.caught += said.caught ? 1 : 0;
      tally.offline += said.offline ? 1 : 0;
    } else {
      tally.fine += 1;
      tally.quiet += said.caught ? 0 : 1;
    }
    if (one.dangerous === said.caught) continue;
    const words = said.operations.map(
      ({ kind, demand, impact }) => `${kind} [${demand}] ${impact.reasons[0] ?? ""}`,
    );
    console.log(
      `${one.dangerous ? "MISSED" : "caught"} ${name} ${one.name}\n  ${[...words, ...said.unread].join("\n  ")}`,
    );
  }
  const share = ((100 * tally.caught) / tally.dangerous).toFixed(1);
  console.log(
    `${name}: ${tally.caught} of ${tally.dangerous} dangerous caught (${share} %), ${tally.offline} offline; ${tally.quiet} of ${tally.fine} fine ones quiet\n`,
  );
}
await close();

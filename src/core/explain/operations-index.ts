/** The index of the pages: the worst that each kind does on each engine, and where all facts come from. */

import { numberings } from "../engine-version.ts";
import type { EngineName, Impact } from "../impact.ts";
import type { Kind } from "../operation.ts";
import { evidenceOf } from "./evidence-files.ts";
import { factCounts } from "./fact-counts.ts";
import type { KindExample } from "./kind-examples.ts";
import { unseenTables } from "./wait-words.ts";

const names = Object.keys(numberings) as EngineName[];

/** `all`: what every kind comes to, on every engine. */
export function operationsIndex(all: ReadonlyMap<Kind, readonly KindExample[]>): string {
  const titles = names.map((name) => numberings[name].title);
  const rows = [...all].map(([kind, examples]) => {
    const cells = names.map((name) => worstWords(examples.filter(({ engine }) => engine.engine === name)));
    return `| [${kind}](${kind}.md) | ${[...cells, oldCodeWords(examples)].join(" | ")} |`;
  });
  const counts = Object.entries(factCounts()).map(([name, { measured, cited, assumed }]) => {
    const engine = name as EngineName;
    const file =
      measured === 0
        ? ""
        : `[\`${evidenceOf[engine]}\`](../evidence/${evidenceOf[engine].split("/").at(-1)})`;
    return `| ${numberings[engine].title} | ${measured} | ${cited} | ${assumed} | ${file} |`;
  });
  return `${[
    "# What operations do to a running system",
    "",
    "One page per kind of operation: what it does on each engine and version, who waits, what old code notices, the queries that say how long it takes, and the safer way. `lockstep explain KIND` prints the same, and `--engine mariadb@10.11` only what holds there.",
    "",
    "The table shows the worst that the examples of a page come to on any version that is known; most have a way that is better. *Brief* means: for a moment, once the longest open transaction on the table has ended. *While it grows* means: for a time that grows with the data. *Refused* stands where the engine has nothing of the kind.",
    "",
    `| kind | ${titles.join(" | ")} | old code |`,
    `|---|${titles.map(() => "---|").join("")}---|`,
    ...rows,
    "",
    "## Where it comes from",
    "",
    "Each fact is one row of the tables: a kind, a variant and a range of versions. It was measured on a server, or is what the manual says, or had to be assumed, and then the page says so.",
    "",
    "| engine | measured | cited | assumed | measurements |",
    "|---|---|---|---|---|",
    ...counts,
    "",
    "Made from the tables by `node scripts/operations-pages.ts`.",
  ].join("\n")}\n`;
}

/** In the order of what operators fear most. */
const levels = [
  "refused",
  "nobody waits",
  "brief",
  "online, grows",
  "writes wait while it grows",
  "all wait while it grows",
  "cannot be read",
] as const;

function worstWords(examples: readonly KindExample[]): string {
  const found = examples.flatMap(({ versions }) =>
    versions.map(({ impact }) => levels.indexOf(levelOf(impact))),
  );
  return found.length === 0 ? "cannot be read" : (levels[Math.max(...found)] ?? "");
}

function levelOf({ refused, work, locks, grows, reasons }: Impact): (typeof levels)[number] {
  if (refused !== null) return "refused";
  if (work === "unknown") return "cannot be read";
  const unseen = reasons.filter((reason) => reason.includes(unseenTables)).join();
  const blocks = [...locks.flatMap((lock) => lock.blocks), ...(unseen.match(/reads|writes/gu) ?? [])];
  if (grows && blocks.includes("reads")) return "all wait while it grows";
  if (grows && blocks.length > 0) return "writes wait while it grows";
  if (grows) return "online, grows";
  return blocks.length > 0 ? "brief" : "nobody waits";
}

function oldCodeWords(examples: readonly KindExample[]): string {
  const running = examples.flatMap(({ versions }) =>
    versions.filter(({ impact }) => impact.refused === null),
  );
  if (running.every(({ impact }) => impact.work === "unknown")) return "cannot be read";
  const fails = running.filter(({ impact }) => impact.breaksOldCode).length;
  if (fails === 0) return "goes on";
  return fails === running.length ? "**fails**" : "may fail";
}

/** Says what old code still names at real commits: `node scripts/evidence/old-code.ts NAME=GITDIR:COMMIT[,COMMIT...]...`. Each commit is judged against its first parent; those without a search are left out. */

import { inspect } from "../../src/core/inspect.ts";
import { targetOf } from "../../src/core/operation.ts";
import { gatherRange } from "../../src/edges/git/gather-range.ts";
import { ReaderPool } from "../../src/edges/isolation/reader-pool.ts";

const reader = new ReaderPool(1, { here: "none" });
for (const argument of process.argv.slice(2)) {
  const [, name = "", repo = "", commits = ""] = /^([^=]+)=(.+):([^:]+)$/u.exec(argument) ?? [];
  for (const commit of commits.split(",")) {
    const request = {
      repo,
      base: `${commit}^`,
      head: commit,
      staged: false,
      notes: [],
      policy: null,
      requireGranted: false,
      today: "2026-01-01",
    };
    const start = performance.now();
    const { input } = await gatherRange(request, reader);
    const { operations } = inspect(input);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    for (const operation of operations) {
      const { usage, kind, demand } = operation;
      if (usage === undefined) continue;
      const head = `${name} ${commit} \`${kind} ${targetOf(operation)}\``;
      const how = `${usage.answer} in ${usage.release ?? "the base"}, ${usage.count} lines, ${usage.searched} files, ${seconds} s, ${demand}`;
      process.stdout.write(`${head}: ${how}${usage.unclear === null ? "" : `; ${usage.unclear}`}\n`);
      for (const { sure, path, line, text } of usage.named)
        process.stdout.write(`    ${sure} ${path}:${line}: ${text}\n`);
    }
  }
}
await reader.close();

/** A migration that may have run somewhere is not deleted. */

import type { Finding } from "../../problem.ts";
import { wholeFile } from "../../place.ts";
import type { MigrationChange } from "../../verdict.ts";
import { fileName, listedShort } from "../operation-words.ts";
import type { JudgeInput, Rule } from "../rule.ts";

export const migrationIsKept: Rule = {
  name: "migration-is-kept",
  summary: "A migration that is on the base is kept, or squashed into one that does the same.",
  check: (input) =>
    input.migrations
      .filter(({ status }) => status === "deleted")
      .map((migration) => deleted(input, migration)),
};

function deleted({ released }: JudgeInput, migration: MigrationChange): Finding {
  const { path, squashedInto, removed } = migration;
  const base = { rule: "migration-is-kept", subject: path, place: wholeFile(path) } as const;
  const gone = removed.some((operation) => operation.direction === "up");
  if (squashedInto.length > 0 && !gone) {
    // git says nothing of a move where the file changed on the way.
    const moved =
      squashedInto.length === 1 && squashedInto.some((target) => fileName(target) === fileName(path));
    const into = listedShort(squashedInto.map((target) => `\`${moved ? target : fileName(target)}\``));
    return {
      ...base,
      severity: "hint",
      message: `\`${fileName(path)}\` is ${moved ? "moved to" : "squashed into"} ${into}, which does the same.`,
    };
  }
  if (released?.paths.has(path) === true) {
    return {
      ...base,
      severity: "error",
      message: `\`${fileName(path)}\` is deleted, but it is released in ${released.tag}: a new installation would lack what it does, and those who upgrade have it. Keep it, and undo it in a new migration.`,
    };
  }
  return {
    ...base,
    severity: "warning",
    message: `\`${fileName(path)}\` is deleted, but it is on the base, and may have run. Keep it, and undo it in a new migration; or tell those who ran it.`,
  };
}

/** sqitch: `deploy/*.sql` and `revert/*.sql` beside `sqitch.plan`, run by psql; `verify/` only checks. */

import type { Detector, Tree } from "../detector.ts";
import { isNoMigration } from "../reading/sql/no-migration.ts";
import { beside, folderOf, hasPath } from "../reading/sql/path.ts";
import { readSections } from "../reading/sql/sections.ts";

interface Change {
  direction: "up" | "down";
  name: string;
}

export const sqitch: Detector = {
  name: "sqitch",
  language: "sql",
  claims: (path, tree, named) => changeOf(path, tree) !== null && (named || !isNoMigration(path)),
  confirms: () => true,
  wants: () => [],
  read(path, text, context) {
    const change = changeOf(path, context.tree);
    return readSections(path, text, context, {
      revision: change?.name ?? null,
      sections: [{ start: 0, end: text.length, direction: change?.direction ?? "up", transaction: "none" }],
    });
  },
};

/** The change whose script this is: the plan is in a folder above `deploy` or `revert`. */
function changeOf(path: string, tree: Tree): Change | null {
  if (!/\.sql$/i.test(path)) return null;
  for (let folder = folderOf(path); folder !== ""; folder = folderOf(folder)) {
    const part = folder.slice(folder.lastIndexOf("/") + 1);
    if (part !== "deploy" && part !== "revert") continue;
    const top = beside(folder, "sqitch.plan");
    if (!hasPlan(top, tree)) continue;
    const name = path.slice(folder.length + 1).replace(/\.sql$/i, "");
    return { direction: part === "deploy" ? "up" : "down", name };
  }
  return null;
}

/** The plan lies beside `deploy`, or above the folder that `top_dir` names. */
function hasPlan(plan: string, tree: Tree): boolean {
  return hasPath(tree.paths, plan) || hasPath(tree.paths, beside(folderOf(plan), "sqitch.plan"));
}

/** Administrators protect branches. */

import { nextId } from "../ids.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Account, BranchRule, BranchRuleType, Repository } from "../world.ts";
import { requireRole } from "./rights.ts";

/** The older way: changes come by pull requests, but for those of administrators. `pattern`: `main`, `release/*`. */
export function protectBranch(
  sandbox: Sandbox,
  by: Account,
  repository: Repository,
  pattern: string,
): BranchRule {
  return add(sandbox, by, repository, { of: "protection", pattern, type: "pull_request" });
}

/** A rule of a ruleset, which holds for everybody. */
export function addRule(
  sandbox: Sandbox,
  by: Account,
  repository: Repository,
  pattern: string,
  type: BranchRuleType = "pull_request",
): BranchRule {
  return add(sandbox, by, repository, { of: "ruleset", pattern, type });
}

function add(
  sandbox: Sandbox,
  by: Account,
  repository: Repository,
  rule: Omit<BranchRule, "id" | "repository">,
): BranchRule {
  requireRole(sandbox, by, repository, "admin");
  const added = { id: nextId(sandbox.world), repository: repository.id, ...rule };
  sandbox.world.branchRules.push(added);
  return added;
}

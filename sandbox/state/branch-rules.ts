/** Rules of branches: what holds for one, and what they keep people from. */

import { atLeast, roleOf } from "../permissions.ts";
import { Refused } from "../refused.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Account, BranchRule, BranchRuleType, Repository, World } from "../world.ts";

export class RuleViolation extends Refused {
  readonly of: BranchRule["of"];

  constructor(rule: BranchRule, ref: string) {
    const [code, title] =
      rule.of === "protection"
        ? (["GH006", "Protected branch update failed"] as const)
        : (["GH013", "Repository rule violations found"] as const);
    super(422, `${code}: ${title} for ${ref}.\n\n${sentences[rule.type]}`);
    this.of = rule.of;
  }
}

const sentences: Record<BranchRuleType, string> = {
  creation: "Cannot create ref due to creations being restricted.",
  update: "Cannot update this protected ref.",
  deletion: "Cannot delete this branch",
  non_fast_forward: "Cannot force-push to this branch",
  pull_request: "Changes must be made through a pull request.",
};

export function rulesOf(world: World, repository: Repository, branch: string): BranchRule[] {
  return world.branchRules.filter(
    (rule) => rule.repository === repository.id && matches(rule.pattern, branch),
  );
}

/** Throws `RuleViolation`. `to` is null when the branch is deleted. */
export async function checkRules(
  sandbox: Sandbox,
  repository: Repository,
  ref: string,
  to: string | null,
  by: Account,
): Promise<void> {
  if (!ref.startsWith("refs/heads/")) return;
  const rules = rulesOf(sandbox.world, repository, ref.slice("refs/heads/".length));
  if (rules.length === 0) return;
  const forbidden = await kindsOf(sandbox, repository, ref, to);
  const administers = by.type !== "Bot" && atLeast(roleOf(sandbox.world, repository, by), "admin");
  const broken = rules.find(
    (rule) => forbidden.includes(rule.type) && !(administers && rule.of === "protection"),
  );
  if (broken !== undefined) throw new RuleViolation(broken, ref);
}

/** The types of rules that a push would break. */
async function kindsOf(
  sandbox: Sandbox,
  repository: Repository,
  ref: string,
  to: string | null,
): Promise<BranchRuleType[]> {
  const git = sandbox.git(repository);
  const from = git.refs.get(ref) ?? null;
  if (from === null) return ["creation"];
  if (to === null) return ["deletion", "pull_request"];
  const forced = !(await git.contains(to, from));
  return ["update", "pull_request", ...(forced ? (["non_fast_forward"] as const) : [])];
}

/** `*` stays inside one part of the name, as in `File.fnmatch`, which GitHub documents. */
function matches(pattern: string, branch: string): boolean {
  const source = pattern
    .replaceAll(/[.+?^${}()|[\]\\]/gu, "\\$&")
    .replaceAll("**/", "\0")
    .replaceAll("*", "[^/]*")
    .replaceAll("\0", "(?:.*/)?");
  return new RegExp(`^${source}$`, "u").test(branch);
}

/** Branches, whether they are protected, and the rules that hold for them. */

import { commitPayload } from "../payloads/commit.ts";
import { apiUrl, htmlUrl } from "../payloads/repository.ts";
import { Refused } from "../refused.ts";
import { fullName } from "../names.ts";
import { rulesOf } from "../state/branch-rules.ts";
import type { BranchRule, Repository } from "../world.ts";
import type { Operation } from "./operation.ts";
import { listReply } from "./page.ts";

export const branchOperations: readonly Operation[] = [
  {
    route: "GET /repos/{owner}/{repo}/branches/{branch}",
    about: "repository",
    needs: [["contents", "read"]],
    handle: async ({ sandbox, repository, params }) => {
      const { branch: name = "" } = params;
      const git = sandbox.git(repository);
      const oid = git.branch(name);
      const commit = oid === null ? null : await git.commit(oid);
      if (commit === null) throw new Refused(404, "Branch not found");
      const rules = rulesOf(sandbox.world, repository, name);
      const url = `${apiUrl(sandbox, repository)}/branches/${encodeURIComponent(name)}`;
      const body = {
        name,
        commit: commitPayload(sandbox, repository, commit),
        _links: { self: url, html: `${htmlUrl(sandbox, repository)}/tree/${name}` },
        // By a ruleset as well (documented where branches are listed).
        protected: rules.length > 0,
        protection: {
          enabled: rules.some((rule) => rule.of === "protection"),
          required_status_checks: { enforcement_level: "off", contexts: [], checks: [] },
        },
        protection_url: `${url}/protection`,
      };
      return { status: 200, body };
    },
  },
  {
    route: "GET /repos/{owner}/{repo}/rules/branches/{branch}",
    about: "repository",
    needs: [["metadata", "read"]],
    // The branch need not be there. Protections of the older kind are not told here.
    handle: ({ repository, ...asked }) => {
      const rules = rulesOf(asked.sandbox.world, repository, asked.params["branch"] ?? "");
      const own = rules.filter((rule) => rule.of === "ruleset");
      return listReply(asked, own, (rule) => ruleBody(repository, rule));
    },
  },
];

function ruleBody(repository: Repository, { id, type }: BranchRule) {
  return {
    type,
    ...parametersOf(type),
    ruleset_source_type: "Repository",
    ruleset_source: fullName(repository),
    ruleset_id: id,
  };
}

function parametersOf(type: BranchRule["type"]) {
  if (type !== "pull_request") return {};
  return {
    parameters: {
      dismiss_stale_reviews_on_push: false,
      require_code_owner_review: false,
      require_last_push_approval: false,
      required_approving_review_count: 1,
      required_review_thread_resolution: false,
    },
  };
}

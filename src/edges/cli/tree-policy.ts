/** The policy of a checkout, as it is on disk. */

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { contentOf } from "../../core/content.ts";
import { UserError } from "../../core/errors.ts";
import { defaultPolicy } from "../../core/judge/default-policy.ts";
import type { Policy } from "../../core/judge/policy.ts";
import { wholeFile } from "../../core/place.ts";
import type { Finding } from "../../core/problem.ts";

export interface TreePolicy {
  policy: Policy;
  digest: string;
  findings: Finding[];
}

const policyPath = ".github/lockstep.yml";

/** `named`: a policy file to read instead of the tree's own; it must be there. */
export async function readTreePolicy(root: string, named: string | null): Promise<TreePolicy> {
  if (named !== null) return policyOf(namedText(named), named);
  const read = readIfThere(policyPath, join(root, policyPath));
  if (read === null || typeof read === "string") return policyOf(read, policyPath);
  return { ...(await policyOf(null, policyPath)), findings: [read] };
}

async function policyOf(text: string | null, path: string): Promise<TreePolicy> {
  if (text === null) {
    const { policyDigest } = await import("../../core/judge/policy-digest.ts");
    return { policy: defaultPolicy, digest: policyDigest(defaultPolicy), findings: [] };
  }
  const { readPolicy } = await import("../../core/judge/policy-schema.ts");
  return readPolicy([{ path, text }]);
}

function namedText(path: string): string {
  const read = readIfThere(path, path);
  if (typeof read === "string") return read;
  throw new UserError(read === null ? `There is no file ${path}.` : `${path}: ${read.message}`);
}

/** The text of a file of a checkout; null: there is none; a finding: it could not be read. */
export function readIfThere(path: string, full: string): string | Finding | null {
  if (!(statSync(full, { throwIfNoEntry: false })?.isFile() ?? false)) return null;
  const content = contentOf(readFileSync(full));
  if ("text" in content) return content.text;
  return {
    rule: "note-is-yaml",
    severity: "error",
    subject: path,
    message: `This file could not be read: ${content.unread}.`,
    place: wholeFile(path),
  };
}

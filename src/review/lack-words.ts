/** What people read where the App lacks a permission. */

import type { GitHubTrouble } from "./github.ts";

/** `trouble` is `forbidden`: its message names the permission, or says what else GitHub does not allow. */
export function lackWords({ message }: GitHubTrouble): string {
  const isPermission = /^[a-z_]+: (?:read|write|admin)\b/u.test(message);
  return isPermission
    ? `the App lacks the permission ${message}, which an owner of the account can grant in the settings of its installation`
    : message;
}

/** What commands and approvals grant, under which policy and for how long, and the note that is committed on demand. */

import "./commands/who-policies.ts";
import "./commands/granted-and-taken-back.ts";
import "./commands/draft-commit.ts";

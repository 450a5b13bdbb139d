/** Who may ask what of Lockstep, what it grants and for how long, with the real service, which may write to branches here, on the real sandbox. */

import "./commands/who-may.ts";
import "./commands/editors.ts";
import "./commands/who-policies.ts";
import "./commands/granted-and-taken-back.ts";
import "./commands/draft-commit.ts";

/** Who may ask what of Lockstep, with the real service, which may write to branches here, on the real sandbox. */

import "./commands/who-may.ts";
import "./commands/editors.ts";

/** What people ask of Lockstep in comments, with the real service on the real sandbox. */

import "./commands/exempt.ts";

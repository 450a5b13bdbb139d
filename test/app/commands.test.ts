/** What people ask of Lockstep in comments, how they write it, when, and against whom, with the real service on the real sandbox. */

import "./commands/exempt.ts";
import "./commands/edits.ts";
import "./commands/texts.ts";
import "./commands/races.ts";
import "./commands/forgeries.ts";
import "./commands/adversaries.ts";
import "./commands/record.ts";

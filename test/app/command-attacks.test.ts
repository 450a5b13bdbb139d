/** Commands against people who want what is not theirs, with the real service on the real sandbox. */

import "./commands/adversaries.ts";
import "./commands/forgeries.ts";

/** Commands that come at once, twice, in the wrong order, or while something fails, with the real service on the real sandbox. */

import "./commands/races.ts";

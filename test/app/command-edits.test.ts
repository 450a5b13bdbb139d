/** Comments with commands as people write, edit and mistype them, with the real service on the real sandbox. */

import "./commands/edits.ts";
import "./commands/texts.ts";

/** What people see of a pull request with the real service on the real sandbox, from a webhook to what stands on GitHub. */

import "./verdicts.ts";
import "./comments.ts";
import "./note.ts";
import "./policies.ts";
import "./storm.ts";

/** Odd, large and hostile pull requests, and a GitHub that is not well, with the real service on the real sandbox. */

import "./reading.ts";
import "./faults.ts";
import "./bad-input.ts";

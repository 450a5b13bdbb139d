/** The record of merged pull requests, with the real service and the real command line on the real sandbox. */

import "./commands/record.ts";

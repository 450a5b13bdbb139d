/** Reads the commands that take nothing behind their verb. */

import type { Reading } from "./command.ts";
import { quotable, refuse } from "./mistakes.ts";
import type { OnceRequest } from "./request.ts";

export function readNoArguments(verb: OnceRequest["verb"], rest: string): Reading {
  const request = { verb, name: null, reason: "" };
  return rest === ""
    ? { request }
    : refuse(`\`${verb}\` takes nothing behind it: \`${quotable(rest)}\`.`, request);
}

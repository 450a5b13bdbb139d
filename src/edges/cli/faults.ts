/** What a person sees when Lockstep itself fails: one calm sentence, an id, and where to report it. */

import { randomBytes } from "node:crypto";

import type { Environment } from "../env.ts";

/** Takes the message, the data and the cause to the log, which is loaded only then. */
export type LogFault = (data: { id: string; err: unknown }, message: string) => Promise<void>;

/** The words; with `LOCKSTEP_LOG=debug` the cause is logged as well. */
export async function faultWords(
  error: unknown,
  environment: Environment,
  report: string,
  log: LogFault,
): Promise<string> {
  const id = randomBytes(4).toString("hex");
  const debug = environment.log === "debug" || environment.log === "trace";
  if (debug) await log({ id, err: error }, "a fault of our own");
  const details = debug ? "The details are above" : "LOCKSTEP_LOG=debug shows the details";
  return `This is a fault of Lockstep's own, not of your change (${id}). ${details}. Please report it: ${report}\n`;
}

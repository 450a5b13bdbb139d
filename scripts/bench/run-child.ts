/** A script beside this one as a process of its own. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** Hands it an order on its standard input, and reads the JSON that it prints. */
export async function runChild(script: string, order: object): Promise<unknown> {
  const child = spawn(process.execPath, [join(import.meta.dirname, script)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify(order));
  const printed: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => printed.push(chunk));
  await once(child, "close");
  return JSON.parse(Buffer.concat(printed).toString("utf8"));
}

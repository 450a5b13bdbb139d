/** The thread in which large and nested files are read: it can be stopped from outside at any moment. */

import { parentPort, workerData } from "node:worker_threads";

import { parserFaults } from "../parsing/load-parsers.ts";
import { boundWasmMemory, memoryRefusals } from "./bound-memory.ts";
import { detectorsOf, failureOf, prepare } from "./read-here.ts";
import { tooMuchMemory } from "./request.ts";
import type { FromWorker, ReadRequest, ToWorker } from "./request.ts";

const settings: { registry: string | null; wasmLimit: number } = workerData;
boundWasmMemory(settings.wasmLimit);
const find = detectorsOf(settings.registry);
let treePaths: readonly string[] = [];

parentPort?.on("message", (message: ToWorker) => {
  if ("paths" in message) treePaths = message.paths;
  else void answer({ ...message.request, treePaths }, message.milliseconds);
});

async function answer(request: ReadRequest, milliseconds: number): Promise<void> {
  try {
    const read = await prepare(request, await find, "clock");
    post({ state: "started" });
    const reading = read(milliseconds);
    // What a parser says when it has no more memory is no reading.
    if (memoryRefusals() > 0) return post({ state: "failed", reason: tooMuchMemory });
    post({ state: "read", reading, worn: parserFaults() > 0 });
  } catch (cause) {
    post({ state: "failed", reason: memoryRefusals() > 0 ? tooMuchMemory : failureOf(cause) });
  }
}

function post(message: FromWorker): void {
  parentPort?.postMessage(message, []);
}

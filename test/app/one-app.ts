/** The one service and sandbox that all scenarios of a process share: to start them takes seconds. */

import { after } from "node:test";

import { startApp } from "../support/app.ts";

const registry = new URL("./breaking-detectors.ts", import.meta.url).href;

/** Milliseconds: what hangs is given up soon. */
export const app = await startApp({ reading: { registry, milliseconds: 1_000 } });
after(() => app.stop());

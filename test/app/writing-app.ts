/** The one service that may write to branches, and its sandbox, for the scenarios of a process. */

import { after } from "node:test";

import { startApp } from "../support/app.ts";

export const app = await startApp({ manifest: "app.write" });
after(() => app.stop());

/** Prints how often the App asks GitHub for a review: `node scripts/evidence/app-calls.ts`. */

import { startApp } from "../../test/support/app.ts";
import { callFigures, callsTable } from "../../test/support/app-calls.ts";

const app = await startApp();
process.stdout.write(callsTable(await callFigures(app)));
await app.stop();

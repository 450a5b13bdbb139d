/** Alembic: Python migrations with `upgrade` and `downgrade`, read without running them. */

import type { Detector } from "../detector.ts";
import { branchSiblings, claimsPath, environmentOf } from "./alembic/paths.ts";
import { readMigration } from "./alembic/read.ts";

export const alembic: Detector = {
  name: "alembic",
  language: "python",
  standsAlone: true,
  claims: claimsPath,
  confirms: (_path, text) =>
    /\brevision\b[^=\n]*=/u.test(text) && /\b(?:alembic|op|down_revision)\b/u.test(text),
  wants(path, _text, paths) {
    const environment = environmentOf(path, paths);
    return [...(environment === null ? [] : [environment]), ...branchSiblings(path, paths)];
  },
  read: readMigration,
};

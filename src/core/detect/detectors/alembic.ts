/** Alembic: Python migrations with `upgrade` and `downgrade`, read without running them. */

import type { Detector } from "../detector.ts";
import { claimsPath, environmentOf, siblings } from "./alembic/paths.ts";
import { readMigration } from "./alembic/read.ts";

export const alembic: Detector = {
  name: "alembic",
  language: "python",
  claims: claimsPath,
  confirms: (_path, text) =>
    /\brevision\b[^=\n]*=/u.test(text) && /\b(?:alembic|op|down_revision)\b/u.test(text),
  wants(path, _text, paths) {
    const environment = environmentOf(path, paths);
    const others = siblings(path, paths);
    // Only where a name says so can a branch matter; else hundreds of files would be loaded for nothing.
    const branches = others.some((other) =>
      /expand|contract|branch/iu.test(other.slice(other.lastIndexOf("versions"))),
    );
    return [...(environment === null ? [] : [environment]), ...(branches ? others : [])];
  },
  read: readMigration,
};

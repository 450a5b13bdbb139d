/** Drizzle's snapshots: each migration has one of the whole schema, `meta/NNNN_snapshot.json` or `<time>_name/snapshot.json`. */

import { wholeFile } from "../../place.ts";
import type { FileReading } from "../detector.ts";
import { unreadFile } from "../guards.ts";
import { isNoMigration } from "../reading/sql/no-migration.ts";
import { fileName, folderOf } from "../reading/sql/path.ts";
import { readSnapshot } from "./drizzle/snapshot.ts";
import type { SchemaReader } from "./schema-reader.ts";

const NUMBERED = /(?:^|\/)meta\/\d{4,}_snapshot\.json$/;
const IN_FOLDER = /(?:^|\/)\d{8,}_[^/]+\/snapshot\.json$/;

export const drizzleSnapshot: SchemaReader = {
  name: "drizzle-snapshot",
  language: "json",
  madeBy: ["drizzle"],
  remedy: "`drizzle-kit generate` makes the migration",
  claims: (path, _tree, named) =>
    (NUMBERED.test(path) || IN_FOLDER.test(path)) && (named || !isNoMigration(path)),
  confirms: () => true,
  schemaOf: (path) => (NUMBERED.test(path) ? `${setOf(path)}/${fileName(path)}` : folderOf(path)),
  homeOf: setOf,
  previous(path, paths) {
    const own = setOf(path);
    const others = paths.filter((other) => isSnapshot(other) && setOf(other) === own && other < path);
    return others.toSorted().at(-1) ?? null;
  },
  wants: () => [],
  read(path, text) {
    const place = wholeFile(path);
    const reading: FileReading = {
      operations: [],
      unread: [],
      directives: [],
      revision: null,
      dependsOn: [],
    };
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return unreadFile({ place, reason: "it is no JSON" });
    }
    const snapshot = readSnapshot(value, place);
    if (snapshot === null) return unreadFile({ place, reason: "it is no snapshot that Drizzle makes" });
    reading.operations = snapshot.operations;
    return reading;
  },
};

function isSnapshot(path: string): boolean {
  return NUMBERED.test(path) || IN_FOLDER.test(path);
}

/** The folder of all migrations. */
function setOf(path: string): string {
  return folderOf(folderOf(path));
}

/** The database system that a migration of Alembic is for, by its folder. */

import { otherSystems } from "../../reading/source/dialects.ts";

/** The system that the folder of a migration is for: `versions/sqlite/`. */
export function pathDialect(path: string): string {
  const folders = path.toLowerCase().split("/").slice(0, -1);
  return folders.findLast((folder) => otherSystems.includes(folder)) ?? "postgresql";
}

/** Reads `git diff --raw -z`, rename-aware: which files differ, and which blobs they were and are. */

import type { ChangedFile, Entry } from "../../gather/source.ts";
import { pathText } from "./path-bytes.ts";

const absent = "000000";

/** A file whose conflict nobody has resolved: there is no one content. */
const unmerged: Entry = { mode: "100644", id: null, disk: null };

/** Reads the entries from field `at` on; stops at the first field that is none. `next` is the field after them. */
export function readRawDiff(list: readonly Buffer[], at: number): { files: ChangedFile[]; next: number } {
  const files: ChangedFile[] = [];
  const conflicts: ChangedFile[] = [];
  let index = at;
  while (index < list.length && list[index]?.[0] === 0x3a) {
    const head = (list[index] as Buffer).toString("latin1").slice(1).split(" ");
    const [oldMode = absent, mode = absent, oldId = "", id = "", status = ""] = head;
    const renamed = status.startsWith("R") || status.startsWith("C");
    const from = list[index + 1] ?? Buffer.alloc(0);
    const to = renamed ? (list[index + 2] ?? from) : from;
    index += renamed ? 3 : 2;
    const path = pathText(to);
    const oldPath = renamed ? pathText(from) : null;
    const before = entryOf(oldMode, oldId, null);
    if (status === "U") conflicts.push({ path, oldPath, before, after: unmerged });
    else files.push({ path, oldPath, before, after: entryOf(mode, id, to) });
  }
  return { files: withConflicts(files, conflicts), next: index };
}

function entryOf(mode: string, id: string, disk: Buffer | null): Entry | null {
  if (mode === absent) return null;
  return /^0+$/.test(id) ? { mode, id: null, disk } : { mode, id, disk: null };
}

/** A path with a conflict comes a second time where its file on disk is compared as well: then that counts. */
function withConflicts(files: ChangedFile[], conflicts: readonly ChangedFile[]): ChangedFile[] {
  if (conflicts.length === 0) return files;
  const known = new Set(files.map((file) => file.path));
  return [...files, ...conflicts.filter((file) => !known.has(file.path))];
}

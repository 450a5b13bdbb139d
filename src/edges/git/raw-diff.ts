/** Reads `git diff --raw -z`, rename-aware: which files differ, and which blobs they were and are. */

import type { ChangedFile, Entry } from "./entry.ts";
import { pathText } from "./path-bytes.ts";

const absent = "000000";

/** Reads the entries from field `at` on; stops at the first field that is none. `next` is the field after them. */
export function readRawDiff(list: readonly Buffer[], at: number): { files: ChangedFile[]; next: number } {
  const files: ChangedFile[] = [];
  let index = at;
  while (index < list.length && list[index]?.[0] === 0x3a) {
    const head = (list[index] as Buffer).toString("latin1").slice(1).split(" ");
    const [oldMode = absent, mode = absent, oldId = "", id = "", status = ""] = head;
    const renamed = status.startsWith("R") || status.startsWith("C");
    const from = list[index + 1] ?? Buffer.alloc(0);
    const to = renamed ? (list[index + 2] ?? from) : from;
    index += renamed ? 3 : 2;
    const path = pathText(to);
    const oldPath = pathText(from);
    const before = entryOf(oldMode, oldId, null);
    const after = entryOf(mode, id, to);
    files.push({ path, oldPath: oldPath === path ? null : oldPath, before, after });
  }
  return { files: withoutUnmerged(files), next: index };
}

function entryOf(mode: string, id: string, disk: Buffer | null): Entry | null {
  if (mode === absent) return null;
  return /^0+$/.test(id) ? { mode, id: null, disk } : { mode, id, disk: null };
}

/** A path with conflicts comes twice, once with nothing on either side. */
function withoutUnmerged(files: readonly ChangedFile[]): ChangedFile[] {
  const real = files.filter((file) => file.before !== null || file.after !== null);
  if (real.length === files.length) return real;
  const known = new Set(real.map((file) => file.path));
  const unmerged: Entry = { mode: "100644", id: null, disk: null };
  const rest = files.filter((file) => file.before === null && file.after === null && !known.has(file.path));
  return [...real, ...rest.map((file) => ({ ...file, after: unmerged }))];
}

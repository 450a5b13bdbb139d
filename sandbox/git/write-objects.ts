/** Writes blobs, trees and commits as loose objects, without starting a process for each. */

import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "node:zlib";

import { readTree, writeTree } from "./objects.ts";
import type { TreeEntry } from "./objects.ts";
import type { GitObject, ObjectReader } from "./object-reader.ts";

/** The text or bytes of a file, null to delete it. */
export type FileChange = string | Uint8Array | null | { content: string | Uint8Array; mode: string };

export class ObjectWriter {
  readonly #directory: string;
  readonly #reader: ObjectReader;

  /** `directory`: the repository, whose `objects` folder may be shared. */
  constructor(directory: string, reader: ObjectReader) {
    this.#directory = directory;
    this.#reader = reader;
  }

  write(type: GitObject["type"], bytes: Buffer): string {
    const whole = Buffer.concat([Buffer.from(`${type} ${bytes.length}\0`), bytes]);
    const oid = createHash("sha1").update(whole).digest("hex");
    const folder = join(this.#directory, "objects", oid.slice(0, 2));
    const file = join(folder, oid.slice(2));
    if (!existsSync(file)) {
      mkdirSync(folder, { recursive: true });
      const draft = join(folder, `tmp_${randomUUID()}`);
      writeFileSync(draft, deflateSync(whole, { level: 1 }));
      renameSync(draft, file);
    }
    this.#reader.remember({ oid, type, bytes });
    return oid;
  }

  /** The tree that comes of another one by changing files. `from` is null for an empty one. */
  async changeTree(from: string | null, changes: ReadonlyMap<string, FileChange>): Promise<string> {
    const oid = await this.#changed(from, changes);
    return oid ?? this.write("tree", Buffer.alloc(0));
  }

  async #changed(from: string | null, changes: ReadonlyMap<string, FileChange>): Promise<string | null> {
    const object = from === null ? null : await this.#reader.read(from);
    const entries = new Map(readTree(object?.bytes ?? Buffer.alloc(0)).map((entry) => [entry.name, entry]));
    const folders = new Map<string, Map<string, FileChange>>();
    for (const [path, change] of changes) {
      const slash = path.indexOf("/");
      if (slash === -1) this.#changeEntry(entries, path, change);
      else {
        const name = path.slice(0, slash);
        const inside = folders.get(name) ?? new Map<string, FileChange>();
        folders.set(name, inside.set(path.slice(slash + 1), change));
      }
    }
    for (const [name, inside] of folders) {
      const old = entries.get(name);
      const oid = await this.#changed(old?.type === "tree" ? old.oid : null, inside);
      if (oid === null) entries.delete(name);
      else entries.set(name, { name, mode: "040000", type: "tree", oid });
    }
    return entries.size === 0 ? null : this.write("tree", writeTree([...entries.values()]));
  }

  #changeEntry(entries: Map<string, TreeEntry>, name: string, change: FileChange): void {
    if (change === null) {
      entries.delete(name);
      return;
    }
    const withMode = typeof change === "object" && "content" in change;
    const content = withMode ? change.content : change;
    const mode = withMode ? change.mode : (entries.get(name)?.mode ?? "100644");
    if (mode === "160000") {
      entries.set(name, { name, mode, type: "commit", oid: String(content) });
      return;
    }
    const oid = this.write("blob", Buffer.from(content));
    entries.set(name, { name, mode: mode === "040000" ? "100644" : mode, type: "blob", oid });
  }
}

/** Reads git objects through one long-lived `git cat-file --batch`, and keeps what was read: objects never change. */

import { startGit } from "./run-git.ts";

export interface GitObject {
  oid: string;
  type: "blob" | "tree" | "commit" | "tag";
  bytes: Buffer;
}

const cacheBytes = 64 * 1024 * 1024;
const largestCached = 1024 * 1024;

interface Waiting {
  oid: string;
  resolve: (object: GitObject | null) => void;
  reject: (error: Error) => void;
}

export class ObjectReader {
  readonly #directory: string;
  #process: ReturnType<typeof startGit> | null = null;
  #waiting: Waiting[] = [];
  #buffered: Buffer[] = [];
  #bufferedLength = 0;
  /** Bytes that must be there before the answer can be read. */
  #wanted = 0;
  readonly #cache = new Map<string, GitObject>();
  #cachedBytes = 0;
  readonly #pending = new Map<string, Promise<GitObject | null>>();

  /** `directory`: any repository that has the objects. */
  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Null: there is no such object. */
  async read(oid: string): Promise<GitObject | null> {
    const known = this.#cache.get(oid);
    if (known !== undefined) {
      this.#cache.delete(oid);
      this.#cache.set(oid, known);
      return known;
    }
    const pending = this.#pending.get(oid);
    if (pending !== undefined) return pending;
    const asked = this.#ask(oid).finally(() => this.#pending.delete(oid));
    this.#pending.set(oid, asked);
    return asked;
  }

  /** For objects that were just written. */
  remember(object: GitObject): void {
    if (this.#cache.has(object.oid) || object.bytes.length > largestCached) return;
    this.#cache.set(object.oid, object);
    this.#cachedBytes += object.bytes.length;
    for (const [oid, oldest] of this.#cache) {
      if (this.#cachedBytes <= cacheBytes) break;
      this.#cache.delete(oid);
      this.#cachedBytes -= oldest.bytes.length;
    }
  }

  async close(): Promise<void> {
    const git = this.#process;
    if (git === null) return;
    const closed = new Promise<void>((resolve) => git.on("close", () => resolve()));
    git.stdin.end();
    await closed;
  }

  #ask(oid: string): Promise<GitObject | null> {
    const git = (this.#process ??= this.#start());
    return new Promise((resolve, reject) => {
      this.#waiting.push({ oid, resolve, reject });
      git.stdin.write(`${oid}\n`);
    });
  }

  #start(): ReturnType<typeof startGit> {
    const git = startGit(this.#directory, ["cat-file", "--batch"]);
    git.stdin.on("error", () => undefined);
    git.stderr.resume();
    git.stdout.on("data", (chunk: Buffer) => {
      this.#buffered.push(chunk);
      this.#bufferedLength += chunk.length;
      if (this.#bufferedLength >= this.#wanted) this.#answer();
    });
    const ended = (): void => {
      this.#process = null;
      for (const waiting of this.#waiting.splice(0)) waiting.reject(new Error("git cat-file ended"));
    };
    git.on("error", ended);
    git.on("close", ended);
    return git;
  }

  #answer(): void {
    let data = Buffer.concat(this.#buffered);
    this.#wanted = 0;
    for (;;) {
      const end = data.indexOf(0x0a);
      if (end === -1) break;
      const [oid = "", type = "", size = ""] = data.toString("latin1", 0, end).split(" ");
      const missing = type === "missing" || type === "ambiguous";
      const length = missing ? 0 : Number(size);
      const total = end + 1 + (missing ? 0 : length + 1);
      if (data.length < total) {
        this.#wanted = total;
        break;
      }
      // A copy, so that a small object does not keep a large chunk alive.
      const bytes = Buffer.from(data.subarray(end + 1, end + 1 + length));
      data = data.subarray(total);
      const waiting = this.#waiting.shift();
      if (missing) {
        waiting?.resolve(null);
        continue;
      }
      const object: GitObject = { oid, type: type as GitObject["type"], bytes };
      this.remember(object);
      waiting?.resolve(object);
    }
    this.#buffered = [data];
    this.#bufferedLength = data.length;
  }
}

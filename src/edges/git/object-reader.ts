/** Reads objects through one long-lived `git cat-file --batch`: revisions are looked up and contents are read there. */

import type { ChildProcessWithoutNullStreams } from "node:child_process";

import { sizeLimit } from "../../core/content.ts";
import { startGit } from "./run-git.ts";
import { gitTrouble, missingGit, stoppedGit } from "./trouble.ts";

/** An object; `bytes` is null when it is larger than what is read. */
export interface GitObject {
  id: string;
  type: string;
  size: number;
  bytes: Buffer | null;
}

interface Request {
  name: string;
  resolve: (object: GitObject | null) => void;
  reject: (cause: Error) => void;
}

/** So many names are written ahead of their answers. */
const window = 64;

export class ObjectReader {
  readonly #directory: string;
  readonly #waiting: Request[] = [];
  readonly #asked: Request[] = [];
  #git: ChildProcessWithoutNullStreams | null = null;
  #chunks: Buffer[] = [];
  #length = 0;
  #needed = 0;
  #errors = "";

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** The object by id or by any name that git knows (`main^{commit}`, `v1:path`); null when there is none. */
  read(name: string): Promise<GitObject | null> {
    if (name === "" || /[\n\r\0]/.test(name)) return Promise.resolve(null);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ name, resolve, reject });
      this.#pump();
    });
  }

  /** Ends git. A reader that is used again starts another. */
  close(): void {
    this.#drop();
  }

  #pump(): void {
    if (this.#waiting.length === 0 || this.#asked.length > window / 2) return;
    const git = (this.#git ??= this.#start());
    const next = this.#waiting.splice(0, window - this.#asked.length);
    this.#asked.push(...next);
    git.stdin.write(next.map((request) => `${request.name}\n`).join(""));
    this.#keepAlive(git, true);
  }

  #start(): ChildProcessWithoutNullStreams {
    const git = startGit(this.#directory, ["cat-file", "--batch"]);
    let failure: Error | null = null;
    this.#errors = "";
    git.stdout.on("data", (chunk: Buffer) => {
      if (git === this.#git) this.#take(chunk);
    });
    git.stderr.on("data", (chunk: Buffer) => {
      this.#errors = `${this.#errors}${chunk.toString("utf8")}`.slice(-4000);
    });
    git.on("error", (cause) => (failure = missingGit(cause)));
    git.on("close", (code, signal) => {
      if (git !== this.#git) return;
      this.#drop();
      this.#fail(failure ?? this.#trouble(code, signal));
    });
    return git;
  }

  #trouble(code: number | null, signal: string | null): Error {
    const silent = code === null || this.#errors === "";
    return silent ? stoppedGit("cat-file", signal) : gitTrouble(this.#directory, "cat-file", this.#errors);
  }

  /** Answers what is complete in the buffer. Chunks are joined only when enough of them are there: no quadratic copying. */
  #take(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    if (this.#length < this.#needed) return;
    let buffer = Buffer.concat(this.#chunks);
    this.#needed = 0;
    while (this.#asked.length > 0) {
      const end = buffer.indexOf(10);
      if (end === -1) break;
      const used = this.#answer(buffer.toString("utf8", 0, end), buffer.subarray(end + 1));
      if (used === null) return this.#pump();
      if (used > buffer.length - end - 1) {
        this.#needed = end + 1 + used;
        break;
      }
      buffer = buffer.subarray(end + 1 + used);
    }
    this.#chunks = [buffer];
    this.#length = buffer.length;
    this.#pump();
    if (this.#asked.length === 0 && this.#git !== null) this.#keepAlive(this.#git, false);
  }

  /** Settles the first request when all of its answer is in `rest`. The number of bytes that the answer takes; null when git was started anew. */
  #answer(header: string, rest: Buffer): number | null {
    const request = this.#asked[0] as Request;
    const [, id = "", type = "", digits = ""] = /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(header) ?? [];
    if (id === "") {
      this.#asked.shift();
      request.resolve(null);
      return 0;
    }
    const size = Number(digits);
    if (size > sizeLimit && type === "blob") {
      this.#asked.shift();
      this.#drop();
      request.resolve({ id, type, size, bytes: null });
      return null;
    }
    if (rest.length > size) {
      this.#asked.shift();
      request.resolve({ id, type, size, bytes: Buffer.from(rest.subarray(0, size)) });
    }
    return size + 1;
  }

  /** Lets go of the running git; what it was asked and did not answer waits for the next one. */
  #drop(): void {
    const git = this.#git;
    this.#git = null;
    this.#chunks = [];
    this.#length = 0;
    this.#needed = 0;
    this.#waiting.unshift(...this.#asked.splice(0));
    if (git === null) return;
    git.kill("SIGKILL");
    git.stdin.destroy();
    git.stdout.destroy();
    this.#keepAlive(git, false);
  }

  #fail(cause: Error): void {
    for (const request of this.#waiting.splice(0)) request.reject(cause);
  }

  /** An idle git keeps no process alive that forgot to close it. */
  #keepAlive(git: ChildProcessWithoutNullStreams, alive: boolean): void {
    for (const handle of [git, git.stdin, git.stdout, git.stderr]) {
      const method: unknown = Reflect.get(handle, alive ? "ref" : "unref");
      if (typeof method === "function") method.call(handle);
    }
  }
}

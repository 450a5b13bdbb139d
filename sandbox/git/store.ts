/** Where the repositories lie on disk. A repository and its forks share their objects, as on GitHub. */

import { copyFileSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { ObjectReader } from "./object-reader.ts";
import { GitRepository } from "./repository.ts";
import { runGit } from "./run-git.ts";

interface Network {
  objects: string;
  reader: ObjectReader;
}

export class GitStore {
  readonly #directory: string;
  readonly #networks = new Map<string, Network>();
  readonly #repositories = new Map<string, GitRepository>();

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** By its directory. Throws when it is not one of ours. */
  open(directory: string): GitRepository {
    const repository = this.#repositories.get(directory);
    if (repository === undefined) throw new Error("There is no such repository on disk.");
    return repository;
  }

  /** An empty bare repository; `parent` is the directory of the one that it is a fork of. */
  create(id: number, parent: string | null): GitRepository {
    const directory = join(this.#directory, `${id}.git`);
    mkdirSync(join(directory, "refs", "heads"), { recursive: true });
    writeFileSync(join(directory, "HEAD"), "ref: refs/heads/main\n");
    writeFileSync(join(directory, "config"), "[core]\n\trepositoryformatversion = 0\n\tbare = true\n");
    const network = this.#network(directory, parent);
    symlinkSync(network.objects, join(directory, "objects"));
    const repository = new GitRepository(directory, network.reader);
    this.#networks.set(directory, network);
    this.#repositories.set(directory, repository);
    if (parent === null) return repository;
    const shallow = join(parent, "shallow");
    if (existsSync(shallow)) copyFileSync(shallow, join(directory, "shallow"));
    return repository;
  }

  /** Takes over branches and tags of any repository on this machine. Its objects are read where they are, and nothing is written there. */
  async importFrom(repository: GitRepository, source: string): Promise<void> {
    const ask = async (...args: string[]): Promise<string> =>
      (await runGit(source, args)).stdout.toString("utf8").trim();
    const path = (name: string): Promise<string> =>
      ask("rev-parse", "--path-format=absolute", "--git-path", name);
    const info = join(repository.directory, "objects", "info");
    mkdirSync(info, { recursive: true });
    writeFileSync(join(info, "alternates"), `${await path("objects")}\n`);
    const shallow = await path("shallow");
    if (existsSync(shallow)) copyFileSync(shallow, join(repository.directory, "shallow"));
    const format = "--format=%(refname)%00%(objectname)";
    const refs = await ask("for-each-ref", format, "refs/heads", "refs/tags");
    for (const line of refs.split("\n")) {
      const [name = "", oid = ""] = line.split("\0");
      if (name !== "") repository.setRef(name, oid);
    }
  }

  async close(): Promise<void> {
    const readers = new Set([...this.#networks.values()].map(({ reader }) => reader));
    await Promise.all([...readers].map((reader) => reader.close()));
    rmSync(this.#directory, { recursive: true, force: true });
  }

  #network(directory: string, parent: string | null): Network {
    const shared = parent === null ? undefined : this.#networks.get(parent);
    if (shared !== undefined) return shared;
    const objects = `${directory.slice(0, -".git".length)}.objects`;
    mkdirSync(objects, { recursive: true });
    return { objects, reader: new ObjectReader(directory) };
  }
}

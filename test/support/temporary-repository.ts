/** A real git repository in a temporary folder, with nothing of the machine's configuration. */

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";

const environment = {
  ...process.env,
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
  GIT_AUTHOR_NAME: "Ada",
  GIT_AUTHOR_EMAIL: "ada@example.org",
  GIT_COMMITTER_NAME: "Ada",
  GIT_COMMITTER_EMAIL: "ada@example.org",
};

export class TemporaryRepository {
  readonly directory: string;

  /** `initialise`: the arguments of `git init`, null for a plain folder. */
  constructor(initialise: readonly string[] | null = []) {
    this.directory = realpathSync(mkdtempSync(join(tmpdir(), "lockstep-git-")));
    after(() => rmSync(this.directory, { recursive: true, force: true, maxRetries: 3 }));
    if (initialise !== null) this.git("init", "-q", "-b", "main", ...initialise);
  }

  /** Runs git here and gives what it prints. */
  git(...args: string[]): string {
    return this.gitAt(this.directory, ...args);
  }

  gitAt(folder: string, ...args: string[]): string {
    const output = execFileSync("git", args, {
      cwd: folder,
      env: environment,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
    return output.trim();
  }

  /** Writes files; a path may be bytes. */
  write(files: Record<string, string | Buffer>): void {
    for (const [path, content] of Object.entries(files)) {
      const full = join(this.directory, path);
      mkdirSync(dirname(full), { recursive: true });
      writeFileSync(full, content);
    }
  }

  /** Commits everything that is on disk and gives the commit's id. */
  commit(files: Record<string, string | Buffer> = {}, message = "a change"): string {
    this.write(files);
    this.git("add", "-A");
    this.git("commit", "-q", "--allow-empty", "-m", message);
    return this.git("rev-parse", "HEAD");
  }
}

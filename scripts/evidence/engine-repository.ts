/** Reads the migrations in SQL of a checkout, each in the dialect that the repository says. */

import { execFileSync } from "node:child_process";

import { claimants, confirmed, isUnsaid } from "../../src/core/detect/claim.ts";
import type { FileReading, Tree } from "../../src/core/detect/detector.ts";
import { engineFiles, spokenEngine } from "../../src/core/detect/engine/spoken-engine.ts";
import type { SpokenEngine } from "../../src/core/detect/engine/spoken-engine.ts";
import * as yaml from "../../src/core/detect/engine/yaml-files.ts";
import type { Parsers } from "../../src/core/detect/parsers.ts";
import { languageOf } from "../../src/core/detect/language-of.ts";
import { loadDetectors } from "../../src/core/detect/registry.ts";
import type { EngineName } from "../../src/core/impact.ts";
import { defaultPolicy } from "../../src/core/judge/default-policy.ts";
import { loadParsers } from "../../src/edges/parsing/load-parsers.ts";

export interface ReadFile {
  path: string;
  text: string;
  reading: FileReading;
  /** Null: nothing of it is read. */
  engine: EngineName | null;
}

export function parsersFor(): Promise<Parsers> {
  return loadParsers(["postgresql"]);
}

export function git(folder: string, ...args: string[]): string {
  return execFileSync("git", ["-C", folder, ...args], { encoding: "utf8", maxBuffer: 1 << 30 });
}

export async function readRepository(
  folder: string,
  parsers: Parsers,
): Promise<{ commit: string; files: ReadFile[] }> {
  const commit = git(folder, "rev-parse", "HEAD").trim();
  const paths = git(folder, "ls-tree", "-r", "--name-only", "-z", "HEAD")
    .split("\0")
    .filter(Boolean)
    .toSorted();
  const known = new Set(paths);
  const textOf = (path: string): string | null =>
    known.has(path) ? git(folder, "show", `HEAD:${path}`) : null;
  const detectors = await loadDetectors(["a.sql"]);
  const tree: Tree = { paths, text: textOf };
  const spoken = new Map<string, SpokenEngine | null>();
  const files: ReadFile[] = [];
  for (const path of paths.filter((each) => languageOf(each) === "sql")) {
    const claims = claimants(path, tree, detectors, defaultPolicy);
    if (claims.length === 0) continue;
    const text = textOf(path) ?? "";
    const detector = confirmed(claims, path, text);
    if (detector === null) continue;
    const above = path.slice(0, path.lastIndexOf("/") + 1);
    if (!spoken.has(above)) spoken.set(above, isUnsaid(path, defaultPolicy) ? spokenAt(path, textOf) : null);
    const dialect = { engines: [], stated: false, spoken: spoken.get(above) ?? null };
    const reading = detector.read(path, text, {
      tree,
      parsers,
      transaction: null,
      expired: () => false,
      dialect,
    });
    const foreign = reading.unread.some(({ reason }) => reason.startsWith("it is written for"));
    files.push({ path, text, reading, engine: foreign ? null : (reading.dialect?.engine ?? "postgresql") });
  }
  return { commit, files };
}

export function spokenAt(path: string, textOf: (path: string) => string | null): SpokenEngine | null {
  const texts = new Map(
    engineFiles([path]).flatMap((name): [string, string][] => {
      const text = textOf(name);
      return text === null ? [] : [[name, text]];
    }),
  );
  return spokenEngine([path], texts, yaml);
}

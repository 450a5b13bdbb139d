/** Whether migrations make a declared schema: where the repository has none of its framework, a tool applies the schema itself. */

import { claimants } from "../core/detect/claim.ts";
import type { SchemaReader } from "../core/detect/declared/schema-reader.ts";
import type { Detector } from "../core/detect/detector.ts";
import { otherFramework } from "../core/detect/other-frameworks.ts";
import { detectorNamed, loadDetectors, registry } from "../core/detect/registry.ts";
import { matchesAny } from "../core/glob.ts";
import type { Policy } from "../core/judge/policy.ts";
import type { ChangeSource } from "./source.ts";

export class KeptMigrations {
  readonly #policy: Policy;
  /** Of the base and of the change. */
  readonly #paths: readonly string[];
  readonly #all: ReadonlySet<string>;
  readonly #known = new Map<string, Promise<boolean>>();

  constructor({ tree, files }: ChangeSource, policy: Policy) {
    this.#policy = policy;
    const added = files.filter(({ path, after }) => after !== null && tree.entry(path) === null);
    this.#paths =
      added.length === 0 ? tree.paths : [...tree.paths, ...added.map(({ path }) => path)].toSorted();
    this.#all = new Set(this.#paths);
  }

  /** `path`: a file of the schema. */
  make(reader: SchemaReader, path: string): Promise<boolean> {
    const home = reader.homeOf(path);
    const key = `${reader.name}\n${home}`;
    const known = this.#known.get(key) ?? this.#look(reader, home);
    this.#known.set(key, known);
    return known;
  }

  async #look({ madeBy }: SchemaReader, home: string): Promise<boolean> {
    const policy = this.#policy;
    const near = this.#paths.filter(
      (path) => (home === "" || path.startsWith(`${home}/`)) && !matchesAny(path, policy.ignore),
    );
    const beside = { paths: this.#paths, text: () => null };
    const detectors = madeBy === "any" ? await loadDetectors(near) : await detectorsOf(madeBy);
    return near.some((path) => {
      if (claimants(path, beside, detectors, policy).length > 0) return true;
      const other = otherFramework(path, (one) => this.#all.has(one));
      return other !== null && (madeBy === "any" || madeBy.includes(other));
    });
  }
}

async function detectorsOf(names: readonly string[]): Promise<Detector[]> {
  const known = names.filter((name) => registry.some((entry) => entry.name === name));
  return Promise.all(known.map(detectorNamed));
}

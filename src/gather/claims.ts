/** Which files are migrations: by their path first, and by their text where a path is not certain. */

import { claimants, confirmed } from "../core/detect/claim.ts";
import type { Detector } from "../core/detect/detector.ts";
import { detectorNamed, loadDetectors } from "../core/detect/registry.ts";
import { matchesAny } from "../core/glob.ts";
import type { Policy } from "../core/judge/policy.ts";
import type { ChangeSource, Entry } from "./source.ts";

/** A file that a detector reads: its text, or why it has none. */
export type Claim = { detector: Detector; path: string } & ({ text: string } | { unread: string });

type Contents = Pick<ChangeSource, "content">;

export class Claims {
  readonly #source: Contents;
  readonly #policy: Policy;
  readonly #detectors: readonly Detector[];
  /** The paths among which a path is judged. */
  readonly paths: readonly string[];
  #known: ReadonlySet<string> | null = null;

  private constructor(
    source: Contents,
    policy: Policy,
    detectors: readonly Detector[],
    paths: readonly string[],
  ) {
    this.#source = source;
    this.#policy = policy;
    this.#detectors = detectors;
    this.paths = paths;
  }

  /** With the detectors that `wanted` paths could need; `paths` are all paths there are. */
  static async load(
    source: Contents,
    policy: Policy,
    wanted: readonly string[],
    paths: readonly string[],
  ): Promise<Claims> {
    const byLanguage = await loadDetectors(wanted);
    const named = policy.migrations
      .filter((rule) => !byLanguage.some((detector) => detector.name === rule.framework))
      .filter((rule) => wanted.some((path) => matchesAny(path, rule.paths)))
      .map((rule) => rule.framework);
    const byPolicy = await Promise.all([...new Set(named)].map(detectorNamed));
    return new Claims(source, policy, [...byLanguage, ...byPolicy], paths);
  }

  /** Whether a path is among all paths. */
  has(path: string): boolean {
    this.#known ??= new Set(this.paths);
    return this.#known.has(path);
  }

  /** By path alone: no detector would look into it when this is false. */
  maybe(path: string): boolean {
    return this.#standing(path).length > 0;
  }

  /** The claim on a file, null when it is no migration. Its content is loaded only when its path could be one, and not where it is `refused`, which says why. */
  async claim(path: string, entry: Entry, refused: string | null = null): Promise<Claim | null> {
    const standing = this.#standing(path);
    const [first] = standing;
    if (first === undefined) return null;
    const content = refused === null ? await this.#source.content(entry) : { unread: refused };
    if ("unread" in content) {
      // Some detectors claim many paths and look at the text then; one that needs no text is the better guess.
      const detector = confirmed(standing, path, "") ?? first.detector;
      return { detector, path, unread: content.unread };
    }
    const detector = confirmed(standing, path, content.text);
    return detector === null ? null : { detector, path, text: content.text };
  }

  #standing(path: string): ReturnType<typeof claimants> {
    return claimants(path, { paths: this.paths, text: () => null }, this.#detectors, this.#policy);
  }
}

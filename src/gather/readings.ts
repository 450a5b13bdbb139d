/** Has claimed files read, with the files beside them that their detectors want, and keeps what was read. */

import { databaseOf, dialectHints } from "../core/detect/claim.ts";
import type { FileReading } from "../core/detect/detector.ts";
import { unreadFile } from "../core/detect/guards.ts";
import { shortHash } from "../core/detect/identity.ts";
import type { Policy } from "../core/judge/policy.ts";
import { wholeFile } from "../core/place.ts";
import type { ReadRequest } from "../edges/isolation/request.ts";
import type { Claim } from "./claims.ts";
import type { Spoken } from "./spoken.ts";

/** What reads: `Reader` of edges/isolation. */
export interface MigrationReader {
  read(requests: readonly ReadRequest[]): Promise<FileReading[]>;
}

/** Where the wanted files come from. */
export interface Surroundings {
  paths: readonly string[];
  text: (path: string) => Promise<string | null>;
  spoken: Spoken;
}

/** One array of paths serves many requests. */
const hashes = new WeakMap<readonly string[], string>();
/** So many readings are kept for later changes of a history. */
const keepLimit = 2000;

export class Readings {
  readonly #reader: MigrationReader;
  readonly #kept = new Map<string, FileReading>();

  constructor(reader: MigrationReader) {
    this.#reader = reader;
  }

  /** One reading per claim, in their order. */
  async read(claims: readonly Claim[], around: Surroundings, policy: Policy): Promise<FileReading[]> {
    const readings: FileReading[] = [];
    const requests: { index: number; key: string; request: ReadRequest }[] = [];
    for (const [index, claim] of claims.entries()) {
      if ("unread" in claim) {
        readings[index] = unreadFile({ place: wholeFile(claim.path), reason: claim.unread });
        continue;
      }
      const request = await requestFor(claim, around, policy);
      const key = keyOf(request);
      const kept = this.#kept.get(key);
      if (kept === undefined) requests.push({ index, key, request });
      else readings[index] = kept;
    }
    const fresh = await this.#reader.read(requests.map(({ request }) => request));
    for (const [at, { index, key }] of requests.entries()) {
      readings[index] = fresh[at] as FileReading;
      // What could not be read for want of time may be read the next time.
      if (readings[index].unread.length === 0) this.#keep(key, readings[index]);
    }
    return readings;
  }

  #keep(key: string, reading: FileReading): void {
    if (this.#kept.size >= keepLimit) this.#kept.delete(this.#kept.keys().next().value ?? "");
    this.#kept.set(key, reading);
  }
}

async function requestFor(
  { detector, path, text }: Extract<Claim, { text: string }>,
  around: Surroundings,
  policy: Policy,
): Promise<ReadRequest> {
  const treeTexts: Record<string, string> = {};
  for (const wanted of detector.wants(path, text, around.paths)) {
    const found = await around.text(wanted);
    // A path may be called `__proto__`: it must become a key like any other.
    if (found !== null) Object.defineProperty(treeTexts, wanted, { value: found, enumerable: true });
  }
  const { transaction } = databaseOf(path, policy);
  const dialect = dialectHints(path, policy, around.spoken(path));
  return { detector: detector.name, path, text, treeTexts, treePaths: around.paths, transaction, dialect };
}

/** All that a reading depends on. */
function keyOf({ detector, path, text, treeTexts, transaction, treePaths, dialect }: ReadRequest): string {
  return shortHash(
    JSON.stringify([detector, path, text, treeTexts, transaction, hashOf(treePaths), dialect]),
  );
}

function hashOf(paths: readonly string[]): string {
  const known = hashes.get(paths) ?? shortHash(paths.join("\0"));
  hashes.set(paths, known);
  return known;
}

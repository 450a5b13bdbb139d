/** Gathers the changes of a history, one after the other: the tree moves along, and git is not asked again for what is known. */

import type { InspectInput } from "../../core/inspect.ts";
import { changesOf, cutOffAt, stepsOf } from "./first-parents.ts";
import type { Step } from "./first-parents.ts";
import { Releases } from "./releases.ts";
import { Repository } from "./repository.ts";
import { readTree } from "./tree-listing.ts";
import type { TreeListing } from "./tree-listing.ts";
import { namedPolicy } from "./gather-range.ts";
import { Gatherer } from "../../gather/gatherer.ts";
import { Readings } from "../../gather/readings.ts";
import type { MigrationReader } from "../../gather/readings.ts";
import { SettingsReader } from "../../gather/settings.ts";

/** One change of a history; `input` is null when it touches no migration and no note. */
export interface ReplayedChange {
  id: string;
  date: string;
  subject: string;
  input: InspectInput | null;
}

export interface History {
  /** How many changes there are. */
  length: number;
  /** The first change's commit where a shallow clone ends at it, else null. */
  cutOff: string | null;
  /** Oldest first. */
  changes(): AsyncGenerator<ReplayedChange>;
  close(): void;
}

/** Each commit along the first parents is one change against its first parent, so a merge is what it brought in. Throws a UserError for a range that is none. */
export async function openHistory(
  request: { repo: string; range: string; policy: string | null; today: string },
  reader: MigrationReader,
): Promise<History> {
  const policy = await namedPolicy(request.policy);
  const repository = await Repository.open(request.repo);
  try {
    const steps = await stepsOf(repository, request.range);
    const options = { notes: [], requireGranted: false, today: request.today };
    const gatherer = new Gatherer(
      { readings: new Readings(reader), settings: new SettingsReader(policy) },
      options,
    );
    return {
      length: steps.length,
      cutOff: await cutOffAt(repository, steps),
      changes: () => replay(repository, gatherer, steps),
      close: () => repository.close(),
    };
  } catch (cause) {
    repository.close();
    throw cause;
  }
}

async function* replay(
  repository: Repository,
  gatherer: Gatherer,
  steps: readonly Step[],
): AsyncGenerator<ReplayedChange> {
  let tree: TreeListing | null = null;
  let at: string | null = null;
  const releases = new Releases(repository);
  for await (const { step, files } of changesOf(repository, steps)) {
    const { id, parent, date, subject } = step;
    if (tree === null || at !== parent)
      tree = parent === null ? readTree(Buffer.alloc(0)) : await repository.tree(parent);
    const current: TreeListing = tree;
    const tip = async (path: string): ReturnType<Repository["text"]> => {
      const entry = current.entry(path);
      return entry === null ? null : repository.content(entry);
    };
    const { input, concerns } = await gatherer.gather({
      files,
      tree,
      content: (entry) => repository.content(entry),
      tip,
      release: (globs) => releases.before(parent ?? id, globs),
      organisation: null,
    });
    yield { id, date, subject, input: concerns ? input : null };
    tree.apply(files);
    at = id;
  }
}

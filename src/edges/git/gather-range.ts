/** Gathers the change between a base and a head, the index, or the files on disk. */

import { isAbsolute, resolve } from "node:path";

import { UserError } from "../../core/errors.ts";
import type { InspectInput } from "../../core/inspect.ts";
import { loadFile } from "./load.ts";
import { Repository } from "./repository.ts";
import { Gatherer } from "../../gather/gatherer.ts";
import { Readings } from "../../gather/readings.ts";
import type { MigrationReader } from "../../gather/readings.ts";
import { SettingsReader } from "../../gather/settings.ts";
import type { NamedPolicy } from "../../gather/source.ts";
import { Releases } from "./releases.ts";
import { searchTree } from "./search-tree.ts";

export interface RangeRequest {
  repo: string;
  /** Null: the default branch. */
  base: string | null;
  /** Null: the files on disk. */
  head: string | null;
  staged: boolean;
  notes: readonly string[];
  /** A policy file on disk, instead of the base's. */
  policy: string | null;
  requireGranted: boolean;
  /** UTC, `YYYY-MM-DD`. */
  today: string;
}

export interface GatheredRange {
  input: InspectInput;
  /** The head's text of a file of the change, null when it has none. */
  source: (path: string) => string | null;
  /** The top of the checkout, to which paths are relative; null when there is none to write to. */
  root: string | null;
  /** The base as a person named it, or the default branch; null when something differs from it. */
  sameAs: string | null;
}

/** The range is from the merge base of base and head. Throws a UserError for what cannot be found. */
export async function gatherRange(request: RangeRequest, reader: MigrationReader): Promise<GatheredRange> {
  const named = await namedPolicy(request.policy);
  const repository = await Repository.open(request.repo);
  try {
    const head = await repository.resolve(request.head ?? "HEAD");
    const { name, id: tip } = await baseOf(repository, request);
    const base = tip === head ? head : await repository.mergeBase(tip, head);
    const target = request.staged
      ? "staged"
      : request.head === null && repository.checkout
        ? "worktree"
        : head;
    const [files, tree] = await Promise.all([repository.changedFiles(base, target), repository.tree(base)]);
    const gatherer = new Gatherer(
      { readings: new Readings(reader), settings: new SettingsReader(named) },
      request,
    );
    const { input, texts } = await gatherer.gather({
      files,
      tree,
      content: (entry) => repository.content(entry),
      tip: (path) => repository.text(tip, path),
      release: (globs) => new Releases(repository).before(base, globs),
      search: (searches, isMigration, release) =>
        searchTree(repository, base, searches, isMigration, release),
      organisation: null,
    });
    const missing = request.notes.find((path) => !input.notes.some((note) => note.path === path));
    if (missing !== undefined)
      throw new UserError(`There is no note \`${missing}\` in the change or on its base.`);
    return {
      input,
      source: (path) => texts.get(path) ?? null,
      root: repository.checkout ? repository.directory : null,
      sameAs: files.length === 0 ? name : null,
    };
  } finally {
    repository.close();
  }
}

/** What is about to be committed can be looked at where no default branch is known: against the last commit. */
async function baseOf(
  repository: Repository,
  { base, staged }: RangeRequest,
): Promise<{ name: string; id: string }> {
  if (base !== null) return { name: base, id: await repository.resolve(base) };
  try {
    return await repository.defaultBranch();
  } catch (cause) {
    if (staged && cause instanceof UserError) return { name: "HEAD", id: await repository.resolve("HEAD") };
    throw cause;
  }
}

/** The policy file that a person names. */
export async function namedPolicy(path: string | null): Promise<NamedPolicy | null> {
  if (path === null) return null;
  const content = await loadFile(isAbsolute(path) ? path : resolve(path));
  if ("unread" in content)
    throw new UserError(`The policy \`${path}\` could not be read: ${content.unread}.`);
  return { path, text: content.text };
}

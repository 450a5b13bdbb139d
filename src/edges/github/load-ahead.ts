/** The one query that brings what a verdict will probably ask for. */

import type { Policy } from "../../core/judge/policy.ts";
import { renoPaths } from "../../gather/settings.ts";
import { GitHubTrouble } from "../../review/github.ts";
import { modeOf } from "./blob.ts";
import type { Ask } from "./batch-query.ts";
import { needText, textAt } from "./json.ts";
import { addFolder, folderAsk, listDeeper } from "./load-listing.ts";
import { Listing } from "./listing.ts";
import { batchSize } from "./objects.ts";
import type { Objects } from "./objects.ts";
import type { Folder, LoadingPlan } from "./plan-loading.ts";

export interface Commits {
  /** The tip of the base. */
  tip: string;
  mergeBase: string;
  head: string;
}

export interface LoadedAhead {
  /** Entries of trees by `COMMIT:PATH`; null: there is none. What was not asked for is not here. */
  entries: ReadonlyMap<string, unknown>;
  /** The merge base. */
  listing: Listing;
  /** The answer to the question for tags. */
  tags: unknown;
  /** The head of the pull request now; empty when it is not open any more. Null: there is no pull request. */
  headNow: string | null;
}

/** So many tags are compared at once: the last release is mostly the newest tag. */
const comparedTags = 4;
/** So many folders go into the first query. */
const firstFolders = 40;

export async function loadAhead(
  objects: Objects,
  commits: Commits,
  plan: LoadingPlan,
  policy: Policy,
  number: number | null,
): Promise<LoadedAhead> {
  const files = filesOf(commits, plan, policy);
  const folders = foldersOf(objects, plan);
  const asks = [
    ...(number === null ? [] : [{ ask: "head", number } as const]),
    { ask: "tags", commit: commits.mergeBase, compared: comparedTags, after: null } as const,
    ...folders.slice(0, firstFolders).map((folder) => folderAsk(commits.mergeBase, folder)),
    ...files.slice(0, batchSize),
  ];
  const rest = [
    ...folders.slice(firstFolders).map((folder) => folderAsk(commits.mergeBase, folder)),
    ...files.slice(batchSize),
  ];
  const first = await firstAnswers(objects, asks);
  const answers = [...first, ...(await Promise.all(rest.map((ask) => objects.ask(ask))))];
  const all = [...asks, ...rest];
  const answerTo = new Map(all.map((ask, index) => [ask, answers[index]]));
  const entries = new Map<string, unknown>();
  for (const ask of all) {
    if (ask.ask === "file") entries.set(`${ask.commit}:${ask.path}`, answerTo.get(ask));
  }
  const listing = new Listing();
  const listed = all.filter((ask) => ask.ask === "folder").map((ask) => answerTo.get(ask));
  const deeper = folders.flatMap((folder, index) => addFolder(listing, folder, listed[index] ?? null));
  await listDeeper(objects, listing, deeper);
  for (const path of plan.engine) {
    const entry = entries.get(`${commits.mergeBase}:${path}`);
    if (textAt(entry, "type") === "blob")
      listing.add(path, { mode: modeOf(entry), id: needText(entry, "oid"), disk: null });
  }
  for (const { path, texts } of folders)
    if (texts.length > 0) objects.memory.seenFolders.set(seen(objects, path), true);
  return {
    entries,
    listing,
    tags: answerTo.get(all.find((ask) => ask.ask === "tags") as Ask),
    headNow: number === null ? null : headNow(first[0]),
  };
}

function seen(objects: Objects, folder: string): string {
  return `${objects.client.id.id} ${folder}`;
}

function filesOf({ tip, mergeBase, head }: Commits, plan: LoadingPlan, policy: Policy): Ask[] {
  const wanted = new Map<string, Ask>();
  const add = (commit: string, path: string): void => {
    wanted.set(`${commit}:${path}`, { ask: "file", commit, path });
  };
  for (const path of [...renoPaths, policy.exceptions.file]) add(tip, path);
  add(mergeBase, policy.exceptions.file);
  for (const { path, oldPath, status } of plan.rows) {
    if (status !== "added") add(mergeBase, oldPath ?? path);
    if (status !== "removed") add(head, path);
  }
  for (const path of plan.beside) add(mergeBase, path);
  // They are worth no further query.
  for (const path of plan.engine) if (wanted.size < batchSize) add(mergeBase, path);
  return [...wanted.values()];
}

/** Texts that were loaded once are still known, mostly. */
function foldersOf(objects: Objects, { roots, notes, schemas, around }: LoadingPlan): Folder[] {
  return [
    ...roots.map((root) =>
      objects.memory.seenFolders.get(seen(objects, root.path)) === undefined ? root : { ...root, texts: [] },
    ),
    ...notes,
    ...schemas,
    ...around.map((path) => ({ path, levels: 1, texts: [] })),
  ];
}

/** Where the texts of a folder are too much for GitHub, only its names are asked for. */
async function firstAnswers(objects: Objects, asks: readonly Ask[]): Promise<unknown[]> {
  try {
    return await objects.query(asks, { count: "reads", right: "reading", again: false });
  } catch (cause) {
    if (!(cause instanceof GitHubTrouble) || cause.kind !== "transient") throw cause;
    const lighter = asks.map((ask): Ask => {
      if (ask.ask === "folder") return { ...ask, texts: [] };
      return ask.ask === "tags" ? { ...ask, compared: 0 } : ask;
    });
    return objects.query(lighter, { count: "others", right: "reading", again: true });
  }
}

/** Of a pull request that was closed meanwhile no head is reviewed any more. */
function headNow(answer: unknown): string {
  return textAt(answer, "state") === "OPEN" ? (textAt(answer, "headRefOid") ?? "") : "";
}

/** Loads a change from GitHub: one comparison, one query for what a verdict will probably ask for, and a source that asks for the rest. */

import type { Content } from "../../core/change.ts";
import { notePathOf } from "../../core/judge/note-directive.ts";
import { languageOf } from "../../core/detect/language-of.ts";
import { policyPath } from "../../gather/settings.ts";
import type { ChangeSource, Entry, NamedPolicy } from "../../gather/source.ts";
import type { ChangeAnswer } from "../../review/github.ts";
import type { RepositoryState } from "../../review/pull-request.ts";
import { contentByMode, modeOf } from "./blob.ts";
import { changedFiles } from "./changed-files.ts";
import type { Client } from "./client.ts";
import { asRefused, compare } from "./compare.ts";
import type { Counted } from "./compare.ts";
import { needText, textAt } from "./json.ts";
import { loadAhead } from "./load-ahead.ts";
import type { Commits, LoadedAhead } from "./load-ahead.ts";
import { listFolders } from "./load-listing.ts";
import { Listing } from "./listing.ts";
import type { Memory } from "./memory.ts";
import { Objects } from "./objects.ts";
import { planLoading } from "./plan-loading.ts";
import type { LoadingPlan } from "./plan-loading.ts";
import { lastRelease } from "./release.ts";
import { searchTree } from "./search-tree.ts";
import { wholeTree } from "./whole-tree.ts";

export interface ChangeRequest {
  repository: RepositoryState;
  /** What the head is compared with. */
  base: string;
  /** Where settings are read: the tip of the base. */
  tip: string;
  head: string;
  policy: { organisation: NamedPolicy | null; repository: NamedPolicy | null };
  /** Null: it is no pull request. */
  pullRequest: (Counted & { body: string }) | null;
}

/** So many notes that a text names are looked for. */
const namedLimit = 10;

/** Throws `GitHubTrouble`. */
export async function loadChange(
  client: Client,
  memory: Memory,
  request: ChangeRequest,
): Promise<ChangeAnswer> {
  const { repository, base, tip, head, policy, pullRequest } = request;
  const { mergeBase, date, rows, patches, unlisted } = await compare(
    client,
    repository,
    base,
    head,
    pullRequest,
  ).catch(asRefused);
  const objects = new Objects(client, memory, repository);
  const commits = { tip, mergeBase, head };
  const own = (path: string): Content | null =>
    path === policyPath && policy.repository !== null ? { text: policy.repository.text } : null;
  const nothing: ChangeSource = {
    files: changedFiles(rows, commits, new Map(), objects),
    tree: new Listing(),
    content: (entry) => contentOfEntry(objects, entry),
    tip: (path) => Promise.resolve(own(path)),
    release: () => Promise.resolve(null),
    organisation: policy.organisation,
  };
  const settings = await memory.settings.read(nothing);
  const plan = planLoading(rows, settings.policy, settings.noteSettings);
  if (plan.rows.length === 0) return { source: nothing, mergeBase, patches, unlisted, headNow: head };
  const number = pullRequest?.number ?? null;
  const loaded = await loadAhead(objects, commits, plan, settings.policy, number);
  const source: ChangeSource = {
    ...nothing,
    files: changedFiles(rows, commits, loaded.entries, objects),
    tree: loaded.listing,
    tip: async (path) => own(path) ?? (path === policyPath ? null : contentAt(objects, loaded, tip, path)),
    release: (globs) =>
      lastRelease(objects, {
        repository,
        mergeBase,
        date,
        tags: loaded.tags,
        folders: plan.whole ? null : foldersOf(plan),
        globs,
      }),
    search: (searches, isMigration, release) =>
      searchTree(client, memory, { repository, mergeBase, searches, isMigration, release }),
  };
  await complete(objects, source, plan, loaded, request, commits);
  return { source, mergeBase, patches, unlisted, headNow: loaded.headNow ?? head };
}

async function contentOfEntry(objects: Objects, entry: Entry): Promise<Content> {
  const { id, mode } = entry;
  const fixed = contentByMode(mode);
  if (fixed !== null) return fixed;
  if (id === null) return { unread: "there is no such file" };
  const colon = id.indexOf(":");
  if (colon === -1) return objects.blob(id);
  const found = await objects.ask({ ask: "file", commit: id.slice(0, colon), path: id.slice(colon + 1) });
  if (found === null) return { unread: "there is no such file" };
  return contentByMode(modeOf(found)) ?? objects.blob(needText(found, "oid"));
}

/** A file of a commit; what is no file is not there. */
async function contentAt(
  objects: Objects,
  { entries }: LoadedAhead,
  commit: string,
  path: string,
): Promise<Content | null> {
  const name = `${commit}:${path}`;
  const entry = entries.has(name) ? entries.get(name) : await objects.ask({ ask: "file", commit, path });
  return textAt(entry, "type") === "blob" ? objects.blob(needText(entry, "oid")) : null;
}

function foldersOf({ roots, notes, around }: LoadingPlan): LoadingPlan["notes"] {
  return [...roots, ...notes, ...around.map((path) => ({ path, levels: 1, texts: [] }))].map((folder) => ({
    ...folder,
    texts: [],
  }));
}

/** Adds what only the first answers tell that it is wanted. */
async function complete(
  objects: Objects,
  source: ChangeSource,
  plan: LoadingPlan,
  { listing }: LoadedAhead,
  { repository, pullRequest }: ChangeRequest,
  { mergeBase }: Commits,
): Promise<void> {
  if (plan.whole) {
    const files = await wholeTree(objects.client, repository, mergeBase);
    for (const [path, entry] of files ?? []) listing.add(path, entry);
  }
  // Now with reno's own word on where notes lie.
  const { noteSettings } = await objects.memory.settings.read(source);
  const other = noteSettings.directories.filter((path) => !plan.notes.some((folder) => folder.path === path));
  plan.notes.push(...other.map((path) => ({ path, levels: 2, texts: [] })));
  const more = other.length === 0 ? [] : plan.notes.slice(-other.length);
  const [listed] = await Promise.all([
    listFolders(objects, mergeBase, more),
    ...namedNotes(objects, source, pullRequest?.body ?? "").map((path) =>
      addFile(objects, listing, mergeBase, path),
    ),
  ]);
  for (const path of listed.paths) {
    const entry = listed.entry(path);
    if (entry !== null) listing.add(path, entry);
  }
  objects.likely = () => likely(listing, plan);
}

/** Notes that the pull request or a migration names, wherever they lie. */
function namedNotes(objects: Objects, source: ChangeSource, body: string): string[] {
  const texts = source.files.flatMap(({ after }) => {
    const content = after?.id == null ? undefined : objects.known(after.id);
    return content !== undefined && "text" in content ? [content.text] : [];
  });
  const named = [body, ...texts].flatMap((text) =>
    [...text.matchAll(/lockstep:[ \t]*(note\b[^\r\n]*)/giu)].flatMap(
      (match) => notePathOf(match[1] ?? "") ?? [],
    ),
  );
  return [...new Set(named)].filter((path) => source.tree.entry(path) === null).slice(0, namedLimit);
}

async function addFile(objects: Objects, listing: Listing, commit: string, path: string): Promise<void> {
  const entry = await objects.ask({ ask: "file", commit, path });
  if (textAt(entry, "type") === "blob")
    listing.add(path, { mode: modeOf(entry), id: needText(entry, "oid"), disk: null });
}

/** The migrations of the base: where one is asked for, the others are soon. */
function* likely(listing: Listing, { roots }: LoadingPlan): Generator<string, void> {
  for (const path of listing.paths) {
    if (languageOf(path) === null || !roots.some((root) => path.startsWith(`${root.path}/`))) continue;
    const id = listing.entry(path)?.id;
    if (id !== null && id !== undefined) yield id;
  }
}

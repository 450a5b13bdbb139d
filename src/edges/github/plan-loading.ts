/** What to ask of GitHub for a change: the files that a reader, a note reader or a setting wants, and the folders that tell what lies beside them. */

import { languageOf } from "../../core/detect/registry.ts";
import type { Policy } from "../../core/judge/policy.ts";
import type { NoteSettings } from "../../core/note/note.ts";
import { mayBeMigration, mayConcern } from "../../gather/candidates.ts";
import { policyPath, renoPaths } from "../../gather/settings.ts";
import type { Row } from "./compare.ts";
import { foldersAbove, migrationRoot } from "./migration-roots.ts";

export interface Folder {
  path: string;
  levels: number;
  /** Levels at which texts are wanted, from 1. */
  texts: number[];
}

export interface LoadingPlan {
  /** Rows whose files are wanted, on both sides. */
  rows: Row[];
  /** Folders of migrations, without those inside of others. */
  roots: Folder[];
  /** Folders of notes. */
  notes: Folder[];
  /** Other folders, whose own files are enough. */
  around: string[];
  /** Files of the merge base that migrations are read with, where they are there. */
  beside: string[];
  /** The change may bear on migrations that lie nobody knows where: all files of the merge base are wanted. */
  whole: boolean;
}

/** Migrations lie so deep in their folder; what is deeper is asked for when it shows. */
const depth = 3;
/** So many folders of one change have their texts loaded ahead. */
const rootsWithTexts = 3;

export function planLoading(rows: readonly Row[], policy: Policy, notes: NoteSettings): LoadingPlan {
  const settingsFiles = new Set([policyPath, ...renoPaths, policy.exceptions.file]);
  const sides = ({ path, oldPath }: Row): string[] => (oldPath === null ? [path] : [path, oldPath]);
  const wanted = rows.filter((row) =>
    sides(row).some((path) => settingsFiles.has(path) || mayConcern(path, policy, notes)),
  );
  const migrations = wanted.flatMap(sides).filter((path) => mayBeMigration(path, policy));
  const roots = rootsOf(migrations);
  const noteFolders = notes.directories.map((path) => ({ path, levels: 2, texts: [] }));
  const around = new Set(migrations.flatMap((path) => foldersAbove(`${migrationRoot(path)}/`)));
  for (const path of [...noteFolders.map((folder) => `${folder.path}/`), ...settingsFiles])
    for (const folder of foldersAbove(path)) around.add(folder);
  for (const { path } of [...roots, ...noteFolders]) around.delete(path);
  const editsNotes = wanted.some((row) => row.status !== "added" && !settingsFiles.has(row.path));
  return {
    rows: wanted,
    roots,
    notes: noteFolders,
    around: [...around],
    beside: [...new Set(migrations.flatMap(besideOf))],
    whole: migrations.length === 0 && editsNotes,
  };
}

function rootsOf(paths: readonly string[]): Folder[] {
  const levels = new Map<string, Set<number>>();
  for (const path of paths) {
    const root = migrationRoot(path);
    const level = path.slice(root === "" ? 0 : root.length + 1).split("/").length;
    levels.set(root, (levels.get(root) ?? new Set()).add(level));
  }
  const all = [...levels.keys()].toSorted();
  const outer = all.filter((root) => !all.some((other) => other !== "" && root.startsWith(`${other}/`)));
  // The top of a repository holds everything.
  return outer.map((path, index) => ({
    path,
    levels: path === "" ? 1 : depth,
    texts:
      path === "" || index >= rootsWithTexts ? [] : [...(levels.get(path) ?? [])].filter((at) => at <= depth),
  }));
}

/** Settings that the frameworks keep near their migrations. */
function besideOf(path: string): string[] {
  const root = migrationRoot(path);
  const parent = root.slice(0, Math.max(0, root.lastIndexOf("/")));
  const inside = (folder: string, name: string): string => (folder === "" ? name : `${folder}/${name}`);
  if (languageOf(path) === "python") return [inside(root, "env.py"), inside(parent, "env.py")];
  return [inside(root, "migration_lock.toml"), inside(root, "meta/_journal.json")];
}

/** What to ask of GitHub for a change: the files that a reader, a note reader or a setting wants, and the folders that tell what lies beside them. */

import { isUnsaid } from "../../core/detect/claim.ts";
import { mayBeSchema } from "../../core/detect/declared/registry.ts";
import { schemaFolder } from "../../core/detect/declared/prisma/schema-folder.ts";
import { engineFiles } from "../../core/detect/engine/spoken-engine.ts";
import { languageOf } from "../../core/detect/language-of.ts";
import type { Policy } from "../../core/judge/policy.ts";
import type { NoteSettings } from "../../core/note/note.ts";
import { mayBeMigration, mayConcern } from "../../gather/candidates.ts";
import { policyPath, renoPaths } from "../../gather/settings.ts";
import type { Row } from "./compare.ts";
import { foldersAbove, isSureRoot, migrationRoot } from "./migration-roots.ts";

export interface Folder {
  path: string;
  levels: number;
  /** Levels at which texts are wanted, from 1. */
  texts: number[];
}

export interface LoadingPlan {
  /** Rows whose files are wanted, on both sides. */
  rows: Row[];
  /** Folders of migrations. One inside of another is here by itself where only its own name is sure. */
  roots: Folder[];
  /** Folders of notes. */
  notes: Folder[];
  /** Folders of declared schemas in several files. */
  schemas: Folder[];
  /** Other folders, whose own files are enough. */
  around: string[];
  /** Files of the merge base that migrations are read with, where they are there. */
  beside: string[];
  /** Files that may say which engine the project runs on, where nothing else does; the first are the likelier ones. */
  engine: string[];
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
  const schemas = wanted.flatMap(sides).filter((path) => mayBeSchema(path, policy.ignore));
  const others = new Set(schemas);
  const migrations = wanted
    .flatMap(sides)
    .filter((path) => mayBeMigration(path, policy) && !others.has(path));
  const roots = rootsOf(migrations);
  const noteFolders = notes.directories.map((path) => ({ path, levels: 2, texts: [] }));
  const around = new Set(migrations.flatMap((path) => foldersAbove(`${migrationRoot(path)}/`)));
  for (const path of [...noteFolders.map((folder) => `${folder.path}/`), ...settingsFiles])
    for (const folder of foldersAbove(path)) around.add(folder);
  for (const { path } of [...roots, ...noteFolders, ...schemaFolders(schemas)]) around.delete(path);
  const editsNotes = wanted.some((row) => row.status !== "added" && !settingsFiles.has(row.path));
  return {
    rows: wanted,
    roots,
    notes: noteFolders,
    around: [...around],
    beside: [...new Set(migrations.flatMap(besideOf))],
    schemas: schemaFolders(schemas),
    engine: engineFiles(
      [...migrations, ...schemas.filter(saysNoEngine)].filter((path) => isUnsaid(path, policy)),
    ),
    whole: migrations.length === 0 && (editsNotes || schemas.length > 0),
  };
}

/** Prisma's schemas and Drizzle's snapshots say it themselves. */
function saysNoEngine(path: string): boolean {
  const language = languageOf(path);
  return language === "sql" || language === "ruby";
}

function schemaFolders(paths: readonly string[]): Folder[] {
  const folders = paths.filter((path) => languageOf(path) === "prisma").map(schemaFolder);
  return [...new Set(folders)]
    .filter((path) => path !== "")
    .map((path) => ({ path, levels: depth, texts: [] }));
}

function rootsOf(paths: readonly string[]): Folder[] {
  const levels = new Map<string, Set<number>>();
  for (const path of paths) {
    const root = migrationRoot(path);
    const level = path.slice(root === "" ? 0 : root.length + 1).split("/").length;
    levels.set(root, (levels.get(root) ?? new Set()).add(level));
  }
  const all = [...levels.keys()].toSorted();
  const isInside = (root: string, other: string): boolean => other !== "" && root.startsWith(`${other}/`);
  const roots = all.filter(
    (root) => !all.some((other) => isInside(root, other) && (isSureRoot(other) || !isSureRoot(root))),
  );
  let withTexts = 0;
  return roots.map((path) => {
    // The top of a repository holds everything, and where a folder inside has the better name, that one holds the migrations.
    const isVague = path === "" || roots.some((other) => isInside(other, path));
    const wanted = isVague || withTexts === rootsWithTexts ? [] : levelsIn(path, levels);
    if (wanted.length > 0) withTexts++;
    return { path, levels: path === "" ? 1 : depth, texts: wanted };
  });
}

/** At which levels of a folder its own migrations lie, and those of the roots inside. */
function levelsIn(path: string, levels: ReadonlyMap<string, ReadonlySet<number>>): number[] {
  const found = new Set<number>();
  for (const [root, own] of levels) {
    if (root !== path && !root.startsWith(`${path}/`)) continue;
    const above = root === path ? 0 : root.slice(path.length + 1).split("/").length;
    for (const level of own) if (level + above <= depth) found.add(level + above);
  }
  return [...found].toSorted((a, b) => a - b);
}

/** Settings that the frameworks keep near their migrations. */
function besideOf(path: string): string[] {
  const root = migrationRoot(path);
  const parent = root.slice(0, Math.max(0, root.lastIndexOf("/")));
  const inside = (folder: string, name: string): string => (folder === "" ? name : `${folder}/${name}`);
  if (languageOf(path) === "python") return [inside(root, "env.py"), inside(parent, "env.py")];
  return [inside(root, "migration_lock.toml"), inside(root, "meta/_journal.json")];
}

/** The notes that bear on a change: those that it touches, those that are named, and unreleased ones of the base that name its tables. */

import type { Content } from "../core/change.ts";
import type { NoteFile } from "../core/inspect.ts";
import { namesTable } from "../core/judge/name-in-text.ts";
import { isNotePath, looksLikeNote } from "../core/note/note-path.ts";
import type { NoteSettings } from "../core/note/note.ts";
import { wholeFile } from "../core/place.ts";
import type { Finding } from "../core/problem.ts";
import type { ChangeSource, ChangedFile, Release } from "./source.ts";
import { atBase, atHead, textOf } from "./sides.ts";

/** All notes of one project are less, and taking one apart costs more than any other text. */
const mostText = 4_000_000;
const tooMuchText = `the notes before it have ${mostText / 1_000_000} MB in all, and more is not read of one change`;

/** So many notes are held at a time. */
const batch = 64;

/** The files of the change that are notes, or were meant to be. What is moved into the notes is new there, and what is moved out of them is gone. */
export function changedNotes(files: readonly ChangedFile[], settings: NoteSettings): ChangedFile[] {
  const isNote = (path: string): boolean => isNotePath(path, settings) || looksLikeNote(path, settings);
  return files.flatMap((file): ChangedFile[] => {
    const { path, oldPath } = file;
    const is = isNote(path);
    const was = oldPath === null ? is : isNote(oldPath);
    if (is && was) return [file];
    if (is) return [{ ...file, oldPath: null, before: null }];
    return was ? [{ ...file, path: oldPath ?? path, oldPath: null, after: null }] : [];
  });
}

/** Loads the notes that the change touches. A note that cannot be read at the head is a finding. */
export async function loadChanged(
  files: readonly ChangedFile[],
  source: ChangeSource,
  release: Release,
): Promise<{ notes: NoteFile[]; findings: Finding[] }> {
  const notes: NoteFile[] = [];
  const findings: Finding[] = [];
  let characters = 0;
  for (const { path, oldPath, before, after } of files) {
    const isRead = characters <= mostText;
    const head = after === null ? null : isRead ? await source.content(after) : { unread: tooMuchText };
    characters += textOf(head)?.length ?? 0;
    const base = before === null ? null : await source.content(before);
    if (head !== null && "unread" in head) findings.push(unreadNote(path, head.unread));
    notes.push({
      path,
      oldPath,
      status:
        after === null ? "deleted" : before === null ? "added" : oldPath === null ? "edited" : "renamed",
      before: textOf(base),
      after: textOf(head),
      released: before !== null && release?.paths.has(oldPath ?? path) === true,
    });
  }
  return { notes, findings };
}

/** Notes that the change does not touch: `named` ones wherever they lie, and those of the base that name one of the tables and are not released. */
export async function loadUnchanged(
  source: ChangeSource,
  settings: NoteSettings,
  release: Release,
  named: readonly string[],
  tables: readonly string[],
): Promise<NoteFile[]> {
  const touched = new Set(source.files.flatMap((file) => [file.path, file.oldPath]));
  const isFree = (path: string): boolean => !touched.has(path);
  const unreleased =
    tables.length === 0
      ? []
      : source.tree.paths.filter((path) => isNotePath(path, settings) && release?.paths.has(path) !== true);
  const found: NoteFile[] = [];
  const add = (path: string, content: Content | null, wanted: (text: string) => boolean): void => {
    const text = textOf(content);
    if (text === null || !wanted(text)) return;
    const released = release?.paths.has(path) === true;
    found.push({ path, oldPath: null, status: "unchanged", before: text, after: text, released });
  };
  const own = [...new Set(named)].filter(isFree);
  for (const path of own) add(path, await atHead(source, path), () => true);
  const others = unreleased.filter((path) => isFree(path) && !own.includes(path));
  for (let at = 0; at < others.length; at += batch) {
    const paths = others.slice(at, at + batch);
    const contents = await Promise.all(paths.map((path) => atBase(source, path)));
    for (const [index, path] of paths.entries()) {
      add(path, contents[index] ?? null, (text) => tables.some((table) => namesTable(text, table)));
    }
  }
  return found;
}

function unreadNote(path: string, reason: string): Finding {
  return {
    rule: "note-is-yaml",
    severity: "error",
    subject: path,
    message: `This note could not be read: ${reason}.`,
    place: wholeFile(path),
  };
}

/** Writes files into a checkout: each whole or not at all, never through a link that leads out of it. */

import { randomBytes } from "node:crypto";
import { lstatSync, mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

import { UserError } from "../../core/errors.ts";

export interface FileToWrite {
  /** Relative to the top of the checkout, with forward slashes. */
  path: string;
  text: string;
  /** Nothing may stand there yet. */
  fresh: boolean;
}

interface Prepared {
  path: string;
  target: string;
  part: string;
}

/** Throws `UserError` when one of them cannot be written; then none is. */
export function writeFiles(root: string, files: readonly FileToWrite[]): void {
  const prepared: Prepared[] = [];
  let current = "";
  try {
    for (const file of files) {
      current = file.path;
      const target = join(root, file.path);
      refuseLinks(root, target);
      refuseOther(target, file.fresh);
      mkdirSync(dirname(target), { recursive: true });
      const part = join(dirname(target), `.lockstep-${randomBytes(4).toString("hex")}.part`);
      prepared.push({ path: file.path, target, part });
      writeFileSync(part, file.text, { flag: "wx", mode: file.fresh ? 0o666 : statSync(target).mode });
    }
    for (const { path, target, part } of prepared) {
      current = path;
      renameSync(part, target);
    }
  } catch (cause) {
    for (const { part } of prepared) rmSync(part, { force: true });
    throw new UserError(`${current} could not be written: ${reasonOf(cause)}.`, { cause });
  }
}

/** Why something could not be written, as a clause. */
function reasonOf(cause: unknown): string {
  if (cause instanceof UserError) return cause.message;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return reasons[code] ?? (cause as Error).message;
}

const reasons: Record<string, string> = {
  EACCES: "you may not write there",
  EPERM: "you may not write there",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "your part of the disk is full",
  ENOTDIR: "a file stands where a folder should be",
  EEXIST: "a file stands where a folder should be",
  ENOENT: "a symbolic link leads nowhere there",
  ELOOP: "a symbolic link leads to itself there",
  ENAMETOOLONG: "its name is too long for this file system",
};

function refuseLinks(root: string, target: string): void {
  const top = realpathSync(root);
  const folder = relative(top, realpathSync(nearestFolder(dirname(target))));
  const [first] = folder.split(sep);
  if (first === "..") throw new UserError("a symbolic link leads out of the checkout there");
  if (first === ".git") throw new UserError("it would lie in git's own folder");
}

function refuseOther(target: string, fresh: boolean): void {
  const there = lstatSync(target, { throwIfNoEntry: false });
  if (there === undefined) return;
  if (there.isSymbolicLink()) throw new UserError("it is a symbolic link, and links are not followed");
  if (fresh || !there.isFile()) throw new UserError("something stands there already");
}

/** The folder itself, or the first above it that is there; a link that leads nowhere counts as there. */
function nearestFolder(folder: string): string {
  if (lstatSync(folder, { throwIfNoEntry: false }) !== undefined) return folder;
  return nearestFolder(dirname(folder));
}

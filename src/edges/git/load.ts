/** Loads the content of an entry, from its blob or from the disk, or says why it is not read. */

import { constants } from "node:fs";
import { lstat, open } from "node:fs/promises";
import { join } from "node:path";

import type { Content } from "../../core/change.ts";
import { contentOf, sizeLimit, tooLarge } from "../../core/content.ts";
import type { Entry } from "../../gather/source.ts";
import type { ObjectReader } from "./object-reader.ts";

/** `root` is the top of the checkout, for what is only on disk. */
export async function loadEntry(entry: Entry, objects: ObjectReader, root: string | null): Promise<Content> {
  if (entry.mode === "120000") return { unread: "it is a symbolic link, and links are not followed" };
  if (entry.mode === "160000") return { unread: "it is a submodule, and submodules are not read" };
  if (entry.id !== null) return loadBlob(entry.id, objects);
  if (entry.disk === null || root === null)
    return { unread: "it has merge conflicts that are not resolved yet" };
  return loadFile(Buffer.concat([Buffer.from(join(root, "/")), entry.disk]));
}

async function loadBlob(id: string, objects: ObjectReader): Promise<Content> {
  const object = await objects.read(id);
  if (object === null) return { unread: "its content is not in this clone: git fetch --refetch --no-filter" };
  return object.bytes === null ? { unread: tooLarge(object.size) } : contentOf(object.bytes);
}

/** A file on disk: a path as bytes or text. Links are not followed, and what is no file is not opened. */
export async function loadFile(path: Buffer | string): Promise<Content> {
  try {
    const status = await lstat(path);
    if (!status.isFile()) return { unread: "it is no regular file" };
    if (status.size > sizeLimit) return { unread: tooLarge(status.size) };
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      return contentOf(await file.readFile());
    } finally {
      await file.close();
    }
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
    if (code === "ENOENT") return { unread: "there is no such file" };
    return { unread: `it could not be opened (${code})` };
  }
}

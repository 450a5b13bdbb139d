/** A blob in an answer of GraphQL: its content by the same rules as git's, or that the answer does not have it. */

import type { Content } from "../../core/change.ts";
import { contentOf, sizeLimit, tooLarge } from "../../core/content.ts";
import { at, isAt, needNumber, textAt } from "./json.ts";

/** Null: the text is cut, or is not what the file's bytes are (binary, another encoding), so that it must be fetched by itself. */
export function blobContent(blob: unknown): Content | null {
  const size = needNumber(blob, "byteSize");
  if (size > sizeLimit) return { unread: tooLarge(size) };
  const text = textAt(blob, "text");
  if (text === null || isAt(blob, "isTruncated")) return null;
  const bytes = Buffer.from(text);
  return bytes.length === size ? contentOf(bytes) : null;
}

/** The content of a file with one of git's modes, where it does not matter what is in it. */
export function contentByMode(mode: string): Content | null {
  if (mode === "120000") return { unread: "it is a symbolic link, and links are not followed" };
  if (mode === "160000") return { unread: "it is a submodule, and submodules are not read" };
  return null;
}

/** GitHub gives git's octal modes as numbers: 33188 is `100644`. */
export function modeOf(entry: unknown): string {
  return needNumber(entry, "mode").toString(8).padStart(6, "0");
}

/** Whether an object of an answer is a blob. */
export function isBlob(object: unknown): boolean {
  return at(object, "byteSize") !== undefined;
}

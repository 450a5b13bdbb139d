/** Turns the bytes of a file into text, or says why there is none to read. */

import type { Content } from "./change.ts";

/** More than this is not loaded, in bytes. */
export const sizeLimit = 5_000_000;

/** Why a file of this many bytes is not loaded. */
export function tooLarge(bytes: number): string {
  return `the file has ${(bytes / 1_000_000).toFixed(1)} MB, and more than ${sizeLimit / 1_000_000} MB is not read`;
}

/** The text without its byte-order mark; line ends stay as they are. */
export function contentOf(bytes: Uint8Array): Content {
  if (bytes.length > sizeLimit) return { unread: tooLarge(bytes.length) };
  if (isUtf16(bytes)) return { unread: "the file is UTF-16: save it as UTF-8" };
  if (bytes.includes(0)) return { unread: "the file is binary: it has a NUL byte" };
  const text = decoded(bytes);
  if (text === null) return { unread: `the file is not UTF-8: ${firstWrongByte(bytes)}; save it as UTF-8` };
  if (text.length < 1024 && text.startsWith("version https://git-lfs.github.com/spec/")) {
    return { unread: "the file is a Git LFS pointer: its content is not in the repository" };
  }
  return { text };
}

function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** No character of several bytes has a line feed in it, so lines can be tried one by one. */
function firstWrongByte(bytes: Uint8Array): string {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const feed = bytes.indexOf(10, start);
    const end = feed === -1 ? bytes.length : feed;
    if (decoded(bytes.subarray(start, end)) === null) break;
    start = end + 1;
  }
  return `line ${line} has bytes that are no character`;
}

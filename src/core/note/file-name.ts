/** The name of a note file: `<slug>-<16 hex digits>.yaml`, and what reno makes of another. */

import { wholeFile } from "../place.ts";
import type { Finding } from "../problem.ts";

/** The text by which reno tells notes apart: the last 16 characters of the name, or the first 16 when those have a hyphen. */
export function renoId(path: string): string {
  const stem = stemOf(path);
  const last = stem.slice(-16);
  return last.includes("-") ? stem.slice(0, 16) : last;
}

/** The 16 hex digits of a note's name, null when it has none. Older names start with them. */
export function uidOf(path: string): string | null {
  const stem = stemOf(path);
  const found = /(?:^|[^0-9a-z])([0-9a-f]{16})$/i.exec(stem) ?? /^([0-9a-f]{16})(?:-|$)/i.exec(stem);
  return found === null ? null : (found[1] as string);
}

/** What is wrong with the name of a note file, null when nothing is. */
export function nameFinding(path: string): Finding | null {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const wrong = whatIsWrong(stemOf(path), uidOf(path));
  if (wrong === null) return null;
  return {
    rule: "note-name-has-id",
    severity: "warning",
    subject: path,
    message:
      `${name} ${wrong}. reno tells notes apart by the 16 hex digits at the end of their names ` +
      "(it takes `" +
      renoId(path) +
      "` here). Rename it to `<slug>-<16 random hex digits>.yaml`; `openssl rand -hex 8` prints some.",
    place: wholeFile(path),
  };
}

const invented =
  /^(?:(.)\1{15}|0123456789abcdef|fedcba9876543210|a1b2c3d4e5f6a7b8|1234567890abcdef|abcdef1234567890|deadbeefdeadbeef)$/i;

function whatIsWrong(stem: string, uid: string | null): string | null {
  if (uid !== null) {
    return invented.test(uid) ? `has the id ${uid}, which looks made up and will be copied by others` : null;
  }
  const tail = stem.slice(stem.lastIndexOf("-") + 1);
  if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(stem.slice(-36))) {
    return "ends with a UUID instead of 16 hex digits without hyphens";
  }
  if (/^[0-9a-f]{32}$/i.test(tail)) return "ends with 32 hex digits instead of 16";
  if (/^[0-9a-f]{4,}$/i.test(tail)) return `ends with ${tail.length} hex digits instead of 16`;
  if (/^[0-9a-z]{16}$/i.test(tail) && /\d/.test(tail))
    return `ends with \`${tail}\`, which is not hexadecimal`;
  return "has no id in its name";
}

function stemOf(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  return dot <= 0 ? name : name.slice(0, dot);
}

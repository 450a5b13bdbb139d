/** Reads the file of exceptions: entries with `id`, `operation`, `target`, `reason`, and optionally `until`, `note`, `reusable`. */

import { isKind, kinds } from "../kinds.ts";
import { nearest } from "../nearest.ts";
import type { Place } from "../place.ts";
import type { Finding } from "../problem.ts";
import { readDate } from "./exception-text.ts";
import type { Exemption } from "./exception-text.ts";
import { idOf, readTarget } from "./target.ts";
import { readSettings } from "../yaml/settings.ts";
import type { SettingPlaces } from "../yaml/settings.ts";

export interface FileEntry {
  exemption: Exemption;
  place: Place;
}

const keys = ["id", "operation", "target", "reason", "until", "note", "reusable"] as const;

export interface ExceptionsFile {
  entries: FileEntry[];
  findings: Finding[];
  /** The whole file cannot be used: it is no YAML, or no list. */
  broken: boolean;
}

/** Never throws. The findings are of the entries that cannot be used; `exceptions:` around the list is optional. */
export function readExceptionsFile(path: string, text: string): ExceptionsFile {
  const yaml = readSettings(path, text);
  if ("error" in yaml) {
    return {
      entries: [],
      findings: [
        finding(
          yaml.place,
          "yaml",
          `\`${path}\` cannot be read as YAML. Line ${yaml.place.line}: ${yaml.error}.`,
        ),
      ],
      broken: true,
    };
  }
  const list = listOf(yaml.value);
  if (list === null) {
    const message = `\`${path}\` must be a list of exceptions, each with \`operation\`, \`target\` and \`reason\`.`;
    return { entries: [], findings: [finding(yaml.places.place, "shape", message)], broken: true };
  }
  const places = list.nested ? yaml.places.parts.get("exceptions") : yaml.places;
  const entries: FileEntry[] = [];
  const findings: Finding[] = [];
  for (const [index, item] of list.items.entries()) {
    const at = places?.parts.get(index) ?? yaml.places;
    const read = readEntry(item, at);
    if ("exemption" in read) entries.push({ exemption: read.exemption, place: at.place });
    else
      findings.push(
        finding(read.place, `${JSON.stringify(item)} ${read.error}`, `This exception ${read.error}`),
      );
  }
  return { entries, findings, broken: false };
}

function listOf(value: unknown): { items: unknown[]; nested: boolean } | null {
  if (value === null) return { items: [], nested: false };
  if (Array.isArray(value)) return { items: value, nested: false };
  if (!isMapping(value) || Object.keys(value).some((key) => key !== "exceptions")) return null;
  const inner = value["exceptions"];
  if (inner === null) return { items: [], nested: true };
  return Array.isArray(inner) ? { items: inner, nested: true } : null;
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

type EntryReading = { exemption: Exemption } | { error: string; place: Place };

function readEntry(item: unknown, at: SettingPlaces): EntryReading {
  if (!isMapping(item)) {
    return { error: "must be a mapping with `operation`, `target` and `reason`.", place: at.place };
  }
  const fail = (key: string, error: string): EntryReading => ({
    error,
    place: at.parts.get(key)?.place ?? at.place,
  });
  for (const key of Object.keys(item)) {
    if ((keys as readonly string[]).includes(key)) continue;
    const guess = nearest(key, keys);
    const place = at.parts.get(key)?.key ?? at.place;
    return {
      error: `has an unknown key, \`${key}\`${guess === null ? "." : `. Did you mean \`${guess}\`?`}`,
      place,
    };
  }
  const { operation, target: targetText, until: untilText, reusable } = item;
  const ownId =
    typeof item["id"] === "string" ? item["id"] : item["id"] === undefined ? "" : String(item["id"]);
  const id = /^[0-9a-f]{10,32}$/iu.test(ownId) ? ownId.toLowerCase() : null;
  const kind =
    typeof operation === "string"
      ? operation
          .trim()
          .toLowerCase()
          .replaceAll(/[\s-]+/gu, "_")
      : null;
  if (operation !== undefined && (kind === null || !isKind(kind))) {
    const guess = nearest(String(operation), kinds);
    const hint = guess === null ? "" : ` Did you mean \`${guess}\`?`;
    return fail("operation", `names no operation that is known: \`${String(operation)}\`.${hint}`);
  }
  const read = typeof targetText === "string" ? readTarget(targetText.trim()) : null;
  if (targetText !== undefined && (read === null || read.length !== String(targetText).trim().length)) {
    return fail("target", "has a `target` that is none. Write `table.column`, `table:index` or a name.");
  }
  if (id === null && (kind === null || read === null)) {
    return fail("target", "needs `operation` and `target`, or the operation's `id`.");
  }
  const until = untilText === undefined || untilText === null ? null : readDate(String(untilText));
  if (untilText !== undefined && untilText !== null && until === null) {
    return fail(
      "until",
      `has an \`until\` that is no day: \`${String(untilText)}\`. Write it as \`YYYY-MM-DD\`.`,
    );
  }
  if (reusable !== undefined && typeof reusable !== "boolean") {
    return fail("reusable", "has a `reusable` that is neither `true` nor `false`.");
  }
  return {
    exemption: {
      kind: kind !== null && isKind(kind) ? kind : null,
      target: read?.target ?? null,
      id: id ?? (read === null ? null : idOf(read.target)),
      text: kind !== null && read !== null ? `${kind} ${read.target.text}` : ownId,
      reason: typeof item["reason"] === "string" ? item["reason"].trim() : "",
      until,
      reusable: reusable === true,
    },
  };
}

function finding(place: Place, subject: string, message: string): Finding {
  return {
    rule: "exception-is-sound",
    severity: "error",
    subject: `${place.path} ${subject}`,
    message,
    place,
  };
}

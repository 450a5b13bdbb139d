/** Reads a YAML file of settings: its value, and where every key and item of it stands. */

import { constructFromEvents } from "js-yaml";

import { Lines } from "../place.ts";
import type { Place } from "../place.ts";
import { readYaml } from "./yaml-tree.ts";
import type { YamlNode } from "./yaml-tree.ts";

/** Where a value stands, with its parts: mapping entries by key, list items by index. */
export interface SettingPlaces {
  place: Place;
  /** The key that holds it, null for the top and for items of lists. */
  key: Place | null;
  parts: Map<string | number, SettingPlaces>;
}

export type SettingsReading =
  | { value: unknown; places: SettingPlaces }
  /** The file is no YAML that we take: why, and where. */
  | { error: string; place: Place };

/** Far above any file that a person writes by hand. */
const longest = 500_000;

/** Never throws. Aliases are refused, and an empty file is null. */
export function readSettings(path: string, text: string): SettingsReading {
  const lines = new Lines(path, text);
  const top = lines.place(0, 0);
  if (text.length > longest) return { error: "the file is longer than 500,000 characters", place: top };
  const reading = readYaml(text);
  if ("reason" in reading)
    return { error: worded(reading.reason), place: restOfLine(reading.offset, text, lines) };
  const { documents, events } = reading;
  if (documents.length > 1) return { error: "the file holds more than one document", place: top };
  try {
    const [value = null] = constructFromEvents(events, { source: text, maxAliases: 0 });
    const [root] = documents;
    return {
      value,
      places: root === undefined ? { place: top, key: null, parts: new Map() } : placesOf(root, null, lines),
    };
  } catch (error) {
    return { error: reasonOf(error), place: restOfLine(offsetOf(error, text), text, lines) };
  }
}

/** The place of a path of keys and indexes, or of the nearest thing around it. */
export function placeAt(places: SettingPlaces, path: readonly PropertyKey[]): SettingPlaces {
  let at = places;
  for (const step of path) {
    const part = typeof step === "symbol" ? undefined : at.parts.get(step);
    if (part === undefined) break;
    at = part;
  }
  return at;
}

function placesOf(node: YamlNode, key: Place | null, lines: Lines): SettingPlaces {
  const parts: SettingPlaces["parts"] = new Map();
  if (node.kind === "sequence") {
    for (const [index, item] of node.items.entries()) parts.set(index, placesOf(item, null, lines));
  } else if (node.kind === "mapping") {
    for (const pair of node.pairs) {
      const name = pair.key.kind === "scalar" ? pair.key.text : "";
      parts.set(name, placesOf(pair.value, placeOf(pair.key, lines), lines));
    }
  }
  return { place: placeOf(node, lines), key, parts };
}

/** A scalar's place is that of its text, without quotes. */
function placeOf(node: YamlNode, lines: Lines): Place {
  return node.kind === "scalar"
    ? lines.place(node.textStart, node.textEnd)
    : lines.place(node.start, node.end);
}

function reasonOf(error: unknown): string {
  const reason = error instanceof Error && "reason" in error ? String(error.reason) : "it cannot be read";
  return reason.startsWith("aliases exceeded")
    ? "aliases (`*name`) are not taken here: write the value out"
    : reason;
}

function worded(reason: string): string {
  if (reason.startsWith("name of an alias")) return "a value that starts with `*` must stand in quotes";
  if (reason.startsWith("tab characters")) return "a tab stands in the indentation: indent with spaces";
  return reason;
}

function offsetOf(error: unknown, text: string): number {
  if (!(error instanceof Error) || !("mark" in error)) return 0;
  const mark = error.mark as { position?: unknown } | undefined | null;
  if (typeof mark?.position !== "number") return 0;
  // An alias is reported behind its star.
  return text[mark.position - 1] === "*" ? mark.position - 1 : mark.position;
}

function restOfLine(start: number, text: string, lines: Lines): Place {
  const end = text.indexOf("\n", start);
  return lines.place(start, end === -1 ? text.length : end);
}

/** Reads a YAML file of settings: its value, and where every key and item of it stands. */

import { EVENT_ID, constructFromEvents, parseEvents } from "js-yaml";
import type { Event } from "js-yaml";

import { Lines } from "../place.ts";
import type { Place } from "../place.ts";

/** Where a value stands, with its parts: mapping entries by key, list items by index. */
export interface YamlPlaces {
  place: Place;
  /** The key that holds it, null for the top and for items of lists. */
  key: Place | null;
  parts: Map<string | number, YamlPlaces>;
}

export type YamlReading =
  | { value: unknown; places: YamlPlaces }
  /** The file is no YAML that we take: why, and where. */
  | { error: string; place: Place };

/** Far above any file that a person writes by hand. */
const limits = { characters: 500_000, depth: 30 };

/** Never throws. Aliases are refused, and an empty file is null. */
export function readYaml(path: string, text: string): YamlReading {
  const lines = new Lines(path, text);
  if (text.length > limits.characters) {
    return { error: "the file is longer than 500,000 characters", place: lines.place(0, 0) };
  }
  let events: Event[];
  try {
    events = parseEvents(text, { maxDepth: limits.depth });
    const documents = constructFromEvents(events, { source: text, maxAliases: 0 });
    if (documents.length > 1)
      return { error: "the file holds more than one document", place: lines.place(0, 0) };
    return { value: documents[0] ?? null, places: placesOf(events, text, lines) };
  } catch (error) {
    return { error: reasonOf(error), place: lines.place(...spanOf(error, text)) };
  }
}

/** The place of a path of keys and indexes, or of the nearest thing around it. */
export function placeAt(places: YamlPlaces, path: readonly PropertyKey[]): YamlPlaces {
  let at = places;
  for (const step of path) {
    const part = typeof step === "symbol" ? undefined : at.parts.get(step);
    if (part === undefined) break;
    at = part;
  }
  return at;
}

interface Open {
  node: YamlPlaces;
  /** In a mapping: the key whose value comes next, null when a key comes next. */
  key: { text: string; place: Place } | null;
  mapping: boolean;
}

function placesOf(events: readonly Event[], text: string, lines: Lines): YamlPlaces {
  const top: YamlPlaces = { place: lines.place(0, 0), key: null, parts: new Map() };
  const open: Open[] = [];
  let end = 0;
  const enter = (place: Place): YamlPlaces => {
    const parent = open.at(-1);
    if (parent === undefined) {
      top.place = place;
      return top;
    }
    const node: YamlPlaces = { place, key: parent.key?.place ?? null, parts: new Map() };
    parent.node.parts.set(parent.mapping ? (parent.key?.text ?? "") : parent.node.parts.size, node);
    parent.key = null;
    return node;
  };
  for (const event of events) {
    if (event.type === EVENT_ID.SCALAR) {
      const place = lines.place(event.valueStart, event.valueEnd);
      end = event.valueEnd;
      const parent = open.at(-1);
      if (parent?.mapping === true && parent.key === null) {
        parent.key = { text: text.slice(event.valueStart, event.valueEnd), place };
      } else enter(place);
    } else if (event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING) {
      const mapping = event.type === EVENT_ID.MAPPING;
      open.push({ node: enter(lines.place(event.start, event.start)), key: null, mapping });
    } else if (event.type === EVENT_ID.POP) {
      const closed = open.pop();
      if (closed === undefined) continue;
      const { line, column } = closed.node.parts.size === 0 ? closed.node.place : lines.position(end);
      closed.node.place = { ...closed.node.place, endLine: line, endColumn: column };
    }
  }
  return top;
}

function reasonOf(error: unknown): string {
  const reason = error instanceof Error && "reason" in error ? String(error.reason) : "it cannot be read";
  return reason.startsWith("aliases exceeded")
    ? "aliases (`*name`) are not taken here: write the value out"
    : reason;
}

function spanOf(error: unknown, text: string): [number, number] {
  if (!(error instanceof Error) || !("mark" in error)) return [0, 0];
  const mark = error.mark as { position?: unknown } | undefined | null;
  if (typeof mark?.position !== "number") return [0, 0];
  // An alias is reported behind its star.
  const start = text[mark.position - 1] === "*" ? mark.position - 1 : mark.position;
  const end = text.indexOf("\n", start);
  return [start, end === -1 ? text.length : end];
}

/** YAML as a tree whose every node knows where it stands, made from the parser's events. */

import { EVENT_ID, SCALAR_STYLE, getScalarValue, parseEvents, YAMLException } from "js-yaml";
import type { Event, ScalarEvent } from "js-yaml";

interface Range {
  /** Offsets in UTF-16 units; `end` is exclusive. A block scalar starts at its `|`, and ends after its last line. */
  start: number;
  end: number;
}

/** What stands before a value: `!tag`, `&anchor`. */
interface Marked {
  tag: string | null;
  /** Its name, without the `&`. */
  anchor: string | null;
}

export type ScalarStyle = "plain" | "single" | "double" | "literal" | "folded";

export interface YamlScalar extends Range, Marked {
  kind: "scalar";
  style: ScalarStyle;
  text: string;
  /** Where the text itself starts: after the quote, or on the line below the `|`. */
  textStart: number;
  textEnd: number;
  /** The indent of a block scalar's lines, else -1. */
  indent: number;
}

export interface YamlSequence extends Range, Marked {
  kind: "sequence";
  flow: boolean;
  items: YamlNode[];
}

export interface YamlMapping extends Range, Marked {
  kind: "mapping";
  flow: boolean;
  pairs: { key: YamlNode; value: YamlNode }[];
}

export interface YamlAlias extends Range {
  kind: "alias";
}

export type YamlNode = YamlScalar | YamlSequence | YamlMapping | YamlAlias;

/** The documents of a text, with the parser's events for who wants their values; or where and why it could not be read. */
export type YamlReading = { documents: YamlNode[]; events: Event[] } | { reason: string; offset: number };

/** More than 20 levels are no note and no configuration; the parser is linear below that. */
const deepest = 20;

/** Reads YAML. Never throws. The text must be of bounded size. */
export function readYaml(text: string): YamlReading {
  try {
    const events = parseEvents(text, { maxDepth: deepest });
    return { documents: new TreeBuilder(text).build(events), events };
  } catch (error) {
    if (error instanceof YAMLException) {
      return { reason: error.reason, offset: Math.min(error.mark?.position ?? 0, text.length) };
    }
    return { reason: "the parser gave up", offset: 0 };
  }
}

const styles: Record<number, ScalarStyle> = {
  [SCALAR_STYLE.PLAIN]: "plain",
  [SCALAR_STYLE.SINGLE_QUOTED]: "single",
  [SCALAR_STYLE.DOUBLE_QUOTED]: "double",
  [SCALAR_STYLE.LITERAL_BLOCK]: "literal",
  [SCALAR_STYLE.FOLDED_BLOCK]: "folded",
};

/** White space and comments up to the dash of a list item. */
const dash = /(?:[ \t\r\n]|#[^\r\n]*(?![^\r\n]))*-/y;

class TreeBuilder {
  readonly #text: string;
  #events: Event[] = [];
  #at = 0;
  /** The end of the last token: an empty value stands after it. */
  #cursor = 0;

  constructor(text: string) {
    this.#text = text;
  }

  build(events: Event[]): YamlNode[] {
    this.#events = events;
    const documents: YamlNode[] = [];
    while (this.#at < events.length) {
      this.#at += 1;
      if (this.#peek() === EVENT_ID.POP) documents.push(this.#emptyScalar());
      else documents.push(this.#node());
      this.#at += 1;
    }
    return documents;
  }

  #peek(): number | undefined {
    return this.#events[this.#at]?.type;
  }

  #node(): YamlNode {
    const event = this.#events[this.#at++];
    if (event === undefined) return this.#emptyScalar();
    if (event.type === EVENT_ID.SCALAR) return this.#scalar(event);
    if (event.type === EVENT_ID.ALIAS) {
      this.#cursor = event.anchorEnd;
      return { kind: "alias", start: event.anchorStart - 1, end: event.anchorEnd };
    }
    if (event.type === EVENT_ID.SEQUENCE) {
      const items: YamlNode[] = [];
      this.#cursor = event.start;
      const flow = this.#text[event.start] === "[";
      while (this.#peek() !== EVENT_ID.POP && this.#peek() !== undefined) {
        if (!flow) this.#passDash();
        items.push(this.#node());
      }
      this.#at += 1;
      return {
        kind: "sequence",
        flow,
        items,
        ...this.#marks(event),
        start: firstOf(event),
        end: this.#close(flow),
      };
    }
    if (event.type === EVENT_ID.MAPPING) {
      const pairs: YamlMapping["pairs"] = [];
      this.#cursor = event.start;
      while (this.#peek() !== EVENT_ID.POP && this.#peek() !== undefined) {
        pairs.push({ key: this.#node(), value: this.#node() });
      }
      this.#at += 1;
      const flow = this.#text[event.start] === "{";
      return {
        kind: "mapping",
        flow,
        pairs,
        ...this.#marks(event),
        start: firstOf(event),
        end: this.#close(flow),
      };
    }
    return this.#emptyScalar();
  }

  /** Moves behind the next dash, so that an empty item stands after its own. */
  #passDash(): void {
    dash.lastIndex = this.#cursor;
    if (dash.test(this.#text)) this.#cursor = dash.lastIndex;
  }

  #scalar(event: ScalarEvent): YamlScalar {
    if (event.valueStart < 0) return this.#emptyScalar(event);
    const style = styles[event.style] ?? "plain";
    const quoted = style === "single" || style === "double";
    const block = style === "literal" || style === "folded";
    const opening = quoted ? event.valueStart - 1 : block ? this.#header(event.valueStart) : event.valueStart;
    const marks = [event.tagStart, event.anchorStart - 1].filter((offset) => offset >= 0);
    this.#cursor = quoted ? event.valueEnd + 1 : event.valueEnd;
    return {
      kind: "scalar",
      style,
      text: getScalarValue(this.#text, event),
      textStart: event.valueStart,
      textEnd: event.valueEnd,
      indent: block ? event.indent : -1,
      ...this.#marks(event),
      start: Math.min(opening, ...marks),
      end: this.#cursor,
    };
  }

  #emptyScalar(event?: ScalarEvent): YamlScalar {
    const at = event !== undefined && event.tagEnd >= 0 ? event.tagEnd : this.#cursor;
    const marks = event === undefined ? { tag: null, anchor: null } : this.#marks(event);
    return {
      kind: "scalar",
      style: "plain",
      text: "",
      textStart: at,
      textEnd: at,
      indent: -1,
      ...marks,
      start: at,
      end: at,
    };
  }

  #marks(event: { tagStart: number; tagEnd: number; anchorStart: number; anchorEnd: number }): Marked {
    const tag = event.tagStart < 0 ? null : this.#text.slice(event.tagStart, event.tagEnd);
    const anchor = event.anchorStart < 0 ? null : this.#text.slice(event.anchorStart, event.anchorEnd);
    return { tag, anchor };
  }

  /** The `|` or `>` on the line above a block scalar's text. */
  #header(textStart: number): number {
    let lineEnd = textStart;
    while (lineEnd > 0 && isLineEnd(this.#text[lineEnd - 1])) lineEnd -= 1;
    // A search for either of the line ends would go through all of the text where it has the other only.
    let at = lineEnd;
    while (at > 0 && !isLineEnd(this.#text[at - 1])) at -= 1;
    const header = /(?:^|[ \t:-])([|>])[-+0-9]*[ \t]*(?:[ \t]#.*)?$/.exec(this.#text.slice(at, lineEnd));
    if (header !== null) at += header.index + header[0].indexOf(header[1] as string);
    return at;
  }

  /** The end of a collection: a flow collection's closing bracket is not an event of its own. */
  #close(flow: boolean): number {
    if (flow) {
      const rest = /[\]}]/g;
      rest.lastIndex = this.#cursor;
      const found = rest.exec(this.#text);
      if (found !== null) this.#cursor = found.index + 1;
    }
    return this.#cursor;
  }
}

function firstOf(event: { start: number; tagStart: number; anchorStart: number }): number {
  return Math.min(event.start, ...[event.tagStart, event.anchorStart - 1].filter((offset) => offset >= 0));
}

function isLineEnd(character: string | undefined): boolean {
  return character === "\n" || character === "\r";
}

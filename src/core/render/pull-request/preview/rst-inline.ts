/** A line of reStructuredText as its readers see it: literals, emphasis, links without their syntax. Takes time in proportion to the text. */

import { code, emphasis, type Inline, strong, text } from "../markdown/nodes.ts";

/** What may stand before inline markup, and after it. */
const opens = /[\s'"([{<\-/:]/u;
const closes = /[\s'")\]}>\-/\\:.,;!?]/u;

const role = /^:[A-Za-z][\w+.-]*(?::[\w+.-]+)*:(?=`)/u;
/** In characters. */
const longestRole = 60;

export function rstInline(source: string): Inline[] {
  const ends = new Ends(source);
  const nodes: Inline[] = [];
  let plain = "";
  const add = (...found: Inline[]): void => {
    if (plain !== "") nodes.push(text(plain));
    plain = "";
    nodes.push(...found);
  };
  for (let at = 0; at < source.length;) {
    const mark = isStart(source, at) ? markAt(source, at) : null;
    const end = mark === null ? -1 : ends.after(mark.sign, at + mark.length);
    if (mark === null || end === -1) {
      const escaped = source[at] === "\\" ? (source[at + 1] ?? "") : null;
      plain += escaped === null ? (source[at] as string) : escaped.trim();
      at += escaped === null ? 1 : 2;
      continue;
    }
    const inside = source.slice(at + mark.length, end);
    at = end + mark.sign.length;
    if (mark.sign === "``") add(code(inside));
    else if (mark.sign === "**") add(strong(text(unescaped(inside))));
    else if (mark.sign === "*") add(emphasis(text(unescaped(inside))));
    else {
      const underscores = /^__?(?!\w)/u.exec(source.slice(at, at + 3))?.[0].length ?? 0;
      at += underscores;
      add(...backquoted(unescaped(inside), mark.length > 1, underscores > 0));
    }
  }
  add();
  return nodes;
}

interface StartMark {
  sign: "``" | "**" | "*" | "`";
  /** Of the sign and of what stands before it: a role. */
  length: number;
}

function markAt(source: string, at: number): StartMark | null {
  const sign = (["``", "**", "*", "`"] as const).find((one) => source.startsWith(one, at));
  if (sign !== undefined) return isOpen(source, at + sign.length) ? { sign, length: sign.length } : null;
  if (source[at] !== ":") return null;
  const name = role.exec(source.slice(at, at + longestRole))?.[0] ?? "";
  return name !== "" && isOpen(source, at + name.length + 1) ? { sign: "`", length: name.length + 1 } : null;
}

function isStart(source: string, at: number): boolean {
  return at === 0 || opens.test(source[at - 1] as string);
}

function isOpen(source: string, at: number): boolean {
  return at < source.length && !/\s/u.test(source[at] as string);
}

/** `text <address>`_, :role:`text`, `text`. */
function backquoted(inside: string, hasRole: boolean, isLink: boolean): Inline[] {
  const opening = inside.endsWith(">") ? inside.lastIndexOf("<") : -1;
  const words = inside.slice(0, Math.max(0, opening)).trim();
  const address = opening === -1 ? "" : inside.slice(opening + 1, -1).trim();
  if (address !== "" && (isLink || hasRole)) {
    // What a role leads to is an address of its own kind.
    if (hasRole) return [text(words === "" ? address : words)];
    return words === "" ? [code(address)] : [text(`${words} (`), code(address), text(")")];
  }
  if (isLink) return [text(inside)];
  return hasRole ? [code(inside)] : [emphasis(text(inside))];
}

function unescaped(value: string): string {
  return value.replace(/\\(.|$)/gsu, (_, sign: string) => sign.trim());
}

/** Where markup ends. Once none is found none is looked for again: all starts before it would look at the same. */
class Ends {
  readonly #source: string;
  readonly #none = new Set<string>();

  constructor(source: string) {
    this.#source = source;
  }

  /** The end of what starts at `from`, at least one character later; -1: it does not end. */
  after(sign: string, from: number): number {
    if (this.#none.has(sign)) return -1;
    for (let at = this.#source.indexOf(sign, from + 1); at !== -1; at = this.#source.indexOf(sign, at + 1)) {
      if (this.#isEnd(sign, at)) return at;
    }
    this.#none.add(sign);
    return -1;
  }

  #isEnd(sign: string, at: number): boolean {
    const before = this.#source[at - 1] ?? " ";
    // In a literal a backslash is one.
    if (/\s/u.test(before) || (before === "\\" && sign !== "``")) return false;
    const next = this.#source[at + sign.length] ?? "";
    if (sign === "`" && next === "_") return true;
    return next === "" || closes.test(next);
  }
}

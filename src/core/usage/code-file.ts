/** A file of code: its lines, which parts are comments, whose declarations they are, and their words. */

import { commentColumns } from "./comments.ts";
import { ownersOf } from "./owners.ts";
import type { Owner } from "./owners.ts";
import { keyOf } from "./spelling.ts";

export interface Word {
  start: number;
  end: number;
  text: string;
  key: string;
}

const word = /[\p{L}_$][\p{L}\p{N}_$]*/gu;
const isWord = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;

export class CodeFile {
  readonly path: string;
  readonly lines: readonly string[];
  /** The lines in lower case. */
  readonly lower: readonly string[];
  /** From where each line is a comment. */
  readonly comments: Float64Array;
  readonly owners: readonly Owner[];
  readonly #text: string;
  readonly #words = new Map<number, Word[]>();
  readonly #holding = new Map<string, readonly number[]>();

  constructor(path: string, text: string) {
    this.path = path;
    this.#text = text.toLowerCase();
    this.lines = text.split(/\r?\n/u);
    this.lower = this.lines.map((line) => line.toLowerCase());
    this.comments = commentColumns(path, this.lines);
    this.owners = ownersOf(this.lines);
  }

  /** The numbers of the lines with any of the stems, which are in lower case: searches for columns of one name ask for the same. */
  linesWith(stems: readonly string[]): readonly number[] {
    const key = stems.join("\n");
    let found = this.#holding.get(key);
    if (found === undefined) {
      const here = stems.filter((stem) => this.#text.includes(stem));
      found =
        here.length === 0
          ? []
          : this.lower.flatMap((line, at) => (here.some((stem) => line.includes(stem)) ? [at] : []));
      this.#holding.set(key, found);
    }
    return found;
  }

  /** The words of a line up to its comment. A name that is no word is found as it is. */
  words(at: number, name: string): readonly Word[] {
    const line = this.lines[at] ?? "";
    const code = line.slice(0, Math.min(line.length, this.comments[at] ?? Infinity));
    let words = this.#words.get(at);
    if (words === undefined) {
      words = [...code.matchAll(word)].map(({ index, 0: text }) => ({
        start: index,
        end: index + text.length,
        text,
        key: keyOf(text.replaceAll("$", "")),
      }));
      this.#words.set(at, words);
    }
    if (isWord.test(name)) return words;
    const start = code.toLowerCase().indexOf(name.toLowerCase());
    if (start === -1) return words;
    return [...words, { start, end: start + name.length, text: name, key: keyOf(name) }];
  }
}

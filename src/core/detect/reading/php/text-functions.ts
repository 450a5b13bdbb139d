/** PHP's functions on strings. */

import { cut, plain, replaceAll, slice, strip, type Piece } from "../source/text.ts";
import { bool, list, number, stringOf, text, type Value } from "../source/value.ts";
import type { Builtin } from "./builtin.ts";
import { concatenated } from "./spell.ts";

const whole =
  (change: (text: string) => string): Builtin =>
  (_run, { positional: [value] }) => {
    const known = stringOf(value);
    return known === null ? undefined : text(change(known));
  };

const made = (pieces: Piece[]): Value => ({ kind: "text", pieces, node: null });

const trimmed =
  (sides: "both" | "left" | "right"): Builtin =>
  (_run, { positional: [value, characters] }) =>
    value?.kind === "text" ? made(strip(value.pieces, stringOf(characters), sides)) : undefined;

const compared =
  (test: (text: string, part: string) => boolean | number): Builtin =>
  (_run, { positional: [value, part] }) => {
    const [a, b] = [stringOf(value), stringOf(part)];
    if (a === null || b === null) return undefined;
    const answer = test(a, b);
    return typeof answer === "number" ? (answer === -1 ? bool(false) : number(answer)) : bool(answer);
  };

const implode: Builtin = (run, { positional: [first, second], keywords }) => {
  const array = [second, keywords.get("array"), first].find(
    (one) => one?.kind === "list" || one?.kind === "dict",
  );
  const separator =
    [first, second, keywords.get("separator")].find((one) => one?.kind === "text") ?? text("");
  if (array === undefined) return undefined;
  const items =
    array.kind === "dict" ? [...array.entries.values()].map(({ value }) => value) : run.iterate(array).items;
  if ((array.kind === "list" || array.kind === "dict") && array.open) return undefined;
  const values = items.flatMap((item, at) => (at === 0 ? [item] : [separator, item]));
  return concatenated(
    values,
    values.map((value) => (value.kind === "unknown" ? value.source : "...")),
  );
};

const substr: Builtin = (_run, { positional: [value, from, length] }) => {
  const known = stringOf(value);
  if (known === null || value?.kind !== "text" || from?.kind !== "number") return undefined;
  if (length !== undefined && length.kind !== "number" && length.kind !== "none") return undefined;
  const start = from.value < 0 ? Math.max(known.length + from.value, 0) : from.value;
  const size = length?.kind === "number" ? length.value : known.length;
  return made(
    slice(value.pieces, start, size < 0 ? known.length + size : Math.min(start + size, known.length)),
  );
};

const replace: Builtin = (_run, { positional: [from, to, value] }) => {
  if (value?.kind !== "text" || plain(value.pieces) === null || from === undefined || to === undefined)
    return undefined;
  const wanted = from.kind === "list" ? from.items : [from];
  let pieces = value.pieces;
  for (const [at, one] of wanted.entries()) {
    const [search, put] = [stringOf(one), stringOf(to.kind === "list" ? (to.items[at] ?? text("")) : to)];
    if (search === null || put === null) return undefined;
    pieces = replaceAll(pieces, search, put);
  }
  return made(pieces);
};

const lower = whole((word) => word.toLowerCase());
const upper = whole((word) => word.toUpperCase());

export const textFunctions: Record<string, Builtin> = {
  strtolower: lower,
  mb_strtolower: lower,
  strtoupper: upper,
  mb_strtoupper: upper,
  ucfirst: whole((word) => word.charAt(0).toUpperCase() + word.slice(1)),
  lcfirst: whole((word) => word.charAt(0).toLowerCase() + word.slice(1)),
  ucwords: whole((words) => words.replace(/(?<![^\s])\S/gu, (letter) => letter.toUpperCase())),
  trim: trimmed("both"),
  ltrim: trimmed("left"),
  rtrim: trimmed("right"),
  chop: trimmed("right"),
  implode,
  join: implode,
  explode: (_run, { positional: [separator, value] }) => {
    const [sign, known] = [stringOf(separator), stringOf(value)];
    if (sign === null || sign === "" || known === null || value?.kind !== "text") return undefined;
    return list(cut(value.pieces, known, sign).map(made));
  },
  substr,
  mb_substr: substr,
  str_replace: replace,
  str_starts_with: compared((word, part) => word.startsWith(part)),
  str_ends_with: compared((word, part) => word.endsWith(part)),
  str_contains: compared((word, part) => word.includes(part)),
  strpos: compared((word, part) => word.indexOf(part)),
  strlen: (_run, { positional: [value] }) => {
    const known = stringOf(value);
    return known === null ? undefined : number(known.length);
  },
  str_repeat: (_run, { positional: [value, times] }) => {
    const known = stringOf(value);
    if (known === null || times?.kind !== "number" || times.value < 0 || known.length * times.value > 100_000)
      return undefined;
    return text(known.repeat(times.value));
  },
  addslashes: whole((word) => word.replaceAll(/['"\\]/gu, (sign) => `\\${sign}`)),
};

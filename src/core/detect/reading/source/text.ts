/** Strings that remember where each part of them stands in the source, and which parts are not known. */

/** A run of characters. `source`: the offset in the file when it stands there as it is, else null. `hole`: the source of an expression whose value is not known; `text` is then empty. */
export interface Piece {
  text: string;
  source: number | null;
  hole: string | null;
}

export function literal(text: string, source: number | null = null): Piece[] {
  return text === "" ? [] : [{ text, source, hole: null }];
}

export function hole(source: string): Piece[] {
  return [{ text: "", source: null, hole: source }];
}

/** The characters, null when a part is not known. */
export function plain(pieces: readonly Piece[]): string | null {
  let text = "";
  for (const piece of pieces) {
    if (piece.hole !== null) return null;
    text += piece.text;
  }
  return text;
}

/** The characters for people: what is not known stands as `{expression}`. */
export function shown(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (piece.hole === null ? piece.text : `{${piece.hole}}`)).join("");
}

export function lengthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + piece.text.length, 0);
}

/** A part by offsets, as JavaScript's `slice` with ends from 0 to the length. Holes have no width and stay between them. */
export function slice(pieces: readonly Piece[], start: number, end: number): Piece[] {
  const result: Piece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, piece.text.length);
    if (piece.hole !== null) {
      if (at >= start && at <= end) result.push(piece);
    } else if (to > from) {
      const source = piece.source === null ? null : piece.source + from;
      result.push({ text: piece.text.slice(from, to), source, hole: null });
    }
    at += piece.text.length;
  }
  return result;
}

/** Without the white space (or the given characters) at the ends. */
export function strip(
  pieces: readonly Piece[],
  characters: string | null,
  sides: "both" | "left" | "right",
): Piece[] {
  const cut = (text: string): boolean =>
    characters === null ? text.trim() === "" : characters.includes(text);
  const right = sides === "left" ? [...pieces] : stripRight(pieces, cut);
  return sides === "right" ? right : stripLeft(right, cut);
}

function stripLeft(pieces: readonly Piece[], cut: (text: string) => boolean): Piece[] {
  const result = [...pieces];
  for (let first = result[0]; first !== undefined && first.hole === null; first = result[0]) {
    let at = 0;
    while (at < first.text.length && cut(first.text.charAt(at))) at += 1;
    if (at === 0) break;
    result.splice(0, 1, ...slice([first], at, first.text.length));
  }
  return result;
}

function stripRight(pieces: readonly Piece[], cut: (text: string) => boolean): Piece[] {
  const result = [...pieces];
  for (let last = result.at(-1); last !== undefined && last.hole === null; last = result.at(-1)) {
    let at = last.text.length;
    while (at > 0 && cut(last.text.charAt(at - 1))) at -= 1;
    if (at === last.text.length) break;
    result.splice(-1, 1, ...slice([last], 0, at));
  }
  return result;
}

/** Without the white space that all its lines begin with (`textwrap.dedent`). */
export function dedent(pieces: readonly Piece[]): Piece[] {
  const lines = splitLines(pieces);
  const margins = lines
    .map((line) => line[0]?.text ?? "")
    .filter((text, at) => text.trim() !== "" || (lines[at]?.length ?? 0) > 1)
    .map((text) => /^[ \t]*/u.exec(text)?.[0].length ?? 0);
  const margin = margins.length === 0 ? 0 : Math.min(...margins.slice(0, 100_000));
  return lines.flatMap((line) => slice(line, Math.min(margin, leading(line)), lengthOf(line)));
}

function leading(line: Piece[]): number {
  return /^[ \t]*/u.exec(line[0]?.text ?? "")?.[0].length ?? 0;
}

/** Its lines, each with its line feed. */
export function splitLines(pieces: readonly Piece[]): Piece[][] {
  const lines: Piece[][] = [[]];
  for (const piece of pieces) {
    let from = 0;
    for (let at = piece.text.indexOf("\n"); at !== -1; at = piece.text.indexOf("\n", from)) {
      lines.at(-1)?.push(...slice([piece], from, at + 1));
      lines.push([]);
      from = at + 1;
    }
    if (piece.hole !== null) lines.at(-1)?.push(piece);
    else lines.at(-1)?.push(...slice([piece], from, piece.text.length));
  }
  return lines;
}

/** With each occurrence of a string put right; the text has no holes. */
export function replaceAll(pieces: readonly Piece[], from: string, to: string): Piece[] {
  const string = plain(pieces) ?? "";
  if (from === "") return [...pieces];
  return cut(pieces, string, from).flatMap((part, at) => (at === 0 ? part : [...literal(to), ...part]));
}

/** Its parts between separators; `string` is the whole of it. */
export function cut(pieces: readonly Piece[], string: string, separator: string): Piece[][] {
  if (pieces.length > 200) return string.split(separator).map((part) => literal(part));
  const result: Piece[][] = [];
  let at = 0;
  for (const part of string.split(separator)) {
    result.push(slice(pieces, at, at + part.length));
    at += part.length + separator.length;
  }
  return result;
}

/** Replaces what a pattern finds in each run of characters. */
export function replaceEach(
  pieces: readonly Piece[],
  pattern: RegExp,
  replace: (match: RegExpExecArray) => Piece[],
): Piece[] {
  return joined(pieces).flatMap((piece) => {
    if (piece.hole !== null) return [piece];
    const result: Piece[] = [];
    let at = 0;
    for (const match of piece.text.matchAll(pattern)) {
      result.push(...slice([piece], at, match.index), ...replace(match));
      at = match.index + match[0].length;
    }
    result.push(...slice([piece], at, piece.text.length));
    return result;
  });
}

/** Neighbours that stand side by side in the source become one piece, so that a field is found whole. */
function joined(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    const together =
      last !== undefined &&
      last.hole === null &&
      piece.hole === null &&
      (last.source === null
        ? piece.source === null
        : piece.source !== null && last.source + last.text.length === piece.source);
    if (together && last !== undefined) result[result.length - 1] = { ...last, text: last.text + piece.text };
    else result.push(piece);
  }
  return result;
}

/** The same characters as a value computed elsewhere: they do not stand in the text around them. */
export function moved(pieces: readonly Piece[]): Piece[] {
  return pieces.map((piece) => ({ ...piece, source: null }));
}

/** The source offsets of a part of the text, null when it does not stand in the source in one stretch. */
export function sourceRange(
  pieces: readonly Piece[],
  start: number,
  end: number,
): { start: number; end: number } | null {
  let first: number | null = null;
  let last: number | null = null;
  let at = 0;
  for (const piece of pieces) {
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, piece.text.length);
    if (to > from && piece.source !== null) {
      first ??= piece.source + from;
      last = piece.source + to;
    }
    at += piece.text.length;
  }
  return first === null || last === null || last < first ? null : { start: first, end: last };
}

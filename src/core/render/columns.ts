/** How wide a text is on a terminal, and how it wraps there. */

/** The columns that a visible text takes: marks take none, East Asian wide characters and emoji two. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += columnsOfCharacter(character);
  return columns;
}

// Stands for a space inside of backticks, where a line must not break: what stands there is to be copied.
const joined = "\uE000";

/** Breaks a visible text at spaces into lines of at most `width` columns; a longer word, or code, keeps a line of its own. */
export function wrap(text: string, width: number): string[] {
  const whole = text.replace(/`[^`]*`/g, (code) => code.replaceAll(" ", joined));
  return wrapWords(whole, width).map((line) => line.replaceAll(joined, " "));
}

function wrapWords(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  let used = 0;
  for (const word of text.split(" ")) {
    const columns = columnsOf(word);
    if (used > 0 && used + 1 + columns > width) {
      lines.push(line);
      line = word;
      used = columns;
    } else {
      line = used === 0 ? line + word : `${line} ${word}`;
      used += columns + (used === 0 ? 0 : 1);
    }
  }
  lines.push(line);
  return lines;
}

const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1faff],
  [0x20000, 0x3fffd],
];

function columnsOfCharacter(character: string): number {
  const code = character.codePointAt(0) as number;
  if (code < 0x300) return 1;
  if (/\p{M}/u.test(character)) return 0;
  return wide.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}

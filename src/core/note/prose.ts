/** Tells the prose of a note from what is printed as code: literal blocks, directives, comments and fences. One pass. */

export interface ProseLine {
  text: string;
  /** The number of white-space characters before the text; -1 for a blank line. */
  indent: number;
  /** It is inside a literal block, a directive, a comment or a fence: no label, list or link is meant there. */
  code: boolean;
}

const fence = /^(`{3,}|~{3,})/;
const explicit = /^\.\.(?:[ \t]|$)/;

/** Every line of a text, with what it is. */
export function proseLines(lines: readonly string[]): ProseLine[] {
  const result = lines.map((text): ProseLine => ({ text, indent: indentOf(text), code: false }));
  const closing = fenceEnds(lines);
  let blockIndent = -1;
  let literalFrom = -1;
  for (let at = 0; at < result.length; at++) {
    const line = result[at] as ProseLine;
    const end = closing.get(at);
    if (blockIndent < 0 && end !== undefined) {
      for (; at <= end; at++) (result[at] as ProseLine).code = true;
      at = end;
      continue;
    }
    if (line.indent < 0) {
      line.code = blockIndent >= 0;
      continue;
    }
    if (blockIndent >= 0 && line.indent > blockIndent) {
      line.code = true;
      continue;
    }
    blockIndent = -1;
    if (literalFrom >= 0 && line.indent > literalFrom && isBlank(result[at - 1])) {
      line.code = true;
      blockIndent = literalFrom;
      literalFrom = -1;
      continue;
    }
    const text = line.text.slice(line.indent);
    literalFrom = text.trimEnd().endsWith("::") ? line.indent : -1;
    if (explicit.test(text)) {
      line.code = true;
      blockIndent = line.indent;
      literalFrom = -1;
    }
  }
  return result;
}

/** Opening fences that are closed, by line, with the line that closes them. */
function fenceEnds(lines: readonly string[]): Map<number, number> {
  const ends = new Map<number, number>();
  let open: { line: number; mark: string } | null = null;
  for (const [at, line] of lines.entries()) {
    const text = line.trim();
    const mark = fence.exec(text)?.[1];
    if (mark === undefined) continue;
    if (open === null) open = { line: at, mark };
    else if (text === mark && mark[0] === open.mark[0] && mark.length >= open.mark.length) {
      ends.set(open.line, at);
      open = null;
    }
  }
  return ends;
}

function indentOf(text: string): number {
  return text.search(/[^ \t\r]/);
}

function isBlank(line: ProseLine | undefined): boolean {
  return line === undefined || line.indent < 0;
}

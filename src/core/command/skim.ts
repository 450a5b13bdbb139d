/** Makes the source of a comment shorter and keeps what it says: what stands in fences and comments needs no parser. */

/** The text without the lines inside the fenced code and the HTML comments that start at the margin. `text`: with `\n` only. */
export function skim(text: string): string {
  const lines = text.split("\n");
  const kept: string[] = [];
  // In an HTML block a fence is none; but for those of `unsure`, one ends at an empty line.
  let inHtml = false;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string;
    if (unsure.test(line)) return [...kept, ...lines.slice(at)].join("\n");
    kept.push(line);
    const isComment = line.startsWith("<!--");
    if (/^[ \t]*$/u.test(line)) inHtml = false;
    else if (/^ {0,3}</u.test(line) && !isComment) inHtml = true;
    if (inHtml) continue;
    const end = isComment ? commentEnd(lines, at) : fenceEnd(lines, at);
    if (end === null) continue;
    kept.push(...lines.slice(end, end + 1));
    at = end;
  }
  return kept.join("\n");
}

/** What may hold empty lines and fences and is not followed here: a parser must say where it ends. */
const unsure = /^ {1,3}(?:```|~~~|<!--)|^ {0,3}<(?:script|pre|style|textarea|\?|![a-z[])/i;

/** The index of the line that closes the fence; the number of lines where none does; null where this line opens none. */
function fenceEnd(lines: readonly string[], at: number): number | null {
  const [, ticks, tildes] = /^(`{3,})[^`]*$|^(~{3,})/u.exec(lines[at] ?? "") ?? [];
  const fence = ticks ?? tildes;
  if (fence === undefined) return null;
  for (let end = at + 1; end < lines.length; end++) {
    const closing = /^ {0,3}(`{3,}|~{3,})[ \t]*$/u.exec(lines[end] as string)?.[1] ?? "";
    if (closing.startsWith(fence)) return end;
  }
  return lines.length;
}

function commentEnd(lines: readonly string[], at: number): number | null {
  if ((lines[at] ?? "").includes("-->", 2)) return null;
  for (let end = at + 1; end < lines.length; end++) {
    if ((lines[end] as string).includes("-->")) return end;
  }
  return lines.length;
}

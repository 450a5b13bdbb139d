/** What a line of a comment looks like that is a command. */

/** The word in ASCII and any case, then nothing or a space: no letter that only looks alike, none that cannot be seen. */
const form = /^[\t\p{Zs}]*\/[Ll][Oo][Cc][Kk][Ss][Tt][Ee][Pp](?=[\t\p{Zs}]|$)/u;

/** `line`: as it stands in the source. */
export function isCommandLine(line: string): boolean {
  return form.test(line);
}

/** What follows the word. */
export function afterWord(line: string): string {
  return line.replace(form, "").trim();
}

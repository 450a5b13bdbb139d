/** Reads the commands of a comment. */

import { commandKey } from "./command-key.ts";
import { commandLines } from "./command-lines.ts";
import { mentionsLockstep } from "./mentions.ts";
import { readLine } from "./read-line.ts";
import type { CommandReading, ReadCommand } from "./request.ts";

/** Nobody asks for more in one comment. */
const mostCommands = 20;
const longestText = 300;

/** Never throws, and takes well below a second for any text of GitHub's length. Equal lines are one command. */
export function readCommands(markdown: string): CommandReading {
  if (!mentionsLockstep(markdown)) return { commands: [], more: 0 };
  const lines = new Map<string, string>();
  for (const line of commandLines(markdown)) {
    const key = commandKey(line);
    if (!lines.has(key)) lines.set(key, line);
  }
  const commands = [...lines].slice(0, mostCommands).map(([key, line]): ReadCommand => {
    const reading = readLine(line);
    const text = [...line.slice(0, 2000).replaceAll(/\s+/gu, " ").trim()].slice(0, longestText).join("");
    return "request" in reading
      ? { key, text, request: reading.request, mistake: null }
      : { key, text, request: null, mistake: reading.mistake };
  });
  return { commands, more: Math.max(0, lines.size - mostCommands) };
}

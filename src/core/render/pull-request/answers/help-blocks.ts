/** What can be asked for, as a table, and who may. */

import type { CommandHelp } from "../../../command/registry.ts";
import { type Block, code, list, paragraph, prose, table } from "../markdown/nodes.ts";
import { nameList } from "./words.ts";

export function helpBlocks(commands: readonly CommandHelp[]): Block[] {
  const rows = commands.map(({ usage, says }) => [[code(usage)], prose(says)]);
  const verbs = new Map<string, Set<string>>();
  for (const { verb, who } of commands) verbs.set(who, (verbs.get(who) ?? new Set()).add(verb));
  const people = [...verbs].map(([who, all]) => [paragraph(...nameList([...all]), ...prose(`: ${who}.`))]);
  return [
    table([["a line of a comment"], ["what it does"]], rows, { one: "command" }),
    paragraph(
      "DATE is the last day that counts, such as 2027-03-01. In reply to a comment of Lockstep's at a line, TARGET and PROBLEM may be left out.",
    ),
    paragraph("Who may:"),
    list(people, { one: "group" }),
  ];
}

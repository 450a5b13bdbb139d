/** What can be asked for, as a table. */

import { commandHelp } from "../../../command/registry.ts";
import { type Block, code, prose, table } from "../markdown/nodes.ts";

export function helpBlocks(): Block[] {
  const rows = commandHelp().map(({ usage, says }) => [[code(usage)], prose(says)]);
  return [table([["a line of a comment"], ["what it does"]], rows, { one: "command" })];
}

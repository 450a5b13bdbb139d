/** What can be asked for, as a table. */

import { type Block, code, table } from "../markdown/nodes.ts";

interface CommandHelp {
  /** `/lockstep explain RULE|KIND`. */
  usage: string;
  /** One sentence. */
  says: string;
}

const commands: readonly CommandHelp[] = [
  {
    usage: "/lockstep exempt KIND TARGET [until DATE] because REASON",
    says: "Allows an operation that needs an exception.",
  },
  {
    usage: "/lockstep exempt all because REASON",
    says: "Allows all that our last check listed and you may exempt.",
  },
  { usage: "/lockstep revoke KIND TARGET", says: "Takes an exception back." },
  {
    usage: "/lockstep waive RULE [until DATE] because REASON",
    says: "Allows the problems of a rule that are about no operation.",
  },
  { usage: "/lockstep check", says: "Reviews the pull request again." },
  { usage: "/lockstep draft", says: "Posts the release note as far as it is written." },
  { usage: "/lockstep draft commit", says: "Commits that note to the branch." },
  { usage: "/lockstep preview", says: "Shows the note as operators will read it." },
  { usage: "/lockstep explain RULE|KIND", says: "Says what a rule asks, or what a kind of operation means." },
  {
    usage: "/lockstep wrong RULE|ID because REASON",
    says: "Reports a false alarm. It changes nothing here.",
  },
];

export function helpBlocks(): Block[] {
  const rows = commands.map(({ usage, says }) => [[code(usage)], [says]]);
  return [table([["a line of a comment"], ["what it does"]], rows, { one: "command" })];
}

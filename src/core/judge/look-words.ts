/** What is said of what could not be read, and of the look that it needs. */

export const lookNeeded = "An approving review by someone other than the author is the look that it needs. ";

export const goOn =
  "Write it so that it can be read, or let someone else than the author look at it: an approving review says that they did, " +
  "on the command line an `ignore` entry for the file in the base's policy.";

/** Nobody can write it so that it can be read. */
export const otherEngine = `${lookNeeded}An \`ignore\` entry in the base's policy leaves such files out.`;

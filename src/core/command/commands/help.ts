/** `help`: what can be asked for. */

import type { Command } from "../command.ts";

export const help: Command = {
  verb: "help",
  forms: [{ usage: "help", says: "Lists the commands." }],
  alike: ["commands", "usage", "?", "--help", "-h"],
  // Whoever asks for help with one of them gets it with all of them.
  read: () => ({ request: { verb: "help", name: null, reason: "" } }),
};

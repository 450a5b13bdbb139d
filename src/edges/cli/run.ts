/** Runs one command line: finds the command, reads its arguments, and turns errors into words and exit codes. */

import { UserError } from "../../core/errors.ts";
import { didYouMean } from "../../core/nearest.ts";
import { visible } from "../../core/render/visible.ts";
import { readArguments } from "./arguments.ts";
import type { World } from "./command.ts";
import { commandHelp, generalHelp } from "./help.ts";
import { commands } from "./registry.ts";

/** Exit codes of every command. */
export const exitCodes = { fine: 0, problems: 1, wrongUse: 2, fault: 3 } as const;

/** Resolves to the exit code; only a fault of our own is thrown. */
export async function run(argv: readonly string[], world: World): Promise<number> {
  try {
    return await dispatch(argv, world);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    world.err(`lockstep: ${error.message.split("\n").map(visible).join("\n")}\n`);
    return exitCodes.wrongUse;
  }
}

async function dispatch(argv: readonly string[], world: World): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined) {
    world.err(generalHelp());
    return exitCodes.wrongUse;
  }
  if (name === "--version" || name === "-v") {
    world.out(`${world.version}\n`);
    return exitCodes.fine;
  }
  if (name === "--help" || name === "-h" || name === "help") return help(rest[0], world);
  const entry = entryOf(name);
  const end = rest.indexOf("--");
  const options = end === -1 ? rest : rest.slice(0, end);
  if (options.includes("--help") || options.includes("-h")) return help(name, world);
  const command = await entry.load();
  return command.run(readArguments(name, command, rest), world);
}

async function help(name: string | undefined, world: World): Promise<number> {
  if (name === undefined) {
    world.out(generalHelp());
  } else {
    const entry = entryOf(name);
    world.out(commandHelp(entry, await entry.load()));
  }
  return exitCodes.fine;
}

function entryOf(name: string) {
  const entry = commands.find((one) => one.name === name);
  if (entry !== undefined) return entry;
  const hint = didYouMean(
    name,
    commands.map((one) => one.name),
  );
  const what = name.startsWith("-") ? "no option" : "no command";
  throw new UserError(`There is ${what} ${name}.${hint} See lockstep --help.`);
}

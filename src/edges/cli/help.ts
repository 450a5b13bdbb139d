/** The help of the command line and of each command. */

import type { Command, OptionSpec } from "./command.ts";
import { type CommandEntry, commands } from "./registry.ts";

/** `lockstep --help`. */
export function generalHelp(): string {
  return [
    "Keeps schema changes and release notes in step.",
    "",
    "Usage: lockstep COMMAND [OPTIONS]",
    "",
    ...table(commands.map(({ name, summary }) => [name, summary])),
    "",
    ...table([
      ["--help", "This text; behind a command, the help of that command."],
      ["--version", "The version of Lockstep."],
    ]),
    "",
    "Exit codes: 0 nothing must be done, 1 something must, 2 wrong use or input that cannot be read,",
    "3 a fault of Lockstep's own. NO_COLOR and FORCE_COLOR are honoured.",
    "",
  ].join("\n");
}

/** `lockstep COMMAND --help`. */
export function commandHelp(entry: CommandEntry, command: Command): string {
  const options = Object.entries(command.options).map(([name, spec]): [string, string] => [
    optionWords(name, spec),
    spec.help,
  ]);
  return [
    entry.summary,
    ...(command.description === undefined ? [] : ["", command.description]),
    "",
    `Usage: lockstep ${entry.name} ${command.usage}`.trimEnd(),
    "",
    ...(options.length === 0 ? [] : ["Options:", ...table(options), ""]),
    "Examples:",
    ...command.examples.flatMap(({ line, says }) => [`  ${line}`, `      ${says}`]),
    "",
  ].join("\n");
}

function optionWords(name: string, spec: OptionSpec): string {
  return spec.type === "boolean" ? `--${name}` : `--${name} ${spec.value ?? "VALUE"}`;
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
